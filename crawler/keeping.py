"""From a fetched page to a stored article, or to the reason why there is none."""

from dataclasses import replace

from cleaners.cleaning import RULES_VERSION
from cleaners.types import Article, Page
from cleaners.urls import site_of, url_key
from crawler.agenda import Visit
from crawler.allowing import allowed
from crawler.cleaning import Broken
from crawler.desk import Desk
from crawler.edits import young_of
from crawler.logbook import Logbook
from crawler.outcomes import SAME_TEXT, Outcome
from crawler.parts import with_its_own
from crawler.portrait import portrait_of, together
from crawler.work import Cleaned, Refused, refusal_of_kind
from storage import SEARCHED, Store


def store_other(
    store: Store, page: Page, article: Article, found_by: str, refused: str, holder: str | None
) -> bool:
    """Keep a page that is no article, unless it would take an article's place; whether it was kept.

    It takes no other's place either, whatever it calls canonical.
    """
    stored = store.article(page.address) if page.address else None
    if stored is not None and stored.article.kind in SEARCHED:
        return False
    alone = replace(article, canonical_url=None)
    store.store_article(page, alone, found_by, refused=refused, holder=holder)
    return True


async def clean_and_store(desk: Desk, logbook: Logbook, page: Page, visit: Visit) -> None:
    """Clean a page in a worker and put the article, or the reason, into the store.

    A page that its publisher does not allow to be kept is not even cleaned.
    """
    logbook.tally.fetched += 1
    if visit.aim == "article" and page.address is not None:
        logbook.tally.also_at(page.address)
    kept = await allowed(desk, page)
    if isinstance(kept, Outcome):
        await logbook.end(visit, kept)
    else:
        await _clean_and_store(desk, logbook, kept, visit)


async def _clean_and_store(desk: Desk, logbook: Logbook, page: Page, visit: Visit) -> None:
    if url_key(page.address or "") in desk.troubled:
        why = await desk.archive.ask(lambda store: store.quarantine.spent(page, RULES_VERSION))
        if why is not None:
            await logbook.end(visit, Outcome("quarantined", why, page.status))
            return
    with desk.backlog.page(), desk.in_hand.page(visit.url):
        memory = await desk.memories.of(site_of(page.address or visit.url))
        result = await desk.workshop.clean(page, memory)
        await _store_result(desk, logbook, page, visit, result)


async def _store_result(
    desk: Desk, logbook: Logbook, page: Page, visit: Visit, result: Cleaned | Refused | Broken
) -> None:
    if isinstance(result, Refused):
        await logbook.end(visit, Outcome("refused", f"{result.name}: {result.why}", page.status))
    elif isinstance(result, Broken):
        reason, holder = result.reason, logbook.holder.id
        desk.troubled.add(url_key(page.address or ""))
        await desk.archive.ask(
            lambda store: store.store_unclean(page, reason, visit.found_by, RULES_VERSION, holder)
        )
        logbook.note(visit.url, Outcome("quarantined", reason, page.status))
    else:
        await _store(desk, logbook, page, visit, result)


async def _store(desk: Desk, logbook: Logbook, page: Page, visit: Visit, result: Cleaned) -> None:
    """Store what cleaning made of a page, as an article if it is one."""
    article, holder = result.article, logbook.holder.id
    page = with_its_own(page, article)
    copied = logbook.traps.note(visit.url, article)
    if article.kind not in SEARCHED:
        reason = refusal_of_kind(article)
        refused = Outcome("refused", reason, page.status)
        kept = await desk.archive.ask(
            lambda store: store_other(store, page, article, visit.found_by, reason, holder)
        )
        if kept:
            logbook.note(visit.url, refused)
        else:
            await logbook.end(visit, refused)
        return
    if copied is not None:
        await logbook.end(visit, Outcome("refused", f"{SAME_TEXT}: {copied}", page.status))
        return
    if (stored := await _with_other_query(desk, article)) is not None:
        await logbook.end(visit, Outcome("unchanged", f"{SAME_TEXT}: {stored}", page.status))
        return
    young = young_of(page, article)
    outcome = await desk.archive.store_article(page, result, visit.found_by, holder, young)
    desk.memories.note(site_of(page.address or visit.url), 1)
    desk.last_title = article.title or desk.last_title
    if outcome.state == "stored":
        logbook.portrait = together(logbook.portrait, portrait_of(article))
    logbook.note(visit.url, outcome)


async def _with_other_query(desk: Desk, article: Article) -> str | None:
    """The URL under which this article is stored with another query, if it names no other page:
    some sites give their pages a new one on every visit."""
    url, named = article.url or "", article.canonical_url
    if "?" not in url or (named and url_key(named) != url_key(url)):
        return None
    return await desk.archive.ask(lambda store: store.copies.same_page(article))
