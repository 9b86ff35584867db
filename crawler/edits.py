"""Young articles are looked at again, to see what their site changed in them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from cleaners.rights import Rights
from cleaners.serialise import article_to_dict
from cleaners.types import Article, Page
from cleaners.urls import site_of
from crawler.allowing import allowed
from crawler.desk import Desk
from crawler.outcomes import Outcome
from crawler.parts import with_its_own
from crawler.revisits import next_visit
from crawler.watching import digest_of
from crawler.work import Cleaned
from storage import SEARCHED, Store, YoungArticle

Whole = Callable[[Page], Awaitable[Page | Outcome]]
"""Gives a page with the further pages of its article, or how they failed."""

MAX_VISITS = 500
"""Young articles of a site that one crawl looks at again, the longest overdue first."""

GONE = frozenset({404, 410})

STATING = frozenset({"x-robots-tag", "tdm-reservation", "tdm-policy", "content-usage"})
"""Headers that say what is allowed."""


def young_of(page: Page, article: Article) -> YoungArticle | None:
    """When an article that was just fetched is to be looked at again; None if it is not young."""
    fetched = page.fetched_at or datetime.now(UTC)
    born = min(article.published_at or fetched, fetched)
    due = next_visit(born, fetched)
    address = page.address
    if due is None or address is None:
        return None
    young = YoungArticle(site_of(address), address, born, fetched, due, digest_of(page))
    return _validated(young, page)


def conditions(young: YoungArticle) -> Mapping[str, str]:
    """The headers that ask for an article only if it changed."""
    headers = {"If-None-Match": young.etag, "If-Modified-Since": young.last_modified}
    return {name: value for name, value in headers.items() if value is not None}


def is_edited(page: Page, young: YoungArticle) -> bool:
    """Whether an article's page came, and came with other bytes."""
    return page.status == 200 and digest_of(page) != young.digest


async def look_again(desk: Desk, whole: Whole, fetched: Page, young: YoungArticle) -> Outcome:
    """What became of an article that was fetched again: "stored" where it is another now.

    Whatever came instead of an article, what is stored stays, unless its publisher takes it back.
    What the publisher allows may change without the page.
    """
    now = await desk.archive.ask(lambda store: _as_it_is(store, fetched, young))
    if now is None:
        await _visited(desk, young, fetched)
        return Outcome("unchanged", "not-modified", fetched.status)
    kept = await allowed(desk, now)
    if isinstance(kept, Outcome):
        await desk.archive.ask(lambda store: store.watch.drop_article(young.url))
        return kept
    rights = kept.rights
    if not is_edited(fetched, young) and not await desk.archive.ask(
        lambda store: _are_new(store, rights, young.url)
    ):
        await _visited(desk, young, fetched)
        return Outcome("unchanged", "not-modified", fetched.status)
    page = await whole(kept)
    if isinstance(page, Outcome):
        await look_failed(desk, young, page)
        return page
    memory = await desk.memories.of(young.site)
    result = await desk.workshop.clean(page, memory)
    if not isinstance(result, Cleaned) or result.article.kind not in SEARCHED:
        why = result.article.kind if isinstance(result, Cleaned) else result.name
        await _visited(desk, young, page, reason=f"no-article: {why}")
        return Outcome("unchanged", f"kept: the page is no article now ({why})")
    outcome = await desk.archive.ask(lambda store: _store_edit(store, page, result, young))
    await _visited(desk, young, page, changed=outcome.state == "stored")
    return outcome


def _as_it_is(store: Store, fetched: Page, young: YoungArticle) -> Page | None:
    """The page as it is now; a 304 leaves the stored one, and may come with other statements.

    None where nothing came that could change what is stored.
    """
    if fetched.status != 304:
        return fetched
    stated = [(name, value) for name, value in fetched.headers if name in STATING]
    stored = store.article(young.url) if stated else None
    kept = store.page_of(stored.id) if stored else None
    if kept is None:
        return fetched if stated else None
    headers = [(name, value) for name, value in kept.page.headers if name not in STATING]
    return replace(kept.page, headers=(*headers, *stated), fetched_at=fetched.fetched_at)


def _are_new(store: Store, rights: Rights, url: str) -> bool:
    """Whether a stored article's publisher allows something else now."""
    stored = store.article(url)
    return stored is not None and stored.rights != rights


def _store_edit(store: Store, page: Page, cleaned: Cleaned, young: YoungArticle) -> Outcome:
    """Store an article anew if its text, title, any other field or its rights are others."""
    stored = store.article(young.url)
    same = stored is not None and _said(stored.article) == _said(cleaned.article)
    if stored is not None and same and stored.rights == page.rights:
        return Outcome("unchanged", "same-text")
    status = store.url_status(young.url)
    found_by = status.found_by if status else "link"
    ready = cleaned.prepared
    whole = with_its_own(page, cleaned.article)
    store.store_article(whole, cleaned.article, found_by, cleaned.recalled, prepared=ready)
    return Outcome("unchanged", "rights") if same else Outcome("stored", None)


def _said(article: Article) -> tuple[object, ...]:
    """What a site says in an article; how sure we are, and what we cut, may change without it."""
    facts = article_to_dict(article)
    named = ("title", "description", "authors", "published_at", "modified_at", "text")
    return tuple(str(facts[name]) for name in named)


async def look_failed(desk: Desk, young: YoungArticle, outcome: Outcome) -> None:
    """Note that an article could not be fetched again; it stays as it is stored."""
    now = datetime.now(UTC)
    due = None if outcome.http_status in GONE else next_visit(young.born_at, now)
    failed = replace(young, visited_at=now, visits=young.visits + 1, reason=outcome.reason)
    await desk.archive.ask(lambda store: _keep(store, failed, due))


async def _visited(
    desk: Desk,
    young: YoungArticle,
    page: Page,
    *,
    changed: bool = False,
    reason: str | None = None,
) -> None:
    now = page.fetched_at or datetime.now(UTC)
    seen = replace(
        young,
        visited_at=now,
        visits=young.visits + 1,
        changes=young.changes + changed,
        reason=reason,
    )
    if page.status != 304:
        seen = replace(_validated(seen, page), digest=digest_of(page))
    due = next_visit(young.born_at, now)
    await desk.archive.ask(lambda store: _keep(store, seen, due))


def _keep(store: Store, young: YoungArticle, due: datetime | None) -> None:
    if due is None:
        store.watch.drop_article(young.url)
    else:
        store.watch.keep_article(replace(young, due_at=due))


def _validated(young: YoungArticle, page: Page) -> YoungArticle:
    return replace(young, etag=page.header("etag"), last_modified=page.header("last-modified"))
