"""Several processes that store the same pages into one database at once."""

import multiprocessing
import sys
import time
from multiprocessing.synchronize import Barrier

from quality.synthetic_corpus import articles
from storage import FoundUrl, open_store

SITES = 10


def write_at_once(url: str, writers: int, pages: int) -> int:
    """Let so many processes store the same pages; 0 if all went well and each is there once."""
    open_store(url).close()
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(writers)
    running = [
        context.Process(target=_write, args=(barrier, n, writers, url, pages))
        for n in range(writers)
    ]
    began = time.perf_counter()
    for process in running:
        process.start()
    for process in running:
        process.join()
    seconds = time.perf_counter() - began
    failed = sum(process.exitcode != 0 for process in running)
    with open_store(url) as store:
        stats = store.stats()
        stored = sum(site.articles for site in stats.sites)
        kept = sum(site.pages for site in stats.sites)
        missing = sum(store.article(a.url or "") is None for _, a in articles(pages, SITES))
    print(f"{writers} processes, {pages:,} pages each the same, {seconds:.0f} s")
    print(f"ended with an error: {failed}; articles {stored:,}, pages {kept:,}, missing {missing}")
    print(f"URLs by state: {stats.urls}")
    well = not failed and not missing and stored == kept == pages
    return 0 if well and stats.urls == {"stored": pages} else 1


def _write(barrier: Barrier, number: int, writers: int, url: str, pages: int) -> None:
    """Store all pages, beginning at another one than the others do."""
    ready = list(articles(pages, SITES))
    first = number * pages // writers
    barrier.wait(120)
    try:
        with open_store(url) as store:
            for page, article in ready[first:] + ready[:first]:
                store.record_found([FoundUrl(article.url or "", "feed", article.title)])
                store.store_article(page, article, "feed")
    except Exception as error:
        print(f"writer {number}: {type(error).__name__}: {error}", file=sys.stderr)
        raise
