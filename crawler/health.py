"""Whether a site is still like itself: each is compared with its own last eight weeks.

Nobody sets a threshold. Something is unlike a site when three things hold: it is far from the
median by the site's own spread, it is outside of all that those weeks saw, and the difference is
large in plain terms. A site with little history, or with little in it, gives no alarm.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, sqrt
from statistics import median

from crawler.baselines import ADOPTED, at_least, before, spread, sums
from storage.site_day import ACCEPTED, SiteDay

MIN_DAYS = 14
"""Days of history; a younger site is not judged."""

MIN_ARTICLES = 40
"""Articles in that history, to say what an article of the site looks like."""

SPANS = {2: 0.1, 4: 0.2, 7: 0.3, 14: 0.4}
"""Days in a row whose articles are counted together, and the share of the usual number that is
too little; a quiet site needs longer ones, and two days may be a holiday."""

EXPECTED = 8
"""Articles that a span usually has; with fewer, none is no news."""

FAR = 4.5
"""Standard deviations of a count."""

VERY_FAR = 5.0
"""Standard deviations of a mean; these have days that are odd together."""

SOME = 8
"""Articles that show what a site's articles look like now."""

RECENT = 3
"""Days, today among them, in which those must have come."""


@dataclass(frozen=True, slots=True)
class Unlike:
    """A way in which a site is unlike itself: a stable name, a sentence, and the days it shows."""

    name: str
    sentence: str
    days: tuple[date, ...]


Check = Callable[[Sequence[SiteDay], date], Unlike | None]


def unlike(days: Sequence[SiteDay], today: date) -> tuple[Unlike, ...]:
    """All that is unlike a site today, by its days (the oldest first, today's so far the last).

    What a person accepted lately is left out: until the days of that kind are many.
    """
    found = [check(days, today) for check in CHECKS]
    found += [missing(days, today, field, said) for field, said in FIELDS.items()]
    lately = today - timedelta(days=ADOPTED)
    accepted = {flag for day in days if day.day > lately for flag in day.flags}
    return tuple(one for one in found if one and f"{ACCEPTED}{one.name}" not in accepted)


def fewer_articles(days: Sequence[SiteDay], today: date) -> Unlike | None:
    """Fewer new articles than ever in the last whole days."""
    name = "fewer-articles"
    stored = {day.day: day.counts.get("stored", 0) for day in days if day.runs}
    for length, share in SPANS.items():
        span = [today - timedelta(days=back) for back in range(length, 0, -1)]
        if not all(day in stored for day in span):
            return None
        history = {day.day: stored[day.day] for day in before(days, span[0], name)}
        if len(history) < max(MIN_DAYS, 3 * length):
            return None
        now = sum(stored[day] for day in span)
        like = sums(history, length, span[-1].weekday()) if length < 7 else []
        if len(like) < 4:
            like = sums(history, length, None)
        if like and _few(now, like, share):
            said = f"{_articles(now)} in {length} days; usually {median(like):.0f}"
            return Unlike(name, f"{said}, never less than {min(like)}", tuple(span))
    return None


def _few(now: int, like: list[int], share: float) -> bool:
    """Whether a count is far below the others, by the square roots: their spread is even."""
    usual = median(like)
    roots = [2 * sqrt(number) for number in like]
    far = 2 * (sqrt(usual) - sqrt(now)) / max(1.0, spread(roots, median(roots)))
    return usual >= EXPECTED and now < min(like) and now <= share * usual and far > FAR


def _articles(number: int) -> str:
    return {0: "No article", 1: "1 article"}.get(number, f"{number:,} articles")


def text_length(days: Sequence[SiteDay], today: date) -> Unlike | None:
    """Articles that are much shorter or longer than ever."""
    for name, grows in (("shorter", False), ("longer", True)):
        if (found := _mean(days, today, name, lambda day: day.portrait.log_words)) is None:
            continue
        now, usual, far, least, most, span = found
        ratio = exp(now - usual)
        outside = now > most and ratio > 2.0 if grows else now < least and ratio < 0.6
        if outside and far > VERY_FAR:
            said = f"Articles have {exp(now):,.0f} words; usually {exp(usual):,.0f}"
            return Unlike(name, said, span)
    return None


def text_removed(days: Sequence[SiteDay], today: date) -> Unlike | None:
    """Much more or less of the pages' text is cut than ever."""
    for name, grows in (("more-removed", True), ("less-removed", False)):
        if (found := _mean(days, today, name, lambda day: day.portrait.removed)) is None:
            continue
        now, usual, far, least, most, span = found
        outside = now > most if grows else now < least
        if outside and far > VERY_FAR and abs(now - usual) > 0.15:
            said = f"{now:.0%} of the text was cut; usually {usual:.0%}"
            return Unlike(name, said, span)
    return None


