"""What an answer offers a crawl: read in a worker process, plain data comes back."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from cleaners.rights import forbids_following
from cleaners.types import CleaningError, Page
from crawler.feeds import Feed, read_feed, read_json_feed
from crawler.kinds import read_content
from crawler.links import PageLink
from crawler.pages import PageShape, is_front, read_page
from crawler.sections import sections_of
from crawler.sitemaps import Sitemap, lists_news, lists_no_articles, read_sitemap, read_url_list
from crawler.verdicts import is_article, is_soft_404

Role = Literal["front page", "section", "article", "feed", "sitemap", "sitemap index", "nothing"]
FoundBy = Literal["start", "link", "feed", "sitemap", "news-sitemap", "list", "archive", "again"]


NO_PAGE = frozenset({"empty", "not-html", "no-text"})
"""Names of errors that say of bytes that they are no page."""


_PASSWORD = re.compile(rb"<input[^>]{0,500}type=[\"']?password", re.IGNORECASE)

BROKEN_JSON = "a JSON feed that is broken or cut off"

MAX_DOUBTFUL = 500
"""Links of a page that don't look like articles and are handed on: the site may know better."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that a listing names, with what the listing says of it.

    `spelled` is its address as the listing has it, where the normal form leaves out a part.
    """

    url: str
    found_by: FoundBy
    title: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    spelled: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer is and names; of "nothing" `what` says for a person what it is.

    `reason` is the name of that in the ledger. `news` lists the sitemaps of an index that are
    read first, `sitemaps` the others, and `modified` when they last changed, where the index says
    so; `left_out` counts entries that are no web address, or not among the newest. Of a page,
    `doubtful` are the links that don't look like articles and `sections` those that look like
    sections; none of them where the page says `nofollow`.
    """

    role: Role
    what: str
    candidates: tuple[Candidate, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    home: str | None = None
    left_out: int = 0
    reason: str = "not-html"
    modified: Mapping[str, datetime] = field(default_factory=dict)
    doubtful: tuple[Candidate, ...] = ()
    sections: tuple[str, ...] = ()
    nofollow: bool = False


def read_answer(page: Page, now: datetime) -> Reading:
    """Judge an answer by its bytes and say what it names. Never raises."""
    content = read_content(page.body, page.header("content-type"))
    url = page.address or ""
    match content.kind:
        case "feed":
            return _of_feed(read_feed(content.text, url, now))
        case "json-feed":
            json_feed = read_json_feed(content.text, url, now)
            return Reading("nothing", BROKEN_JSON) if json_feed is None else _of_feed(json_feed)
        case "sitemap":
            return _of_sitemap(read_sitemap(content.text, url, now), url)
        case "url-list":
            return _of_sitemap(read_url_list(content.text, url), url)
        case "sitemap-index":
            return _of_index(read_sitemap(content.text, url, now))
        case "html":
            return _of_page(replace(page, body=content.text.encode("utf-8", "replace")))
    return Reading("nothing", content.what)


def _of_feed(feed: Feed) -> Reading:
    candidates = tuple(
        Candidate(i.url, "feed", i.title, i.published_at, spelled=i.spelled) for i in feed.items
    )
    left_out = feed.bad + feed.older
    return Reading("feed", "feed", candidates, home=feed.home, left_out=left_out)


def _of_sitemap(sitemap: Sitemap, url: str) -> Reading:
    news = lists_news(url)
    candidates = tuple(
        Candidate(
            entry.url,
            "news-sitemap" if news or entry.news else "sitemap",
            entry.title,
            entry.published_at,
            entry.modified_at,
            entry.spelled,
        )
        for entry in sitemap.entries
    )
    return Reading("sitemap", "sitemap", candidates, left_out=sitemap.bad)


def _of_index(sitemap: Sitemap) -> Reading:
    useful = [entry.url for entry in sitemap.entries if not lists_no_articles(entry.url)]
    return Reading(
        "sitemap index",
        "sitemap index",
        sitemaps=tuple(url for url in useful if not lists_news(url)),
        news=tuple(filter(lists_news, useful)),
        left_out=len(sitemap.entries) - len(useful) + sitemap.bad,
        modified={e.url: e.modified_at for e in sitemap.entries if e.modified_at is not None},
    )


def _of_page(page: Page) -> Reading:
    try:
        read = read_page(replace(page, headers=()))
    except CleaningError as error:
        if error.name in NO_PAGE:
            return Reading("nothing", error.message)
        return Reading("article", str(error))  # beyond a limit: cleaning keeps it with its reason
    role = _role(read.shape, [page.url, page.address])
    if role == "nothing":
        return Reading(role, f'the page says "{read.shape.title}"', reason="soft-404")
    if (
        role in ("front page", "section")
        and not (read.links or read.feeds)
        and (wall := _wall(page, read.shape.title))
    ):
        return wall
    if forbids_following(page):
        return Reading(role, role, feeds=read.announced, nofollow=True)
    return Reading(
        role,
        role,
        _linked(read.links),
        feeds=read.feeds,
        doubtful=_linked(read.others[:MAX_DOUBTFUL]),
        sections=sections_of(read.others, page.address or ""),
    )


def _wall(page: Page, title: str | None) -> Reading | None:
    """What stands in the place of a page that names nothing: a log-in, a question of consent."""
    from cleaners import clean
    from cleaners.page_kind.clear import says

    kind = "login-wall" if _PASSWORD.search(page.body) and says("login", title or "") else None
    if kind is None:
        try:
            kind = clean(page).kind
        except CleaningError:
            return None
    if kind not in ("login-wall", "consent-wall"):
        return None
    return Reading("nothing", f'the page says "{title or "(no title)"}"', reason=kind)


def _linked(links: Iterable[PageLink]) -> tuple[Candidate, ...]:
    return tuple(Candidate(link.url, "link", link.title, spelled=link.spelled) for link in links)


def _role(shape: PageShape, urls: Iterable[str | None]) -> Role:
    known = [url for url in urls if url]
    if is_soft_404(shape):
        return "nothing"
    if any(map(is_front, known)):
        return "front page"
    return "article" if is_article(shape, known[-1]) else "section"
