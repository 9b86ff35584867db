"""Forgetting a URL or a host: every trace goes, and a hash stays so that it never comes back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from storage.engine import sqlite_file
from storage.erasing import erase
from storage.forgotten import ForgottenError, forgotten_urls, host_hash, is_forgotten
from storage.host_rows import ForgottenRow
from storage.keys import host_of, url_hash
from storage.scrubbing import scrub
from storage.traces import Traces, traces_of_site, traces_of_url
from storage.transactions import Transactions
from storage.types import StoreError
from storage.upsert import insert

__all__ = ["Forgetting", "ForgottenError", "Known", "WhatIsStored"]


@dataclass(frozen=True, slots=True)
class WhatIsStored:
    """What would be forgotten: how many articles and pages, and how many URLs of the ledger."""

    articles: int
    pages: int
    urls: int


@dataclass(frozen=True, slots=True)
class Known:
    """Hashes of all that was forgotten."""

    keys: frozenset[bytes] = frozenset()

    def has(self, url: str) -> bool:
        """Whether a URL was forgotten, or its host."""
        return bool(self.keys) and not self.keys.isdisjoint((url_hash(url), host_hash(url)))


class Forgetting:
    """Takedowns; `Store.forgetting`."""

    def __init__(self, engine: Engine, transactions: Transactions) -> None:
        self._engine = engine
        self._transactions = transactions

    def look(self, what: str) -> WhatIsStored:
        """What the store has of a URL, or of a host where `what` is no URL."""
        with self._transactions.read() as session:
            traces = _traces(session, what)
        return _counted(traces)

    def forget(self, what: str) -> WhatIsStored:
        """Delete all traces of a URL or a host, and refuse to store it from now on.

        It is refused at once; what is there goes some rows a transaction (`storage.erasing`).
        """
        traces = self._transactions.write(lambda session: _refuse(session, what))
        erase(self._transactions, traces)
        return _counted(traces)

    def scrub(self) -> None:
        """Overwrite what was deleted in the file of the database. Raises StoreError if it can't."""
        scrub(self._engine)

    def copies(self) -> list[Path]:
        """Backups beside the database, which still hold what was forgotten since."""
        file = sqlite_file(self._engine.url)
        return sorted(file.parent.glob(f"{file.name}.backup-*")) if file else []

    def known(self) -> Known:
        """Hashes of all that was forgotten, for a crawl."""
        with self._transactions.read() as session:
            return Known(frozenset(session.scalars(select(ForgottenRow.key))))

    def among(self, urls: Iterable[str]) -> set[str]:
        """Which of these URLs were forgotten, or their hosts."""
        with self._transactions.read() as session:
            return forgotten_urls(session, urls)

    def is_forgotten(self, url: str) -> bool:
        """Whether a URL was forgotten, or its host."""
        with self._transactions.read() as session:
            return is_forgotten(session, [url])


def _refuse(session: Session, what: str) -> Traces:
    """Note that it is forgotten; what there is of it."""
    traces = _traces(session, what)
    now = datetime.now(UTC)
    keys = {host_hash(f"http://{traces.host}/")} if traces.host else traces.keys
    rows = [{"key": key, "host": traces.host is not None, "at": now} for key in sorted(keys)]
    once = insert(session, ForgottenRow).on_conflict_do_nothing(index_elements=["key"])
    session.execute(once, rows)
    return traces


def _counted(traces: Traces) -> WhatIsStored:
    return WhatIsStored(len(traces.articles), len(traces.pages), len(traces.urls))


def _traces(session: Session, what: str) -> Traces:
    if "://" in what:
        return traces_of_url(session, what)
    host = host_of(what)
    if not host or "/" in what.strip("/"):
        raise StoreError(f"{what!r} is no URL and no host; write https://HOST/PATH or HOST.")
    return traces_of_site(session, host)
