"""Why a field has its value: all that the page states of it, and what became of that."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from cleaners.metadata.evidence import NOTHING_TOLD, Candidate, gather
from cleaners.metadata.record import weighed
from cleaners.site_configs.format import SiteConfig
from cleaners.tree import parse
from cleaners.types import Image, Page

MOST = 12
"""Statements of one field that are told."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a page states of a field: the value as text, where it stands, and why it was taken."""

    field: str
    value: str
    source: str
    taken: bool
    why: str


def statements(page: Page, config: SiteConfig | None = None) -> tuple[Statement, ...]:
    """All that a page states of its fields, as the rules of today weigh it, field by field.

    `config` is what others know of its site. Of each field one statement at most is taken. Raises
    `CleaningError` for bytes that are no page.
    """
    from cleaners.site_configs.selecting import find  # which itself needs our evidence

    document = parse(page)
    told = find(document, config).told if config else NOTHING_TOLD
    fields = weighed(gather(document, page, told))
    return tuple(s for name, found in fields.items() for s in _of_field(name, iter(found)))


def _of_field(name: str, candidates: Iterator[Candidate[object]]) -> Iterator[Statement]:
    open_ = True
    for candidate in islice(candidates, MOST):
        taken = open_ and candidate.refused is None
        open_ = open_ and not taken
        why = _grounds(candidate) if taken else candidate.refused or "an earlier statement holds"
        yield Statement(name, _as_text(candidate.value), candidate.source, taken, why)


def _grounds(candidate: Candidate[object]) -> str:
    return candidate.grounds or candidate.doubt or "the first statement that holds"


def _as_text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, datetime):
        return value.isoformat()
    return value.url if isinstance(value, Image) else str(value)
