"""Articles of pages that the store does not have yet: each table is written in one go.

Most of what is stored is new: no page of its URL is there, no article of its name, nothing of it
was forgotten. For such articles, all that must be known is asked in a few questions, whatever
their number. What is not so goes through `storage.articles`, one by one; the result is the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from cleaners.memory import Recalled
from cleaners.types import Article, Page
from storage.article_rows import article_values
from storage.articles import store
from storage.compiled import among, is_postgres
from storage.forgotten import forgotten_urls
from storage.index import Entry, entry_of, index_articles
from storage.keys import host_of, url_hash
from storage.ledger import page_outcomes, write_outcomes
from storage.marks import borne_witness, title_keys
from storage.models import ArticleRow, PageRow, TextRow
from storage.new_copies import NewText, group_new
from storage.numbers import take
from storage.pages import page_values
from storage.preparing import Prepared
from storage.record import text_values
from storage.sanitise import safe_text, storable
from storage.shingles import shingled
from storage.testimony import Witness, testimonies, write_testimonies
from storage.types import SEARCHED, UrlState
from storage.upsert import add_many
from storage.watch import YoungArticle, plan_visits

SITES = "SELECT host, id FROM sites WHERE host {}"
LOCK_SITES = f"{SITES} ORDER BY id FOR NO KEY UPDATE"
PAGES = "SELECT key FROM pages WHERE key {}"
NAMES = "SELECT key FROM articles WHERE key {}"
NAMED = "SELECT id FROM articles WHERE key {}"
LED = "SELECT article_id FROM urls WHERE article_id IS NOT NULL AND key {}"


@dataclass(frozen=True, slots=True)
class Item:
    """An article to store with its page, as `Store.store_article` takes them."""

    page: Page
    article: Article
    found_by: str
    recalled: Recalled | None = None
    refused: str | None = None
    holder: str | None = None
    prepared: Prepared | None = None
    young: YoungArticle | None = None
    """When it is to be looked at again, unless it is another page's article."""

    @property
    def ready(self) -> Prepared | None:
        """What was prepared, if it was of this article."""
        return self.prepared if self.prepared and self.prepared.is_of(self.article) else None

    @property
    def urls(self) -> list[str]:
        """All URLs that must not have been forgotten."""
        named = (self.page.url, self.page.final_url, self.article.canonical_url)
        return [url for url in named if url]

    @property
    def page_key(self) -> bytes:
        """What the page is known by, if it has a URL."""
        return url_hash(self.page.address or "")

    @property
    def name_key(self) -> bytes:
        """What the article is known by, if no other has that name."""
        canonical = self.article.canonical_url
        return url_hash(safe_text(canonical)) if canonical else self.page_key


@dataclass(frozen=True, slots=True)
class _New:
    """A new article as it is stored: the rows of its page, its own, and what else is written."""

    page: dict[str, Any]
    row: dict[str, Any]
    text: dict[str, Any]
    entry: Entry
    witness: Witness
    copied: NewText | None
    outcomes: list[dict[str, Any]]
    holder: str | None

    @property
    def number(self) -> int:
        """The number of the article."""
        return int(self.row["id"])


def store_items(session: Session, items: Sequence[Item]) -> list[int]:
    """Store the articles in their order; returns their numbers."""
    _lock_sites(session, items)
    known, changed = _known(session, items), False
    numbers: list[int] = []
    while (at := len(numbers)) < len(items):
        if changed and not known[at]:
            known[at:] = _known(session, items[at:])
            changed = False
        if known[at]:
            numbers.append(_store_one(session, items[at]))
        else:
            new = list(_unlike(items[at:], known[at:]))
            numbers += _store_new(session, new)
            plan_visits(session, [item.young for item in new if item.young])
        changed = True
    return numbers


def _store_one(session: Session, item: Item) -> int:
    """Store an article where something of it is there; another page's keeps its own visits."""
    others = _others(session, item) if item.young else ()
    number = store(
        session,
        item.page,
        item.article,
        item.found_by,
        item.recalled,
        refused=item.refused,
        holder=item.holder,
        prepared=item.prepared,
    )
    if item.young and number not in others:
        plan_visits(session, [item.young])
    return number


def _others(session: Session, item: Item) -> list[int]:
    """The articles that this one may belong to, where its page is new: another page's."""
    if _keys(session, PAGES, [item.page_key]):
        return []
    keys = sorted({item.page_key, item.name_key})
    return [number for asked in (NAMED, LED) for (number,) in among(session, asked, keys)]


