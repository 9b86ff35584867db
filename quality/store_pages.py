"""What real pages take in a store: the whole database, record of removals included."""

import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from cleaners import clean
from cleaners.memory import Asking
from cleaners.types import CleaningError, Page
from cleaners.urls import site_of
from quality.benchmark import read_pages
from storage import Item, open_store

GOAL = 0.20
RELATIONS = (
    "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)


def store_pages(data: Path, url: str, limit: int | None) -> None:
    """Clean and store the pages as a crawl would, and print their share of the raw bytes."""
    pages = [page for page in read_pages(data) if page.url]
    chosen = pages[:: max(1, len(pages) // limit)][:limit] if limit else pages
    raw, stored, left = 0, 0, Counter[str]()
    with open_store(url) as store:
        for number, page in enumerate(chosen):
            address = page.url or ""
            body = page.body()
            fetched = Page(address, address, 200, (), datetime.now(UTC), body)
            asking = Asking(store.memory(site_of(address) or ""))
            try:
                article = clean(fetched, memory=asking)
            except CleaningError as error:
                left[error.name] += 1
                continue
            if article.url is None:
                left["no-url"] += 1
                continue
            item = Item(fetched, article, f"benchmark {number}", asking.recalled())
            for _ in store.filling.store([item]):
                raw, stored = raw + len(body), stored + 1
    bodies, whole = _sizes(url)
    with open_store(url) as store:
        began = time.process_time()
        store.checking.pack()
        each = 1000 * (time.process_time() - began) / stored
    packed, least = _sizes(url)
    print(f"{stored:,} pages, {raw / stored / 1000:.1f} KB raw on average; left out: {dict(left)}")
    print(f"                        stored  packed ({each:.1f} ms of CPU a page)")
    print(f"raw pages, compressed   {bodies / raw:6.3f}  {packed / raw:6.3f}")
    if whole is not None and least is not None:
        print(f"whole database          {whole / raw:6.3f}  {least / raw:6.3f}  (to reach: {GOAL})")


def _sizes(url: str) -> tuple[int, int | None]:
    """The bytes of the raw pages, and of the whole file; closing has emptied its log."""
    with open_store(url) as store:
        sizes = store.stats()
    whole = sizes.file_bytes if url.startswith("sqlite") else _relations(url)
    return sum(site.stored_bytes for site in sizes.sites), whole


def _relations(url: str) -> int:
    """The bytes of all tables and indexes of a PostgreSQL database."""
    import psycopg

    with psycopg.connect(url) as connection:
        return int(connection.execute(RELATIONS).fetchall()[0][0])
