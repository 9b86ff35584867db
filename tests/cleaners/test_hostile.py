"""Hostile pages, small: all text comes out, or an error with a name; the full sizes are
`python -m quality.hostile`."""

import pytest

from quality.hostile import end_of, is_right
from quality.hostile_page import Hostile
from quality.hostile_pages import DUMPS, PAGES, REFUSED

TIMES = 300
"""How often what hurts is repeated in the small variants."""

QUICK = ("an empty", "called HTML", "50 MB", "a million links", "a million <br>", "00,000 elements")
"""Words in the names of pages that are refused in no time at their full size."""

ALL = {hostile.name: hostile for hostile in (*PAGES, *DUMPS)}
AT_ONCE = [h for h in REFUSED if any(word in h.name for word in QUICK)]


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_lost_of_a_hostile_page_that_is_small(name: str) -> None:
    ending = end_of(ALL[name], min(1.0, TIMES / ALL[name].full))
    assert ending.outcome in ("whole", "not-html", "empty")


@pytest.mark.parametrize("hostile", AT_ONCE, ids=lambda hostile: str(hostile.name))
def test_what_is_refused_is_refused_at_once_by_its_name(hostile: Hostile) -> None:
    assert is_right(hostile, end_of(hostile))
