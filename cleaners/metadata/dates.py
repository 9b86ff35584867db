"""When the article was published and last changed, as the page states it, in its own zone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice, takewhile
from typing import Any, TypeAlias

from cleaners.metadata.changes import says_changed, tells_change
from cleaners.metadata.date_text import MAX_DATE_TEXT, Stamp, parse_date
from cleaners.metadata.evidence import Candidate, Evidence
from cleaners.metadata.markup import Speaks, behind, is_named
from cleaners.metadata.phrases import element_text
from cleaners.metadata.structured_data import listed, text_of
from cleaners.metadata.words import words
from cleaners.tree import normalise

_NO_TEXT = frozenset({"meta", "body", "html", "script", "style"})
_IN_URL = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_.+-]|$)")
_DIGIT = re.compile(r"\d")
_MONTH_FIRST = re.compile(r"en([-_](us|ph))?$", re.IGNORECASE)
LEVELS_ABOVE_TITLE = 3
NEAR_TITLE = 150
"""Elements from that far above the heading on in which a bare date is looked for."""

MAX_DATE_LINE = 60
MAX_DATE_WORDS = 8
MAX_STATED = 60
"""Dates of one kind that are looked at."""

Shown: TypeAlias = Iterator[Candidate[Stamp]]
"""What `shown_dates` finds."""

CHANGE = "the page says that it was changed then"


def weigh_published(evidence: Evidence, shown: Shown) -> Iterator[Candidate[datetime]]:
    """The dates of publication, the most trustworthy first; none later than the fetch holds."""
    return _judged(_published(evidence, shown), evidence.page.fetched_at)


def weigh_modified(evidence: Evidence, shown: Shown) -> Iterator[Candidate[datetime]]:
    """The dates of change, the most trustworthy first; none later than the fetch holds.

    On the page they are looked for before the day of publication, and where times are marked. What
    was last changed a day before its publication was changed no more.
    """
    limit = evidence.page.fetched_at
    stated = (_within(found.value, limit) for found in _for_machines(evidence))
    published = next(filter(None, stated), None)
    before = iter(()) if published else takewhile(lambda found: found.grounds, shown)
    for candidate in _judged(_modified(evidence, before), limit):
        if published and candidate.value < published - timedelta(days=1):
            candidate = replace(candidate, refused=candidate.refused or "it is before publication")
        yield candidate


def _judged(
    candidates: Iterator[Candidate[Stamp]], limit: datetime | None
) -> Iterator[Candidate[datetime]]:
    for candidate in candidates:
        moment = _within(candidate.value, limit)
        if moment is None:
            late = "it is later than the fetch"
            yield Candidate(candidate.value.moment, candidate.source, refused=late)
        else:
            doubt = _doubt(candidate, moment)
            yield Candidate(moment, candidate.source, doubt, candidate.grounds)


def _doubt(candidate: Candidate[Stamp], moment: datetime) -> str | None:
    """Which zone was put where the page states none, as a sentence."""
    if candidate.value.zoned:
        return None
    zone = "UTC" if moment.tzinfo is UTC else f"UTC{moment.isoformat()[-6:]}"
    return f"{candidate.source} states {moment:%Y-%m-%d %H:%M} without a zone; taken as {zone}"


def _within(stamp: Stamp, limit: datetime | None) -> datetime | None:
    """The moment if it is not later than the limit, else None.

    A moment without zone that would be up to 14 hours too late was written east of UTC: it is
    given the least whole-hour zone in which it was past.
    """
    if limit is None or stamp.moment <= limit:
        return stamp.moment
    if stamp.zoned:
        return None
    hours = -((limit - stamp.moment) // timedelta(hours=1))
    if hours > 14:
        return None
    return stamp.moment.replace(tzinfo=timezone(timedelta(hours=hours)))


def _for_machines(evidence: Evidence) -> Iterator[Candidate[Stamp]]:
    """The dates of publication that are stated for machines."""
    for key in ("datePublished", "dateCreated", "uploadDate"):
        yield from _of_json(evidence, key)
    yield from _of_meta(evidence, "published")


def _published(evidence: Evidence, shown: Shown) -> Iterator[Candidate[Stamp]]:
    yield from _for_machines(evidence)
    for found in evidence.told.of("date"):
        if stamp := parse_date(found.value, _month_first(evidence)):
            yield Candidate(stamp, found.source)
    changes = []
    for candidate in shown:
        if candidate.grounds:
            changes.append(candidate)
        else:
            yield candidate
    yield from changes


def shown_dates(evidence: Evidence) -> Iterator[Candidate[Stamp]]:
    """The dates that stand on the page for people; those of a change have that as their grounds."""
    yield from _of_markup(evidence)
    yield from _of_url(evidence)
    yield from _of_text(evidence)


def _modified(evidence: Evidence, before: Shown) -> Iterator[Candidate[Stamp]]:
    yield from _of_json(evidence, "dateModified")
    yield from _of_meta(evidence, "modified")
    yield from before
    yield from (found for found in _of_times(evidence) if found.grounds)


def _of_json(evidence: Evidence, key: str) -> Iterator[Candidate[Stamp]]:
    for value in listed(evidence.article.get(key))[:3]:
        text = str(value) if isinstance(value, int) else text_of(value)
        if text and (stamp := parse_date(text, _month_first(evidence))):
            yield Candidate(stamp, "json-ld")


def _of_meta(evidence: Evidence, kind: str) -> Iterator[Candidate[Stamp]]:
    for found in evidence.of_meta(*words("meta", kind)):
        if stamp := parse_date(found.value, _month_first(evidence)):
            yield Candidate(stamp, found.source)


def _of_markup(evidence: Evidence) -> Iterator[Candidate[Stamp]]:
    """Elements marked as the date, then the first <time> outside of furniture."""
    yield from _of_elements(evidence, "marked date")
    yield from _of_times(evidence)


def _of_times(evidence: Evidence) -> Iterator[Candidate[Stamp]]:
    for element in evidence.times:
        if not evidence.markup.in_furniture(element) and (stamp := _of_element(evidence, element)):
            yield Candidate(stamp, "<time>", grounds=_change(element))


def _of_elements(evidence: Evidence, speaking: Speaks) -> Iterator[Candidate[Stamp]]:
    """The dates of elements whose names speak of dates, furniture left out."""
    for element in islice(evidence.markup.speaking(speaking), MAX_STATED):
        if not evidence.markup.in_furniture(element) and (stamp := _of_element(evidence, element)):
            source = f"<{element.tag} class={element.get('class')!r}>"
            yield Candidate(stamp, source, grounds=_change(element))


def _of_url(evidence: Evidence) -> Iterator[Candidate[Stamp]]:
    found = _IN_URL.search(evidence.page.address or "")
    if found and (stamp := parse_date("-".join(found.groups()))):
        yield Candidate(stamp, "the URL")


def _of_text(evidence: Evidence) -> Iterator[Candidate[Stamp]]:
    """A short text whose element's name speaks of dates; then any soon behind the heading."""
    yield from _of_elements(evidence, "date")
    for element in _near_title(evidence):
        for text, within in ((element.text, element), (element.tail, None)):
            if not text or not _DIGIT.search(text, 0, MAX_DATE_TEXT):
                continue
            stamp = _of_line(evidence, normalise(text[:MAX_DATE_TEXT]))
            if stamp and not is_named(element, "other_dates"):
                told = says_changed(text) if within is None else tells_change(within)
                source = f"text of <{element.tag}> near the heading"
                yield Candidate(stamp, source, grounds=CHANGE if told else None)


