"""Starts crawls quickly: a process that has loaded what every crawl loads forks one at a time.

Loading takes a crawl 1.3 s and its fork server 1 s, of the 2.8 s that a small crawl takes. What is
forked runs as a program of its own: its environment, folder, arguments, streams and exit code.
The commands as people start them are run by test_cron, test_readme and test_demo.
"""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from multiprocessing import forkserver
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]

LOADED = (
    "encodings.idna",
    "numpy.ma",
    "scrapy.cmdline",
    *(f"scrapy.commands.{name}" for name in ("check", "crawl", "fetch", "parse", "shell", "view")),
    "scrapy.core.downloader.contextfactory",
    "scrapy.core.engine",
    "scrapy.extensions.closespider",
    "scrapy.extensions.throttle",
    "scrapy.pqueues",
    "scrapy.squeues",
    "twisted.internet.asyncioreactor",
    "corpus.cli",
    "corpus.commands.crawl",
    "crawler.exchange",
    "crawler.extensions",
    "crawler.manners",
    "crawler.middlewares",
    "crawler.responses",
    "crawler.spiders.news",
)
"""Not `crawler.settings`, which reads the environment when it is loaded."""


class Starter:
    """The process that forks; it ends with the one that made it."""

    def __init__(self) -> None:
        ours, its = socket.socketpair()
        code = f"from tests.crawler.starter import fork_on; fork_on({its.fileno()})"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            pass_fds=[its.fileno()],
        )
        its.close()
        self._socket = ours
        self._answers = ours.makefile("rb")

    def run(
        self,
        script: str,
        arguments: Sequence[str],
        cwd: Path,
        env: Mapping[str, str],
        give: str = "",
        seconds: float = 120,
    ) -> "subprocess.CompletedProcess[str]":
        """Run `python -c script arguments...`. Raises TimeoutExpired, as subprocess does."""
        with TemporaryDirectory(prefix="copydesk-crawl-") as folder:
            streams = [str(Path(folder) / name) for name in ("in", "out", "err")]
            Path(streams[0]).write_text(give, encoding="utf-8")
            asked = [script, list(arguments), str(cwd), dict(env), streams]
            self._socket.sendall(json.dumps(asked).encode() + b"\n")
            pid = int(self._answers.readline())
            self._socket.settimeout(seconds)
            try:
                code = int(self._answers.readline())
            except TimeoutError:
                os.kill(pid, signal.SIGKILL)
                raise subprocess.TimeoutExpired(script, seconds) from None
            finally:
                self._socket.settimeout(None)
            out, err = (Path(file).read_text("utf-8", "replace") for file in streams[1:])
        return subprocess.CompletedProcess(script, code, out, err)

    def close(self) -> None:
        """End the process."""
        self._answers.close()
        self._socket.close()
        self._process.wait()


@cache
def starter() -> Starter:
    """The starter of this process, made with the first crawl."""
    made = Starter()
    atexit.register(made.close)
    return made


def fork_on(number: int) -> None:
    """Fork a program for each line that comes through a socket; answer with its end."""
    for name in LOADED:
        import_module(name)
    assert "twisted.internet.reactor" not in sys.modules
    assert "crawler.settings" not in sys.modules
    forkserver.set_forkserver_preload(["crawler.deaf", "__main__", "crawler.warm"])
    forkserver.ensure_running()
    control = socket.socket(fileno=number)
    lines = control.makefile("rb")
    while line := lines.readline():
        asked = json.loads(line)
        pid = os.fork()
        if not pid:
            lines.close()
            control.close()
            _become(*asked)
            return
        control.sendall(b"%d\n" % pid)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        control.sendall(b"%d\n" % code)


def _become(
    script: str, arguments: list[str], cwd: str, env: dict[str, str], streams: list[str]
) -> None:
    """Be the program that is asked for, until its end."""
    for number, file in enumerate(streams):
        flags = os.O_WRONLY | os.O_CREAT if number else os.O_RDONLY
        opened = os.open(file, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    server: Any = forkserver._forkserver
    server.ensure_running = lambda: None  # it is no child of ours, which is what this looks for
    sys.argv = ["-c", *arguments]
    exec(compile(script, "<string>", "exec"), {"__name__": "__main__"})