def _lock_sites(session: Session, items: Iterable[Item]) -> None:
    """Let no other writer add pages of these sites meanwhile; SQLite has one writer anyway."""
    hosts = {safe_text(host_of(item.page.address)) for item in items if item.page.address}
    asked = LOCK_SITES if is_postgres(session) else SITES
    session.info.setdefault("sites", {}).update(among(session, asked, sorted(hosts)))


def _known(session: Session, items: Sequence[Item]) -> list[bool]:
    """Which of these are not plainly new: of their page or name something may be there.

    A page may go by the name of this one, and the page that this one names by another name.
    """
    keys = {key for item in items for key in (item.page_key, item.name_key)}
    there = _keys(session, PAGES, keys) | _keys(session, NAMES, keys)
    gone = forgotten_urls(session, {url for item in items for url in item.urls})
    return [
        item.page.address is None
        or item.article.url is None
        or bool(item.page.parts)
        or item.page_key in there
        or item.name_key in there
        or not gone.isdisjoint(item.urls)
        for item in items
    ]


def _keys(session: Session, question: str, keys: Iterable[bytes]) -> set[bytes]:
    return {bytes(key) for (key,) in among(session, question, sorted(keys))}


def _unlike(items: Iterable[Item], known: Iterable[bool]) -> Iterator[Item]:
    """The first of these items up to one that is not new, or that is like one before it."""
    keys: set[bytes] = set()
    for item, is_known in zip(items, known, strict=True):
        own = {item.page_key, item.name_key}
        if is_known or not own.isdisjoint(keys):
            return
        keys |= own
        yield item


def _store_new(session: Session, items: Sequence[Item]) -> list[int]:
    pages = take(session, "pages", len(items))
    numbers = take(session, "articles", len(items))
    news = [_new(session, *each) for each in zip(items, pages, numbers, strict=True)]
    given = testimonies(session, [new.witness for new in news])
    for new, said in zip(news, given, strict=True):
        new.row.update(marked=said.marked, stale=said.stale)
    add_many(session, PageRow, [new.page for new in news])
    add_many(session, ArticleRow, [new.row for new in news])
    add_many(session, TextRow, [new.text for new in news])
    index_articles(session, [(new.number, new.entry) for new in news])
    write_testimonies(session, zip(numbers, [new.witness for new in news], given, strict=True))
    group_new(session, [new.copied for new in news if new.copied])
    for holder, some in groupby(news, lambda new: new.holder):
        write_outcomes(session, [row for new in some for row in new.outcomes], holder)
    return numbers


def _new(session: Session, item: Item, page_id: int, number: int) -> _New:
    ready = item.ready
    kept = item.article if ready else storable(item.article)
    body = None if item.prepared is None else item.prepared.body_of(item.page)
    page = {"id": page_id, **page_values(session, item.page, item.found_by, body)}
    site = page["site_id"]
    values = article_values(kept)
    dated_at = values["published_at"] or page["fetched_at"] or page["stored_at"]
    entry = entry_of(kept, site, dated_at, ready)
    row = {
        "id": number,
        **values,
        "site_id": site,
        "page_id": page_id,
        "key": item.name_key,
        "dated_at": dated_at,
        "words": entry.words,
        "recalled": item.recalled.clock if item.recalled else None,
    }
    facts = {"page_id": page_id, "article_id": number}
    state: UrlState = "stored" if item.refused is None else "refused"
    return _New(
        page,
        row,
        {"article_id": number, **text_values(kept)},
        entry,
        _witness(site, kept, item.recalled, ready),
        _copied(number, kept, entry, ready),
        page_outcomes(session, item.page, state, item.refused, item.found_by, **facts),
        item.holder,
    )


def _witness(
    site: int, article: Article, recalled: Recalled | None, ready: Prepared | None
) -> Witness:
    titles: list[tuple[int, int]] = []
    if article.title is not None and article.url is not None and article.kind in SEARCHED:
        titles = list(title_keys(article.url, article.title))
    return Witness(site, borne_witness(article, ready), recalled, titles)


def _copied(number: int, article: Article, entry: Entry, ready: Prepared | None) -> NewText | None:
    if article.kind not in SEARCHED or not entry.body:
        return None
    made = ready.shingles if ready else None
    return NewText(number, made or shingled(entry.body))
