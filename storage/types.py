"""What the store hands out: frozen data in our own terms; rows and sessions never leave."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cleaners.rights import UNSTATED, Rights
from cleaners.types import Article, ArticleKind, Page, Paywall
from storage.choices import must_be_one

UrlState = Literal[
    "found",
    "due",
    "leased",
    "fetched",
    "stored",
    "unchanged",
    "refused",
    "failed",
    "quarantined",
]
"""Where a URL stands: noted (found), to be fetched (due), claimed by a crawl (leased), whose page
has waited for a while to be cleaned (fetched), until it is stored and judged in one transaction,
or at one of its ends. A failed one may be due again."""

CLAIMED: tuple[UrlState, ...] = ("leased", "fetched")
"""The states of what a crawl is at."""

Aim = Literal["start", "listing", "article"]
"""What a URL is fetched as; a start may turn out to be anything."""

SEARCHED: tuple[ArticleKind, ...] = ("article", "live-blog")
"""The kinds of pages that one means by "articles"; others are stored, and shown when asked for."""

Order = Literal["relevance", "date"]
"""What comes first among the hits: the best, or the newest."""


class StoreError(Exception):
    """The store cannot do what was asked; the message says what, where, and what to do."""


class StoreAwayError(StoreError):
    """The server went away in the middle of a question, which may be asked again."""


class StoreDamagedError(StoreError):
    """The file is no whole database any more; what it answers is not to be trusted."""


class LeaseLostError(StoreError):
    """Another crawl has taken over what this one had claimed; its result was not stored."""


@dataclass(frozen=True, slots=True)
class FoundUrl:
    """A URL that a crawl found: where it stands, and what its finder knew of it."""

    url: str
    found_by: str
    title: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class UrlStatus:
    """What became of a URL: its state, the reason, and the validators for the next request.

    A failed one is due again at `due_at`; None for never. `holder` is who has claimed it.
    """

    url: str
    state: UrlState
    reason: str | None
    found_by: str
    found_at: datetime
    tried_at: datetime | None
    tries: int
    http_status: int | None
    etag: str | None
    last_modified: str | None
    page_id: int | None
    article_id: int | None
    aim: Aim = "article"
    due_at: datetime | None = None
    holder: str | None = None


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page in the store, with the number that it has there."""

    id: int
    site: str
    found_by: str
    page: Page


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article in the store: its numbers, its site, all that cleaning gave, what is allowed.

    Copies of a story (wire copies, print views) have one number `story`, which nothing else has.
    """

    id: int
    page_id: int
    site: str
    fetched_at: datetime
    stored_at: datetime
    article: Article
    story: int
    rights: Rights = UNSTATED


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """Where a removed headline of an article led: the URL and title, and the article there.

    `article_id` is None as long as that article is not stored.
    """

    url: str | None
    title: str
    step: str
    article_id: int | None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles are meant. Absent filters select all; `since` and `until` are inclusive.

    `site` is a host ("example.com"), `language` an ISO 639-1 code. The dates compare with the
    time of publication, or with the time of the fetch where the page states none. `kinds` are
    kinds of pages; None for any. So are `reserved` and `noarchive`: False leaves out what its
    publisher reserves against mining, or wants published nowhere else (`cleaners.rights`).
    `author` and `section` are words that stand in the name in a row, in any case and accents.
    Raises ValueError for a kind or a paywall that there is not, TypeError for one word as `kinds`.
    """

    site: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    language: str | None = None
    kinds: tuple[ArticleKind, ...] | None = SEARCHED
    reserved: bool | None = None
    noarchive: bool | None = None
    author: str | None = None
    section: str | None = None
    paywall: Paywall | None = None

    def __post_init__(self) -> None:
        """A word that nobody knows would be a filter that no article passes."""
        if isinstance(self.kinds, str):
            raise TypeError(f"kinds is {self.kinds!r}; give several: ({self.kinds!r},)")
        for kind in self.kinds or ():
            must_be_one("a kind", kind, ArticleKind)
        if self.paywall is not None:
            must_be_one("paywall", self.paywall, Paywall)


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result; `snippet` is a piece of the text, as it stands there.

    `hits` says where in the snippet what was found begins and has ended, in characters: none where
    only the title has it.
    """

    id: int
    url: str
    site: str
    title: str | None
    published_at: datetime | None
    language: str | None
    snippet: str
    rank: float
    kind: ArticleKind = "article"
    hits: tuple[tuple[int, int], ...] = ()

    def marked(self, before: str, after: str, quote: Callable[[str], str] = str) -> str:
        """The snippet with its hits between two marks; `quote` is asked for each piece of text.

        For a web page: `hit.marked("<mark>", "</mark>", html.escape)`.

        >>> hit = Hit(1, "", "", None, None, None, "Ein Haus", 1.0, hits=((4, 8),))
        >>> hit.marked("[", "]")
        'Ein [Haus]'
        """
        pieces, place = list[str](), 0
        for start, end in self.hits:
            pieces += [quote(self.snippet[place:start]), before]
            pieces += [quote(self.snippet[start:end]), after]
            place = end
        return "".join([*pieces, quote(self.snippet[place:])])


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl: when it ran, what it was asked for, and what it counted.

    `counts` has found, fetched, stored, unchanged, refused and failed; `reasons` counts each
    "state: reason" of what was not stored.
    """

    id: int
    started_at: datetime
    finished_at: datetime | None
    asked: str
    counts: dict[str, int]
    reasons: dict[str, int]


@dataclass(frozen=True, slots=True)
class SiteStats:
    """What the store holds of one site; sizes in bytes."""

    site: str
    articles: int
    pages: int
    words: int
    raw_bytes: int
    stored_bytes: int
    removals: int
    oldest: datetime | None
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Stats:
    """What the store holds: site by site, removals by step, articles by language, states by URL."""

    sites: tuple[SiteStats, ...]
    removals: dict[str, int]
    languages: dict[str, int]
    urls: dict[str, int]
    file_bytes: int | None