def _mean(
    days: Sequence[SiteDay], today: date, name: str, of: Callable[[SiteDay], float]
) -> tuple[float, float, float, float, float, tuple[date, ...]] | None:
    """A mean over recent articles, what it usually is, how far off; the least and the most."""
    recent = _recent(days, today)
    history = _measured(days, recent, name)
    if not recent or not history:
        return None
    floor = 0.12 if name in ("shorter", "longer") else 0.03
    means = [of(day) / day.portrait.articles for day in history]
    usual = median(means)
    even = [
        (mean - usual) * sqrt(day.portrait.articles)
        for mean, day in zip(means, history, strict=True)
    ]
    number = sum(day.portrait.articles for day in recent)
    now = sum(map(of, recent)) / number
    far = abs(now - usual) * sqrt(number) / max(spread(even, 0.0), floor)
    full = [m for m, day in zip(means, history, strict=True) if day.portrait.articles >= 3]
    return now, usual, far, min(full or means), max(full or means), _dates(recent)


def _recent(days: Sequence[SiteDay], today: date) -> list[SiteDay]:
    """The last days that together have some articles; empty if they lie too far back."""
    span: list[SiteDay] = []
    for day in reversed(days):
        if day.day > today or not day.portrait.articles:
            continue
        if day.day <= today - timedelta(days=RECENT):
            return []
        span.append(day)
        if sum(one.portrait.articles for one in span) >= SOME:
            return span
    return []


def _measured(days: Sequence[SiteDay], recent: Sequence[SiteDay], name: str) -> list[SiteDay]:
    """The days with articles that the same rules cleaned; empty if those are too few."""
    if not recent:
        return []
    version = recent[0].portrait.rules_version
    history = [
        day
        for day in before(days, recent[-1].day, name)
        if day.portrait.articles and day.portrait.rules_version == version
    ]
    enough = sum(day.portrait.articles for day in history) >= MIN_ARTICLES
    return history if enough and len(history) >= MIN_DAYS else []


def missing(days: Sequence[SiteDay], today: date, field: str, said: str) -> Unlike | None:
    """Articles without a field that they usually have."""
    recent = _recent(days, today)
    history = _measured(days, recent, name := f"missing-{field}")
    if not history:
        return None
    number = sum(day.portrait.articles for day in recent)
    lack = sum(day.portrait.missing.get(field, 0) for day in recent)
    total = sum(day.portrait.articles for day in history)
    usual = (sum(day.portrait.missing.get(field, 0) for day in history) + 0.5) / (total + 1)
    most = max(
        (
            day.portrait.missing.get(field, 0) / day.portrait.articles
            for day in history
            if day.portrait.articles >= 3
        ),
        default=0.0,
    )
    share = lack / number
    if share - usual < 0.3 or share <= most or at_least(lack, number, usual) > 1e-6:
        return None
    said = f"{lack} of {number} articles have no {said}; usually {usual:.0%}"
    return Unlike(name, said, _dates(recent))


FIELDS = {
    "title": "title",
    "published_at": "date",
    "authors": "author",
    "description": "description",
    "lead_image": "picture",
}
"""Metadata that a site may lose, and what people call it."""


def refused(days: Sequence[SiteDay], today: date) -> Unlike | None:
    """A much larger share of what was found is refused than ever."""
    return _share(days, today, "refused")


def failed(days: Sequence[SiteDay], today: date) -> Unlike | None:
    """A much larger share of what was found fails than ever."""
    return _share(days, today, "failed")


def _share(days: Sequence[SiteDay], today: date, state: str) -> Unlike | None:
    """A share of what was found; of today if enough was, else of yesterday and today."""
    name = f"more-{state}"
    recent = [day for day in days if timedelta() <= today - day.day <= timedelta(days=1)]
    if recent and recent[-1].counts.get("found", 0) >= 20:
        recent = recent[-1:]
    found, number = (sum(day.counts.get(what, 0) for day in recent) for what in ("found", state))
    if not recent or number < 5:
        return None
    history = [day for day in before(days, recent[0].day, name) if day.counts.get("found", 0) >= 5]
    if len(history) < MIN_DAYS:
        return None
    shares = [day.counts.get(state, 0) / day.counts["found"] for day in history]
    usual, now = median(shares), number / found if found else 0.0
    chance = sqrt(usual * (1 - usual) / max(found, 1))
    far = (now - usual) / max(spread(shares, usual), chance, 0.03)
    if now - usual < 0.25 or now <= max(shares) or far < VERY_FAR:
        return None
    said = f"{number:,} of {found:,} URLs {state}{_main(recent, state)}; usually {usual:.0%}"
    return Unlike(name, said, _dates(recent))


def _main(recent: Iterable[SiteDay], state: str) -> str:
    """The most frequent reason, in brackets."""
    reasons: dict[str, int] = {}
    for day in recent:
        for key, number in day.reasons.items():
            if key.startswith(f"{state}: "):
                reasons[key] = reasons.get(key, 0) + number
    main = max(reasons, key=lambda key: reasons[key], default="")
    return f" ({main.split(': ', 1)[1]})" if main else ""


def _dates(days: Iterable[SiteDay]) -> tuple[date, ...]:
    return tuple(sorted(day.day for day in days))


CHECKS: tuple[Check, ...] = (fewer_articles, text_length, text_removed, refused, failed)
"""In the order in which they are told."""
