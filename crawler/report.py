"""What came of a run: site by site, and as one exit code that tells the truth."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

from crawler.checks import Problem
from crawler.outcomes import FOUND_TWICE
from crawler.tally import NAMES, Tally

SiteOutcome = Literal["well", "nothing-due", "left", "degraded", "useless", "held"]
"""Left: the run ended before anything of the site was stored, and nothing else went wrong."""

MANY_FAILED = 0.05
"""The share of the articles due that may fail before a site counts as degraded."""

SCHEMA = 1
"""The form of the report; a field may be added without a new number, none changes its meaning."""

NOT_TRIED = "not-tried"
"""The reason of what a run that ended early left for the next one."""

PUT_OFF = frozenset(
    f"failed: {name}" for name in (NOT_TRIED, "host-closed", "stopped", "lease-lost")
)
"""Reasons that are no failure: a later run fetches it. A host is closed while it wants rest."""

BUG_EXIT, DEGRADED_EXIT, USELESS_EXIT, HELD_EXIT = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Finding:
    """What a person should know of a site: a stable name, what it is, and what can be done.

    `new` says that nobody was told of it yet today; `health` that the site is unlike itself.
    """

    name: str
    sentence: str
    advice: str
    new: bool = True
    health: bool = False


@dataclass(frozen=True, slots=True)
class LineReport:
    """What became of a line of a list of URLs: a state of the ledger, or "no-url" or "twice"."""

    number: int
    text: str
    state: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What came of one site. `asked` is the URL as the user gave it.

    `counts` has found, fetched, stored, unchanged, refused and failed; `reasons` counts each
    "state: reason", `listings` the feeds and sitemaps that could not be read, by reason. Of the
    listings that were asked (`listings_asked`) some had not changed (`listings_unchanged`).
    `held_by` names the run that holds the site, where another one does. `findings` need a
    person. `named` are the feeds, sitemaps and sections that the site names, by address, and
    `left` counts what there was no room for in this run. `start` is the page that led to the
    articles; None where none was asked for, or it could not be read, or is one article.
    """

    site: str
    asked: str
    outcome: SiteOutcome
    counts: Mapping[str, int]
    reasons: Mapping[str, int]
    listings: Mapping[str, int]
    sentences: tuple[str, ...] = ()
    held_by: str | None = None
    findings: tuple[Finding, ...] = ()
    listings_asked: int = 0
    listings_unchanged: int = 0
    named: Mapping[str, str] = field(default_factory=dict)
    left: int = 0
    start: str | None = None


@dataclass(frozen=True, slots=True)
class RunReport:
    """What came of a run.

    `renewed` counts articles that were cleaned again and changed, `bugs` the errors of this
    program, which the log shows. `lines` account for a list of URLs, line by line.
    """

    started_at: datetime
    finished_at: datetime
    sites: tuple[SiteReport, ...]
    problem: Problem | None = None
    renewed: int = 0
    bugs: int = 0
    lines: tuple[LineReport, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """The counts of all sites together."""
        return {name: sum(site.counts[name] for site in self.sites) for name in NAMES}

    @property
    def reasons(self) -> dict[str, int]:
        """The reasons of all sites together, the commonest first."""
        return _added(site.reasons for site in self.sites)

    @property
    def listings(self) -> dict[str, int]:
        """The reasons why listings could not be read, of all sites together."""
        return _added(site.listings for site in self.sites)

    @property
    def listings_told(self) -> str:
        """How many feeds, sitemaps and pages that list articles were asked, and had not changed."""
        asked = sum(site.listings_asked for site in self.sites)
        unchanged = sum(site.listings_unchanged for site in self.sites)
        return f"feeds, sitemaps and sections: {asked:,} asked, {unchanged:,} not modified"

    @property
    def exit_code(self) -> int:
        """0 well or nothing due, 2 some sites degraded, 3 nothing stored, 4 all held by others.

        A problem of the whole run has a code of its own (64 usage, 5 the store); the highest wins.
        1 is a bug where nothing else went wrong.
        """
        problem = self.problem.exit_code if self.problem else 0
        return max(self._of_sites(), problem, BUG_EXIT if self.bugs else 0)

    def _of_sites(self) -> int:
        outcomes = {site.outcome for site in self.sites} - {"nothing-due"}
        if not outcomes:
            return 0
        if outcomes == {"held"}:
            return HELD_EXIT
        if outcomes <= {"held", "useless", "left"}:
            return USELESS_EXIT
        return DEGRADED_EXIT if outcomes & {"degraded", "useless"} else 0

    def as_data(self) -> dict[str, Any]:
        """The report as maps and lists, in the form that docs/cron.md describes."""
        facts = {
            "schema": SCHEMA,
            "exit_code": self.exit_code,
            "counts": self.counts,
            **asdict(self),
        }
        data: dict[str, Any] = json.loads(json.dumps(facts, default=_plain))
        return data

    def to_json(self) -> str:
        """The report as a JSON object, times in ISO 8601."""
        return json.dumps(self.as_data(), ensure_ascii=False, indent=2)


def report_of_site(
    site: str,
    asked: str,
    tally: Tally,
    *,
    started: bool,
    sentences: Iterable[str] = (),
    held_by: str | None = None,
) -> SiteReport:
    """What came of one site, by its counts; `held_by` tells who else is on it."""
    return SiteReport(
        site=site,
        asked=asked,
        outcome="held" if held_by else outcome_of_site(tally, started=started),
        counts=tally.counts,
        reasons=dict(tally.reasons),
        listings=dict(tally.listings),
        sentences=tuple(sentences),
        held_by=held_by,
        listings_asked=tally.asked,
        listings_unchanged=tally.confirmed,
        named=dict(tally.named),
        left=tally.left,
        start=tally.start,
    )


def outcome_of_site(tally: Tally, *, started: bool) -> SiteOutcome:
    """How a site did, by its counts; `started` is whether its start URL could be read.

    >>> outcome_of_site(Tally(), started=False)
    'useless'
    """
    counts = tally.counts
    only_led = tally.reasons[f"unchanged: {FOUND_TWICE}"]
    good = counts["stored"] + counts["unchanged"] - only_led + tally.confirmed
    left = sum(tally.reasons[name] for name in PUT_OFF)
    if not good and left and counts["failed"] == left:
        return "left"
    if not good:
        named = counts["found"] or not tally.asked
        return "nothing-due" if started and named and not tally.due else "useless"
    failed = counts["failed"] - left
    if not started or failed > MANY_FAILED * (good + failed):
        return "degraded"
    return "well"


def _added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    added: Counter[str] = Counter()
    for some in counts:
        added.update(some)
    return dict(added.most_common())


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not belong into a report")
