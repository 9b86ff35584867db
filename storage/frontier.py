"""What waits to be fetched: articles that are due, claimed by the crawl that holds their site.

A claim is a state of the ledger's row with the holder's name. It needs no time of its own: who
takes over the lease of a site takes over what its last holder had claimed there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy.orm import Session

from storage.clock import now
from storage.holders import Holder
from storage.keys import url_hash
from storage.ledger import CHUNK, record_found, status_of
from storage.models import SiteRow, UrlRow
from storage.sanitise import safe_text
from storage.transactions import Transactions
from storage.types import CLAIMED, FoundUrl, UrlStatus
from storage.upsert import table

ARTICLES = UrlRow.aim == "article"

LONGEST_PAUSE = timedelta(days=2)
"""No URL that failed waits for longer; one that does failed while the clock was wrong."""

Due = Select[int, str, str, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """An article to fetch: where it stands, how it was found, and how often it was tried."""

    url: str
    found_by: str
    tries: int


class Frontier:
    """The part of a store that hands out what is due; made by `Store`."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add(self, found: Iterable[FoundUrl]) -> int:
        """Add articles that are to be fetched, in their order; returns how many are new.

        One that is known keeps its state, unless it was only noted: then it is due too.
        """
        everything = list(found)
        return self._transactions.write(lambda s: record_found(s, everything, state="due"))

    def statuses(self, urls: Iterable[str]) -> dict[str, UrlStatus]:
        """What the ledger says of those URLs that it knows."""
        by_key: dict[bytes, list[str]] = {}
        for url in urls:
            by_key.setdefault(url_hash(url), []).append(url)
        keys = sorted(by_key)
        statuses: dict[str, UrlStatus] = {}
        with self._transactions.read() as session:
            for start in range(0, len(keys), CHUNK):
                some = select(UrlRow).where(UrlRow.key.in_(keys[start : start + CHUNK]))
                for row in session.scalars(some):
                    statuses |= dict.fromkeys(by_key[row.key], status_of(row))
        return statuses

    def make_due(self, urls: Iterable[str]) -> None:
        """Have known URLs fetched again, as articles; not those that somebody is at."""
        keys = sorted({url_hash(url) for url in urls})

        def make_due(session: Session) -> None:
            due = {"state": "due", "aim": "article", "due_at": now(session)}
            for start in range(0, len(keys), CHUNK):
                some = UrlRow.key.in_(keys[start : start + CHUNK])
                session.execute(
                    update(table(UrlRow)).where(some, UrlRow.state.not_in(CLAIMED)).values(due)
                )

        if keys:
            self._transactions.write(make_due)

    def take_over(self, sites: Iterable[str], holder: Holder) -> int:
        """Make due on these sites what is due again, and what others had claimed.

        The caller must hold the leases of the sites. Returns how many articles are due then.
        """
        hosts = [safe_text(site) for site in sites]

        def take_over(session: Session) -> int:
            here = UrlRow.site_id.in_(_site_ids(session, hosts))
            left = UrlRow.state.in_(CLAIMED) & (UrlRow.holder != holder.id)
            moment = now(session)
            come = or_(UrlRow.due_at <= moment, UrlRow.due_at > moment + LONGEST_PAUSE)
            again = (UrlRow.state == "failed") & come
            rows = update(table(UrlRow))
            session.execute(rows.where(here, left).values(state="due", holder=None))
            session.execute(rows.where(here, again, ARTICLES).values(state="due"))
            return _number(session, here, UrlRow.state == "due", ARTICLES)

        return self._transactions.write(take_over)

    def claim(self, sites: Iterable[str], holder: Holder, limit: int) -> list[Claim]:
        """Claim so many due articles of these sites: the newest found first, as listings have them.

        The caller must hold the leases of the sites.
        """
        hosts = [safe_text(site) for site in sites]
        newest = (UrlRow.found_at.desc(), UrlRow.place.desc())
        return self._transactions.write(
            lambda s: _claim(s, _due(s, hosts).order_by(*newest).limit(limit), holder)
        )

    def claim_these(self, urls: Iterable[str], sites: Iterable[str], holder: Holder) -> list[Claim]:
        """Claim those of these URLs, a few, that are due on these sites."""
        keys, hosts = [url_hash(url) for url in urls], [safe_text(site) for site in sites]
        return self._transactions.write(
            lambda s: _claim(s, _due(s, hosts).where(UrlRow.key.in_(keys)), holder)
        )

    def came(self, urls: Iterable[str], holder: Holder) -> None:
        """Note that the pages of these claimed URLs, a few, have come and wait to be cleaned."""
        keys = [url_hash(url) for url in urls]
        own = (UrlRow.state == "leased") & (UrlRow.holder == holder.id)
        rows = update(table(UrlRow)).where(UrlRow.key.in_(keys), own).values(state="fetched")
        self._transactions.write(lambda session: session.execute(rows))

    def give_back(self, holder: Holder, sites: Iterable[str] | None = None) -> int:
        """Make due again what this holder has claimed, on these sites or anywhere; how many."""
        hosts = None if sites is None else [safe_text(site) for site in sites]

        def give_back(session: Session) -> int:
            own = UrlRow.state.in_(CLAIMED) & (UrlRow.holder == holder.id)
            rows = update(table(UrlRow)).where(own).values(state="due", holder=None)
            if hosts is not None:
                rows = rows.where(UrlRow.site_id.in_(_site_ids(session, hosts)))
            return len(session.scalars(rows.returning(table(UrlRow).c.id)).all())

        return self._transactions.write(give_back)


def _due(session: Session, hosts: list[str]) -> Due:
    here = UrlRow.site_id.in_(_site_ids(session, hosts))
    wanted = select(UrlRow.id, UrlRow.url, UrlRow.found_by, UrlRow.tries)
    return wanted.where(here, UrlRow.state == "due", ARTICLES)


def _claim(session: Session, due: Due, holder: Holder) -> list[Claim]:
    rows = session.execute(due.with_for_update()).all()
    claimed = update(table(UrlRow)).where(UrlRow.id.in_([row.id for row in rows]))
    session.execute(claimed.values(state="leased", holder=holder.id))
    return [Claim(row.url, row.found_by, row.tries) for row in rows]


def _site_ids(session: Session, hosts: list[str]) -> list[int]:
    return list(session.scalars(select(SiteRow.id).where(SiteRow.host.in_(hosts))))


def _number(session: Session, *where: ColumnElement[bool]) -> int:
    return session.scalars(select(func.count()).select_from(UrlRow).where(*where)).one()
