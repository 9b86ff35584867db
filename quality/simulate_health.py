"""How often health cries wolf, and how soon it sees what is wrong, on invented histories.

    python -m quality.simulate_health [--sites 100] [--days 60] [--seed 1]

Sites differ in how much they publish, in their weekends, holidays, lengths and metadata, and every
day is noisy. Each day is looked at four times, as runs every six hours would. Flags are kept as the
store keeps them. Faults begin at the 45th day.
"""

import random
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from math import exp, log
from statistics import median

from crawler.health import unlike
from storage.site_day import Portrait, SiteDay

START = date(2026, 10, 5)
ONSET = 45
LOOKS = (0.25, 0.5, 0.75, 1.0)
"""The parts of a day that are over when it is looked at."""

SHARED_HOLIDAYS = (20, 21, 41, 55, 81, 82, 83, 88, 93)
"""Days, from the first, on which many sites publish less."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What a site is like."""

    rate: float
    weekend: float
    holiday: float
    noise: float
    words: float
    removed: float
    lack: dict[str, float]
    refused: float
    failed: float


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong from one day on."""

    articles: float = 1.0
    words: float = 1.0
    removed: float = 0.0
    dates: bool = False


FAULTS = {
    "silent zero": Fault(articles=0.0),
    "layout change: text lost": Fault(words=0.25),
    "layout change: furniture kept": Fault(removed=-1.0, words=2.5),
    "layout change: text cut": Fault(removed=0.45, words=0.5),
    "metadata loss": Fault(dates=True),
}


def habits(dice: random.Random) -> Habits:
    """A site, drawn by chance."""
    return Habits(
        rate=min(300.0, max(0.3, dice.lognormvariate(log(15), 1.0))),
        weekend=dice.choice((0.0, 0.1, 0.4, 0.7, 1.0, 1.2)),
        holiday=dice.uniform(0.15, 1.0),
        noise=dice.uniform(0.1, 0.4),
        words=dice.uniform(log(150), log(900)),
        removed=dice.uniform(0.05, 0.5),
        lack={
            "title": 0.0,
            "published_at": dice.choice((0.0, 0.01, 0.05, 0.2)),
            "authors": dice.choice((0.0, 0.05, 0.3, 0.6, 1.0)),
            "description": dice.choice((0.0, 0.02, 0.3)),
            "lead_image": dice.choice((0.01, 0.1, 0.5)),
        },
        refused=dice.uniform(0.0, 0.4),
        failed=dice.choice((0.0, 0.005, 0.02)),
    )


def one_day(site: Habits, number: int, part: float, fault: Fault, dice: random.Random) -> SiteDay:
    """What the runs of a day found, up to a part of it."""
    day = START + timedelta(days=number)
    factor = site.weekend if day.weekday() >= 5 else 1.0
    factor *= site.holiday if number in SHARED_HOLIDAYS else 1.0
    shape = 1 / site.noise**2
    mean = site.rate * factor * dice.gammavariate(shape, 1 / shape) * part * fault.articles
    stored = _poisson(mean, dice)
    failing = dice.uniform(0.05, 0.2) if dice.random() < 0.03 else site.failed
    listed = round(30 * 4 * part)
    refused = sum(dice.random() < site.refused for _ in range(listed))
    failed = sum(dice.random() < failing for _ in range(stored))
    found = listed + stored + failed
    counts = {"found": found, "stored": stored, "refused": refused, "failed": failed}
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    looks = _portrait(site, stored, fault, dice)
    return SiteDay("s.example", day, 1, at, at, "well", counts, {}, looks)


def _portrait(site: Habits, stored: int, fault: Fault, dice: random.Random) -> Portrait:
    centre = site.words + dice.gauss(0, 0.08)
    words = [max(20.0, exp(dice.gauss(centre, 0.7)) * fault.words) for _ in range(stored)]
    share = site.removed + dice.gauss(0, 0.02)
    cut = [
        min(
            0.98,
            max(0.0, dice.gauss(share, 0.12) * (0.3 if fault.removed < 0 else 1.0))
            + max(0.0, fault.removed),
        )
        for _ in range(stored)
    ]
    missing = {}
    for field, chance in site.lack.items():
        today = min(1.0, max(0.0, chance + dice.gauss(0, 0.25) * chance * (1 - chance)))
        today = 1.0 if fault.dates and field == "published_at" else today
        missing[field] = sum(dice.random() < today for _ in range(stored))
    return Portrait(stored, sum(map(log, words)), sum(cut), missing, "1")


def _poisson(mean: float, dice: random.Random) -> int:
    """Events of a process with that mean, by the times between them."""
    number, time = 0, dice.expovariate(1.0)
    while time < mean:
        number += 1
        time += dice.expovariate(1.0)
    return number


def watch(site: Habits, days: int, fault: Fault, seed: int) -> Iterator[tuple[float, str, date]]:
    """What health says of a site: when, and what; flags are kept from look to look."""
    history: list[SiteDay] = []
    for number in range(days):
        today = START + timedelta(days=number)
        flags: set[str] = set()
        for part in LOOKS:
            dice = random.Random(f"{seed} {number} {part}")
            now = one_day(site, number, part, fault if number >= ONSET else Fault(), dice)
            now = replace(now, flags=tuple(flags))
            for found in unlike([*history, now], today):
                yield number + part, found.name, today
                history = [_flagged(day, found.name, found.days) for day in history]
                flags |= {found.name} if today in found.days else set()
        history.append(replace(now, flags=tuple(flags)))


def _flagged(day: SiteDay, name: str, days: Sequence[date]) -> SiteDay:
    return replace(day, flags=tuple({*day.flags, name})) if day.day in days else day


def false_alarms(sites: Sequence[Habits], days: int, seed: int) -> Counter[str]:
    """Alarms on sites that nothing is wrong with; one that goes on the next day is the same."""
    alarms: Counter[str] = Counter()
    for number, site in enumerate(sites):
        last: dict[str, date] = {}
        for _when, name, day in watch(site, days, Fault(), seed * 1000 + number):
            if name not in last or day - last[name] > timedelta(days=3):
                alarms[name] += 1
            last[name] = day
    return alarms


def delay(site: Habits, fault: Fault, seed: int) -> float:
    """Days from the onset of a fault to the first alarm; infinite without one in 14 days."""
    for when, _name, _day in watch(site, ONSET + 15, fault, seed):
        if when > ONSET:
            return when - ONSET
    return float("inf")


def classes(sites: Sequence[Habits]) -> dict[str, Callable[[Habits], bool]]:
    """Sites by how much they publish on a day."""
    return {
        "8 articles a day or more": lambda site: site.rate >= 8,
        "3 to 8 a day": lambda site: 3 <= site.rate < 8,
        "fewer than 3 a day": lambda site: site.rate < 3,
    }


def main() -> None:
    """Print false alarms a site-year, and by fault and class of site how soon it was seen."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=100)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    sites = [habits(dice) for _ in range(asked.sites)]
    alarms = false_alarms(sites, asked.days, asked.seed)
    years = asked.sites * asked.days / 365
    print(f"{asked.sites} sites x {asked.days} days: {alarms.total()} false alarms,", end=" ")
    print(f"{alarms.total() / years:.2f} a site-year {dict(alarms)}")
    for name, fault in FAULTS.items():
        delays = [delay(site, fault, asked.seed * 1000 + n) for n, site in enumerate(sites)]
        for said, belongs in classes(sites).items():
            these = [d for d, site in zip(delays, sites, strict=True) if belongs(site)]
            soon = sum(d <= 2.25 for d in these)
            middle = median(these) if these else 0
            print(f"{name:32} {said:26} in 2 days {soon:3} of {len(these):3}, median {middle:.2f}")


if __name__ == "__main__":
    main()
