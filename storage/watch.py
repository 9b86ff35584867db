"""What is asked again, and when: the listings of a site, and its articles while they are young."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, Update, bindparam, delete, func, or_, select, update
from sqlalchemy.orm import Session

from storage.columns import to_utc
from storage.compiled import run_many
from storage.keys import host_of, url_hash
from storage.models import SiteRow, UrlRow
from storage.passing import known_addresses, pass_over, repeats
from storage.sanitise import safe_text
from storage.sites import site_id
from storage.transactions import Transactions
from storage.types import FoundUrl
from storage.upsert import Insert, insert_into, table, upsert_many
from storage.watched import ListingRow, VisitRow

AHEAD = timedelta(days=1)
"""What was asked so far ahead of now was asked while the clock was wrong, and is due."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page that names articles of a site: what it last answered, and when it is due.

    `kind` is what it turned out to be ("feed", "section", ...). It was last `read_at`, last brought
    a new article at `brought_at`, and `brought` so many in all; `barren` counts the looks since
    then. `named_by` is the listing that named it, and `modified_at` when that says that it changed.
    `since` and `until` are the span that it was read for: what lay outside was left. One that is
    not there has the reason in `absent`, and is due when it may be asked again.
    """

    site: str
    url: str
    kind: str
    asked_at: datetime
    due_at: datetime
    pause: timedelta
    etag: str | None = None
    last_modified: str | None = None
    digest: bytes | None = None
    read_at: datetime | None = None
    brought_at: datetime | None = None
    asked: int = 1
    brought: int = 0
    barren: int = 0
    since: datetime | None = None
    until: datetime | None = None
    named_by: str | None = None
    modified_at: datetime | None = None
    absent: str | None = None


@dataclass(frozen=True, slots=True)
class YoungArticle:
    """A stored article that is visited again: its validators, and the hash of its raw page.

    `reason` is why the last visit brought nothing, where it failed.
    """

    site: str
    url: str
    born_at: datetime
    visited_at: datetime
    due_at: datetime
    digest: bytes
    etag: str | None = None
    last_modified: str | None = None
    visits: int = 0
    changes: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What of a site is due: its listings and its young articles, the longest overdue first."""

    listings: tuple[Listing, ...]
    articles: tuple[YoungArticle, ...]


@dataclass(frozen=True, slots=True)
class DueSite:
    """A site of which something is due: `start` is the URL that its first crawl was given."""

    site: str
    start: str | None
    due_at: datetime
    listings: int
    articles: int


class Watch:
    """The part of a store that knows what to ask again; made by `Store`."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def keep(self, *listings: Listing, answered: Iterable[str] = ()) -> None:
        """Remember listings, new or anew.

        Those that have `answered` well, by URL, count in the ledger as failed no more.
        """
        keys = [url_hash(url) for url in answered]

        def keep(session: Session) -> None:
            rows = [_values(session, listing) for listing in listings]
            run_many(session, _upsert, rows, table(ListingRow), ("site_id", "key"))
            run_many(session, _forgive, [{"listing": key} for key in keys])

        self._transactions.write(keep)

    def keep_article(self, article: YoungArticle) -> None:
        """Plan the next visit to an article, new or anew."""
        self._transactions.write(lambda session: plan_visits(session, [article]))

    def drop_article(self, url: str) -> None:
        """Visit an article no more."""
        gone = delete(table(VisitRow)).where(VisitRow.key == url_hash(url))

        def drop(session: Session) -> None:
            session.execute(gone)

        self._transactions.write(drop)

    def listing(self, site: str, url: str) -> Listing | None:
        """What is known of a listing of a site."""
        found = self._listings(site, ListingRow.key == url_hash(url))
        return found[0] if found else None

    def listings(self, site: str) -> list[Listing]:
        """All that is known of a site's listings, also those that are absent; oldest first."""
        return self._listings(site)

    def article(self, url: str) -> YoungArticle | None:
        """The planned visit to the article at a URL, in any spelling."""
        found = self._articles(VisitRow.key == url_hash(url))
        return found[0] if found else None

    def due(self, site: str, now: datetime) -> Due:
        """The listings and young articles of a site whose time has come."""
        moment = to_utc(now)
        listings = self._listings(site, ListingRow.absent.is_(None), _come_due(ListingRow, moment))
        articles = self._articles(SiteRow.host == host_of(site), _come_due(VisitRow, moment))
        return Due(
            tuple(sorted(listings, key=lambda listing: listing.due_at)),
            tuple(sorted(articles, key=lambda article: article.due_at)),
        )

    def due_sites(self, now: datetime) -> list[DueSite]:
        """The sites of which a listing or a young article is due, the longest overdue first."""
        moment = to_utc(now)
        with self._transactions.read() as session:
            listings = _counts(session, ListingRow, moment, ListingRow.absent.is_(None))
            articles = _counts(session, VisitRow, moment)
            starts = _starts(session)
        return sorted(
            (
                DueSite(
                    site=site,
                    start=starts.get(site),
                    due_at=min(x[site][1] for x in (listings, articles) if site in x),
                    listings=listings[site][0] if site in listings else 0,
                    articles=articles[site][0] if site in articles else 0,
                )
                for site in listings.keys() | articles.keys()
            ),
            key=lambda due: (due.due_at, due.site),
        )

    def addresses(self, site: str, limit: int = 1_000) -> tuple[list[str], list[str]]:
        """The newest addresses of a site that led to articles, and those that led elsewhere."""
        with self._transactions.read() as session:
            return known_addresses(session, site, limit)

    def repeats(self, site: str, limit: int = 200) -> list[tuple[str, str]]:
        """The newest addresses of a site that only repeat a stored page, each with that one's."""
        with self._transactions.read() as session:
            return repeats(session, site, limit)

    def pass_over(self, found: Iterable[tuple[FoundUrl, str]]) -> None:
        """Note URLs that were found and refused without a request, and why; counts no try."""
        everything = list(found)
        self._transactions.write(lambda session: pass_over(session, everything))

    def _listings(self, site: str, *where: ColumnElement[bool]) -> list[Listing]:
        wanted = select(ListingRow, SiteRow.host).join(SiteRow, SiteRow.id == ListingRow.site_id)
        chosen = wanted.where(SiteRow.host == host_of(site), *where).order_by(ListingRow.id)
        with self._transactions.read() as session:
            return [_listing(row, host) for row, host in session.execute(chosen)]

    def _articles(self, *where: ColumnElement[bool]) -> list[YoungArticle]:
        wanted = select(VisitRow, SiteRow.host).join(SiteRow, SiteRow.id == VisitRow.site_id)
        with self._transactions.read() as session:
            return [_article(row, host) for row, host in session.execute(wanted.where(*where))]


