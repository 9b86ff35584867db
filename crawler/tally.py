"""What a run counted: each article that it found ends in exactly one state."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from cleaners.urls import url_key
from crawler.outcomes import Outcome

MAX_NAMED = 60
"""Listings of a site that are told."""

NAMES = ("found", "fetched", "stored", "unchanged", "refused", "failed")


@dataclass(slots=True)
class Tally:
    """Counts of one run, and the articles that have no outcome yet.

    `found` counts distinct URLs (`cleaners.urls.url_key`), `due` those that had to be fetched;
    quarantined pages count as failed. `asked` counts listings, `confirmed` those of them that
    answered that they have not changed; neither is among what was found.
    """

    fetched: int = 0
    asked: int = 0
    confirmed: int = 0
    due: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    listings: Counter[str] = field(default_factory=Counter)
    waiting: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    named: dict[str, str] = field(default_factory=dict)
    """The feeds, sitemaps and sections that the site names, by address."""
    left: int = 0
    """How many URLs were left for another run, as there was no room for them."""
    start: str | None = None
    """The page that led to the articles, once it was read."""
    unfinished: set[str] = field(default_factory=set)
    """What is to be tried again, by key: it failed, or there was no room for it."""

    def also_at(self, url: str) -> None:
        """Note that a page that was fetched stands at this URL too, after a redirect."""
        self.aliases.add(url_key(url))

    def find(self, url: str) -> bool:
        """Note an article's URL; False if it is known by another spelling already."""
        key = url_key(url)
        if key in self.seen or key in self.aliases:
            return False
        self.seen.add(key)
        self.waiting.add(key)
        return True

    def end(self, url: str, outcome: Outcome) -> bool:
        """Note how an article's URL ended; False if it had ended before, then nothing changes.

        >>> tally = Tally()
        >>> tally.find("http://e.x/a"), tally.end("http://e.x/a/", Outcome("stored", None))
        (True, True)
        >>> tally.line
        'found=1 fetched=0 stored=1 unchanged=0 refused=0 failed=0'
        """
        key = url_key(url)
        if key not in self.waiting:
            return False
        self.waiting.remove(key)
        if outcome.state == "failed":
            self.unfinished.add(key)
        state = "failed" if outcome.state == "quarantined" else outcome.state
        self.ended[state] += 1
        if outcome.state != "stored" and outcome.reason is not None:
            self.reasons[f"{state}: {outcome.name}"] += 1
        return True

    def note_named(self, url: str, kind: str) -> None:
        """Note a listing that the site names."""
        if len(self.named) < MAX_NAMED:
            self.named.setdefault(url, kind)

    def put_off(self, url: str) -> None:
        """Leave what was found for another run: it counts there."""
        key, self.left = url_key(url), self.left + 1
        self.unfinished.add(key)
        if key in self.waiting:
            self.waiting.remove(key)
            self.seen.remove(key)

    def put_off_rest(self) -> int:
        """Leave for another run what was found and not tried; returns how many."""
        number = len(self.waiting)
        self.left += number
        self.unfinished |= self.waiting
        self.seen -= self.waiting
        self.waiting.clear()
        return number

    def end_rest(self, reason: str) -> None:
        """Count what was found and never tried, when the run ends before its time."""
        self.ended["failed"] += len(self.waiting)
        if self.waiting:
            self.reasons[f"failed: {reason}"] += len(self.waiting)
        self.waiting.clear()

    @property
    def counts(self) -> dict[str, int]:
        """The numbers by name, in the order of the last line."""
        numbers = {"found": len(self.seen), "fetched": self.fetched}
        return numbers | {name: self.ended[name] for name in NAMES[2:]}

    @property
    def line(self) -> str:
        """The last line of every crawl."""
        return line_of(self.counts)


def line_of(counts: Mapping[str, int]) -> str:
    """Counts as a line for programs.

    >>> line_of({"found": 2, "stored": 1})
    'found=2 stored=1'
    """
    return " ".join(f"{name}={number}" for name, number in counts.items())