def _near_title(evidence: Evidence) -> Iterator[Any]:
    """The elements around and behind the heading, in the order of the page."""
    start = evidence.anchor
    if start is None:
        return
    for _ in range(LEVELS_ABOVE_TITLE):
        parent = start.getparent()
        if parent is None or parent.tag in ("body", "main", "article"):
            break
        start = parent
    for element in behind(start, NEAR_TITLE):
        if element.tag not in ("script", "style"):
            yield element


def _of_line(evidence: Evidence, text: str) -> Stamp | None:
    """The date of a line that is little more than a date."""
    few = len(text) <= MAX_DATE_LINE and len(text.split()) <= MAX_DATE_WORDS
    return parse_date(text, _month_first(evidence)) if few else None


def _of_element(evidence: Evidence, element: Any) -> Stamp | None:
    if element.tag in _NO_TEXT or is_named(element, "other_dates"):
        return None
    month_first = _month_first(evidence)
    for name in ("datetime", "content", "data-time", "data-date", "title"):
        if (value := element.get(name)) and (stamp := parse_date(value, month_first)):
            return stamp
    text = element_text(element)
    return parse_date(text, month_first) if text else None


def _change(element: Any) -> str | None:
    return CHANGE if tells_change(element) else None


def _month_first(evidence: Evidence) -> bool:
    """Whether 3/4/2024 is March: where the page is American, or English and says no more."""
    return bool(_MONTH_FIRST.match((evidence.html_lang or "").strip()))
