"""What one site was like on one day, as the store hands it out and takes it in."""

from dataclasses import dataclass, field
from datetime import date, datetime

ACCEPTED = "accepted:"
"""What stands before a flag that a person took for the new way of the site."""


def is_accepted(flag: str) -> bool:
    """Whether a person accepted what a flag names."""
    return flag.startswith(ACCEPTED)


@dataclass(frozen=True, slots=True)
class Portrait:
    """What the articles look like that a run stored: sums, so that runs of a day can be added.

    `log_words` sums the natural logarithms of (words + 1), `removed` the shares of the text that
    cleaning took away; `missing` counts the articles without a title, a date and so on.
    """

    articles: int = 0
    log_words: float = 0.0
    removed: float = 0.0
    missing: dict[str, int] = field(default_factory=dict)
    rules_version: str | None = None


@dataclass(frozen=True, slots=True)
class Visited:
    """What one run says of one site: to be added to that site's day."""

    site: str
    at: datetime
    outcome: str
    well: bool
    counts: dict[str, int]
    reasons: dict[str, int]
    portrait: Portrait = Portrait()


@dataclass(frozen=True, slots=True)
class SiteDay:
    """One site on one day (UTC): the sums of its runs.

    `flags` names what was unlike the site on that day, `told` what a person was told that day;
    `well_at` is when a run last ended well.
    """

    site: str
    day: date
    runs: int
    last_at: datetime
    well_at: datetime | None
    outcome: str
    counts: dict[str, int]
    reasons: dict[str, int]
    portrait: Portrait
    flags: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
