"""What the store remembers of its sites' days and its runs, and how it grows and shrinks."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from storage import days, growth, pruning, runs, site_facts, starts
from storage.growth import Month
from storage.pruning import Pruned
from storage.site_day import SiteDay, Visited
from storage.site_facts import SiteFacts
from storage.transactions import Transactions


class History:
    """The days of the sites and the reports of the runs; `Store.history`.

    As with the store, a writing call is one transaction and errors come as `StoreError`.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add_visits(self, visits: Sequence[Visited]) -> None:
        """Add what a run found of some sites to their days. Once a run: sums are not guarded."""
        ordered = sorted(visits, key=lambda visited: visited.site)
        self._transactions.write(lambda s: days.add_visits(s, ordered))

    def days(self, since: date, sites: Iterable[str] | None = None) -> dict[str, list[SiteDay]]:
        """The days of the sites from `since` on, the oldest first; all sites, or those named."""
        with self._transactions.read() as session:
            return days.days(session, since, sites)

    def note(self, site: str, day: date, flags: Iterable[str], told: Iterable[str]) -> None:
        """Note what was unlike a site on a day, and what a person was told."""
        some, more = tuple(flags), tuple(told)
        self._transactions.write(lambda s: days.note(s, site, day, some, more))

    def accept(self, site: str) -> int:
        """Take a site as it is now: its unusual days count from now on. Returns how many."""
        return self._transactions.write(lambda s: days.accept(s, site))

    def last_success(self) -> dict[str, datetime]:
        """When a run of each site last ended well."""
        with self._transactions.read() as session:
            return days.last_success(session)

    def starts(self) -> dict[str, str]:
        """The URL at which crawls of each site begin; of sites that are watched."""
        with self._transactions.read() as session:
            return starts.starts(session)

    def keep_report(self, run_id: int, report: dict[str, Any]) -> None:
        """Store the report of a run with it."""
        self._transactions.write(lambda s: runs.keep_report(s, run_id, report))

    def report(self, run_id: int | None = None) -> dict[str, Any] | None:
        """The report of that run, or of the last one that has any."""
        with self._transactions.read() as session:
            return runs.report(session, run_id)

    def growth(self, months: int = 12) -> list[Month]:
        """What was added in each of the last months that added anything, the newest first."""
        with self._transactions.read() as session:
            return growth.growth(session, months)

    def host(self, host: str) -> SiteFacts | None:
        """What the ledger says of a whole site; None if no crawl met it."""
        with self._transactions.read() as session:
            return site_facts.site_facts(session, host)

    def prunable(self, before: datetime) -> Pruned:
        """What `prune` would drop."""
        with self._transactions.read() as session:
            return pruning.prunable(session, before)

    def prune(self, before: datetime) -> Pruned:
        """Drop the raw bodies of articles' pages that were fetched before; the articles stay."""
        return pruning.prune(self._transactions, before)
