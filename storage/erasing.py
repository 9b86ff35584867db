"""Deletes what was found of a URL or a site, some rows a transaction: a crawl writes in between.

Whatever stops it, the same again does the rest: the article itself, and the row of the site, by
which all else is found, go last.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Table, delete, or_, select
from sqlalchemy.orm import Session

from cleaners.memory import address_key
from storage.corrections import erase_named
from storage.grouping import leave
from storage.host_rows import ForgottenRow, HostFileRow, HostRow
from storage.index import unindex
from storage.keys import host_of
from storage.mentions import Mentioned, Names, erase_mentions
from storage.models import ArticleRow, MarkRow, PageRow, Row, RunRow, SiteRow, UrlRow
from storage.reclean_row import RecleanRow
from storage.scrubbing import securely
from storage.traces import Traces
from storage.transactions import Transactions
from storage.upsert import table
from storage.version_mentions import erase_in_versions

CHUNK = 400
ARTICLES, RUNS = 25, 500
"""Articles, and records of runs, in a transaction."""

FORGOTTEN = "(forgotten)"
"""What stands in the records of runs instead."""


def erase(transactions: Transactions, traces: Traces) -> None:
    """Delete all of it, and what other articles and the records of runs say of it."""
    mentioned = Mentioned(traces.host, traces.names, traces.titles)
    erase_mentions(transactions, mentioned)
    erase_in_versions(transactions, mentioned)
    _erase_in_runs(transactions, traces.names)
    if traces.site is not None:
        _erase_site(transactions, traces.site, traces.articles)
    transactions.write(lambda session: _erase_rest(session, traces, mentioned))


def _erase_site(transactions: Transactions, site: int, articles: Iterable[int]) -> None:
    """The rows of a site, those that others point to last; its own row stays."""
    for some in _chunks(articles, ARTICLES):
        transactions.write(lambda session: _erase_articles(session, some))  # noqa: B023
    for rows in reversed(Row.metadata.sorted_tables):
        key = rows.primary_key.columns
        if "site_id" in rows.c and len(key) == 1:
            of_site = select(*key).where(rows.c.site_id == site).limit(CHUNK)
            gone = delete(rows).where(next(iter(key)).in_(of_site))
            while transactions.write(lambda session: _erased(session, gone)):  # noqa: B023
                pass


def _erase_articles(session: Session, numbers: list[int]) -> None:
    securely(session)
    leave(session, numbers)
    unindex(session, numbers)
    session.execute(delete(table(ArticleRow)).where(ArticleRow.id.in_(numbers)))


def _erased(session: Session, statement: Any) -> int:
    """How many rows a statement deletes."""
    securely(session)
    number: int = session.execute(statement).rowcount  # type: ignore[attr-defined]
    return number


def _erase_rest(session: Session, traces: Traces, mentioned: Mentioned) -> None:
    """What is left: all of a URL, or the row of a site and what a crawl left meanwhile."""
    erase_named(session, Names(mentioned).cut)
    for some in _chunks(traces.articles):
        _erase_articles(session, some)
    securely(session)
    if traces.site is not None:
        for rows in reversed(Row.metadata.sorted_tables):
            if "site_id" in rows.c:
                session.execute(delete(rows).where(rows.c.site_id == traces.site))
        session.execute(delete(table(SiteRow)).where(SiteRow.id == traces.site))
    if traces.host is not None:
        _erase_host(session, traces.host)
    else:
        _erase_url(session, traces)


def _erase_url(session: Session, traces: Traces) -> None:
    for rows, numbers in ((table(UrlRow), traces.urls), (table(PageRow), traces.pages)):
        for some in _chunks(numbers):
            session.execute(delete(rows).where(rows.c.id.in_(some)))
    for rows in _keyed_by_url():
        for some in _chunks(traces.keys):
            session.execute(delete(rows).where(rows.c.key.in_(some)))
    for some in _chunks({address_key(name) for name in traces.names}):
        of_url = or_(MarkRow.key.in_(some), MarkRow.witness.in_(some))
        session.execute(delete(table(MarkRow)).where(of_url))


def _erase_host(session: Session, host: str) -> None:
    """What is known of a host beside its site."""
    session.execute(delete(table(HostRow)).where(HostRow.host == host))
    named = or_(RecleanRow.site == host, RecleanRow.scope.contains(host, autoescape=True))
    session.execute(delete(table(RecleanRow)).where(named))
    for number, url in session.execute(select(HostFileRow.id, HostFileRow.url)).all():
        if host_of(url) == host:
            session.execute(delete(table(HostFileRow)).where(HostFileRow.id == number))


def _keyed_by_url() -> Iterator[Table]:
    """The tables whose rows are found by the hash of a URL."""
    of_other_things = {table(ForgottenRow).name, table(HostFileRow).name}
    for rows in reversed(Row.metadata.sorted_tables):
        key = rows.c.get("key")
        if key is not None and key.type.python_type is bytes and rows.name not in of_other_things:
            yield rows


def _erase_in_runs(transactions: Transactions, names: Iterable[str]) -> None:
    ordered, last = sorted(names, key=len, reverse=True), 0

    def some(session: Session) -> int:
        securely(session)
        wanted = select(RunRow).where(RunRow.id > last).order_by(RunRow.id).limit(RUNS)
        rows = session.scalars(wanted).all()
        for row in rows:
            row.asked = _without(row.asked, ordered)
            row.report = _without(row.report, ordered)
        return rows[-1].id if rows else 0

    while following := transactions.write(some):
        last = following


def _without(value: Any, names: Iterable[str]) -> Any:
    """Records without these names."""
    if isinstance(value, str):
        for name in names:
            value = value.replace(name, FORGOTTEN)
        return value
    if isinstance(value, list):
        return [_without(item, names) for item in value]
    if isinstance(value, dict):
        return {key: _without(item, names) for key, item in value.items()}
    return value


def _chunks(values: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    ordered = sorted(values)
    return (ordered[start : start + size] for start in range(0, len(ordered), size))
