"""From a fetched page to a stored article, or to the reason why there is none."""

from dataclasses import replace

from cleaners.cleaning import RULES_VERSION
from cleaners.types import Article, Page
from cleaners.urls import site_of
from crawler.agenda import Visit
from crawler.cleaning import Broken
from crawler.desk import Desk
from crawler.edits import plan
from crawler.logbook import Logbook
from crawler.outcomes import SAME_TEXT, Outcome
from crawler.portrait import portrait_of, together
from crawler.work import Cleaned, Refused, why_of
from storage import SEARCHED, Store

LIST_PAGE = "list-page"
"""The reason of a page that lists others; other kinds go by their own names."""


def store_other(
    store: Store, page: Page, article: Article, visit: Visit, refused: str, holder: str
) -> bool:
    """Keep a page that is no article, unless it would take an article's place; whether it was kept.

    It takes no other's place either, whatever it calls canonical.
    """
    stored = store.article(page.address) if page.address else None
    if stored is not None and stored.article.kind in SEARCHED:
        return False
    alone = replace(article, canonical_url=None)
    store.store_article(page, alone, visit.found_by, refused=refused, holder=holder)
    return True


async def clean_and_store(desk: Desk, logbook: Logbook, page: Page, visit: Visit) -> None:
    """Clean a page in a worker and put the article, or the reason, into the store."""
    why = await desk.archive.ask(lambda store: store.quarantine.spent(page, RULES_VERSION))
    if why is not None:
        await logbook.end(visit, Outcome("quarantined", why, page.status))
        return
    site = site_of(page.address or visit.url)
    holder = logbook.holder.id
    memory = await desk.memories.of(site)
    result = await desk.workshop.clean(page, memory)
    if isinstance(result, Refused):
        await logbook.end(visit, Outcome("refused", f"{result.name}: {result.why}", page.status))
        return
    copied = logbook.traps.note(visit.url, result.article) if isinstance(result, Cleaned) else None
    if isinstance(result, Cleaned) and result.article.kind not in SEARCHED:
        other = result.article
        reason = f"{LIST_PAGE if other.kind == 'list' else other.kind}: {why_of(other)}"
        refused = Outcome("refused", reason, page.status)
        kept = await desk.archive.ask(
            lambda store: store_other(store, page, other, visit, reason, holder)
        )
        if kept:
            logbook.note(visit.url, refused)
        else:
            await logbook.end(visit, refused)
        return
    if copied is not None:
        outcome = Outcome("refused", f"{SAME_TEXT}: {copied}", page.status)
        await logbook.end(visit.url, outcome, visit.found_by)
        return
    if isinstance(result, Broken):
        reason = result.reason
        await desk.archive.ask(
            lambda store: store.store_unclean(page, reason, visit.found_by, RULES_VERSION, holder)
        )
        outcome = Outcome("quarantined", reason, page.status)
    else:
        outcome = await desk.archive.store_article(page, result, visit.found_by, holder)
        if outcome.state == "stored":
            logbook.portrait = together(logbook.portrait, portrait_of(result.article))
        desk.memories.note(site, 1)
        desk.last_title = result.article.title or desk.last_title
        if outcome.state == "stored":
            await desk.archive.ask(lambda store: plan(store, page, result.article))
    logbook.note(visit.url, outcome)