def plan_visits(session: Session, articles: Iterable[YoungArticle]) -> None:
    """Plan the next visits to articles, new or anew."""
    upsert_many(session, VisitRow, [_values(session, article) for article in articles], ())


def _upsert(dialect: str, where: Table, of: tuple[str, ...]) -> Insert:
    statement = insert_into(dialect, where)
    names = {column.name for column in where.c} - {"id", *of}
    changes = {name: statement.excluded[name] for name in sorted(names)}
    return statement.on_conflict_do_update(index_elements=of, set_=changes)


def _forgive(_dialect: str) -> Update:
    """Listings and starts that could not be read, and now were."""
    urls = table(UrlRow)
    was = or_(urls.c.state == "failed", urls.c.state == "refused") & (urls.c.aim != "article")
    mine = (urls.c.key == bindparam("listing")) & urls.c.page_id.is_(None)
    return (
        update(urls)
        .where(mine, was)
        .values(state="unchanged", reason=None, http_status=None, due_at=None)
    )


def _values(session: Session, thing: Listing | YoungArticle) -> dict[str, Any]:
    values: dict[str, Any] = {name: _stored(value) for name, value in asdict(thing).items()}
    values["site_id"] = site_id(session, _address(values.pop("site")))
    values["key"] = url_hash(thing.url)
    return values


def _address(site: str) -> str:
    return site if "://" in site else f"https://{site}"


def _stored(value: object) -> object:
    """A value as its column takes it."""
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    return to_utc(value) if isinstance(value, datetime) else value


def _listing(row: ListingRow, site: str) -> Listing:
    names = ("url kind asked_at due_at etag last_modified digest read_at brought_at asked").split()
    names += "brought barren since until named_by modified_at absent".split()
    facts = {name: getattr(row, name) for name in names}
    return Listing(site=site, pause=timedelta(seconds=row.pause), **facts)


def _article(row: VisitRow, site: str) -> YoungArticle:
    names = "url born_at visited_at due_at digest etag last_modified visits changes reason".split()
    return YoungArticle(site=site, **{name: getattr(row, name) for name in names})


def _counts(
    session: Session,
    rows: type[ListingRow | VisitRow],
    now: datetime,
    *where: ColumnElement[bool],
) -> dict[str, tuple[int, datetime]]:
    """How much is due of each site, and since when."""
    question = (
        select(SiteRow.host, func.count(), func.min(rows.due_at))
        .join(rows, rows.site_id == SiteRow.id)
        .where(_come_due(rows, now), *where)
        .group_by(SiteRow.host)
    )
    return {host: (number, since) for host, number, since in session.execute(question)}


def _come_due(rows: type[ListingRow | VisitRow], now: datetime) -> ColumnElement[bool]:
    """What is due; a clock that was ahead for a while must not silence a site for as long."""
    asked_at = ListingRow.asked_at if rows is ListingRow else VisitRow.visited_at
    return or_(rows.due_at <= now, asked_at > now + AHEAD)


def _starts(session: Session) -> dict[str, str]:
    """The first listing of each site."""
    there = select(func.min(ListingRow.id)).where(ListingRow.absent.is_(None))
    first = there.group_by(ListingRow.site_id)
    question = select(SiteRow.host, ListingRow.url).join(SiteRow, SiteRow.id == ListingRow.site_id)
    rows = session.execute(question.where(ListingRow.id.in_(first)))
    return {host: url for host, url in rows}  # noqa: C416 - a Row is a tuple, but not to mypy
