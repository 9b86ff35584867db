"""Fill an empty store with prepared rows, to ask a large one: far quicker than through `Store`.

The rows are those that `Store` would write, of the tables that a search reads: sites, pages,
articles, texts and the search index. What a search never reads is left out: the memory of the
sites, the ledger, the sketches of copies. PostgreSQL takes them by COPY and builds the index of
the terms at the end; SQLite by `executemany`.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import Any

from cleaners.types import Article, Page
from quality.prepared_rows import Written
from quality.synthetic_corpus import articles
from storage.article_rows import article_values
from storage.engine import make_engine, parse_url
from storage.index import Entry, entry_of, index_articles, vector
from storage.keys import url_hash
from storage.models import ArticleRow, PageRow, TextRow
from storage.pages import page_values
from storage.record import text_values
from storage.transactions import Transactions
from storage.upsert import add_many

AT_ONCE = 1_000
WRITERS = 2
"""Processes that write into PostgreSQL at once."""

TABLES = {"pages": PageRow, "articles": ArticleRow, "texts": TextRow}
INDEX = "ix_article_terms_vector"

Rows = list[dict[str, Any]]


def fill_prepared(url: str, number: int, sites: int, seconds: float) -> Written:
    """Write the rows of so many made-up articles; fewer if that would take longer."""
    began, until = time.perf_counter(), time.time() + seconds
    postgres = url.startswith("postgres")
    hands = min(WRITERS if postgres else 1, -(-number // AT_ONCE))
    parts = [range(hand * AT_ONCE, number, hands * AT_ONCE) for hand in range(hands)]
    fill = partial(_fill, url, sites, number, until)
    with _opened(url) as transactions:
        if postgres:
            transactions.write(lambda session: _say(session, f"DROP INDEX {INDEX}"))
        if hands > 1:
            with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
                done = list(pool.map(fill, parts))
        else:
            done = list(map(fill, parts))
        transactions.write(_finish if postgres else _settle)
    rows, cpu = sum(rows for rows, _ in done), sum(cpu for _, cpu in done)
    return Written(rows, time.perf_counter() - began, cpu)


def _fill(url: str, sites: int, number: int, until: float, starts: range) -> tuple[int, float]:
    """Write the articles from each of these numbers on; how many, and the CPU it took."""
    written, spent = 0, time.process_time()
    with _opened(url) as transactions:
        for start in starts:
            if time.time() > until:
                break
            some = list(articles(min(AT_ONCE, number - start), sites, start))
            transactions.write(lambda session: _write(session, some, start + 1))  # noqa: B023
            written += len(some)
    return written, time.process_time() - spent


@contextmanager
def _opened(url: str) -> Iterator[Transactions]:
    engine = make_engine(parse_url(url))
    try:
        yield Transactions(engine, url)
    finally:
        engine.dispose()


def _write(session: Any, some: Sequence[tuple[Page, Article]], first: int) -> None:
    rows: dict[str, Rows] = {name: [] for name in TABLES}
    entries: list[tuple[int, Entry]] = []
    for number, (page, article) in enumerate(some, first):
        entries.append((number, _add(session, rows, page, article, number)))
    if session.get_bind().dialect.name != "postgresql":
        for name, table in TABLES.items():
            add_many(session, table, rows[name])
        index_articles(session, entries)
        return
    for name in TABLES:
        _copy(session, name, rows[name])
    terms = ({"article_id": number, "vector": vector(entry)} for number, entry in entries)
    _copy(session, "article_terms", list(terms))


def _add(session: Any, rows: dict[str, Rows], page: Page, article: Article, number: int) -> Entry:
    """Make ready the rows of an article."""
    of_page = page_values(session, page, "feed")
    values, site = article_values(article), of_page["site_id"]
    entry = entry_of(article, site, values["published_at"])
    rows["pages"].append({"id": number, **of_page})
    named = {"id": number, "site_id": site, "page_id": number, "key": url_hash(article.url or "")}
    dated = {"dated_at": values["published_at"], "words": entry.words}
    rows["articles"].append({**values, **named, **dated})
    rows["texts"].append({"article_id": number, **text_values(article)})
    return entry


def _copy(session: Any, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows by PostgreSQL's COPY."""
    names = ", ".join(f'"{name}"' for name in rows[0])
    cursor = session.connection().connection.cursor()
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_plain(value) for value in row.values()])


def _plain(value: object) -> object:
    return json.dumps(value) if isinstance(value, list | dict) else value


def _finish(session: Any) -> None:
    """Build the index of the terms, and let the tables count on."""
    for setting in ("maintenance_work_mem = '1GB'", "max_parallel_maintenance_workers = 2"):
        _say(session, f"SET LOCAL {setting}")
    _say(session, f"CREATE INDEX {INDEX} ON article_terms USING gin (vector)")
    for table in ("pages", "articles"):
        count = f"(SELECT max(id) FROM {table})"
        _say(session, f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {count})")
    _settle(session)


def _settle(session: Any) -> None:
    """Let planners know how much there is."""
    _say(session, "ANALYZE")


def _say(session: Any, statement: str) -> None:
    session.connection().exec_driver_sql(statement)
