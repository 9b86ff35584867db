"""What a search gives is loaded while it is read."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from storage import Filters, Store, StoreError, search
from tests.storage.examples import add

NUMBER = 7

WRONG: Any = "film"


@pytest.fixture
def filled(store: Store) -> Store:
    for n in range(NUMBER):
        add(store, f"https://a.example/{n}", f"Story {n}", text="A ferry sails.")
    return store


def test_hits_come_in_batches_and_each_once(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "FIRST", 2)
    monkeypatch.setattr(search, "CHUNK", 3)
    ids = [hit.id for hit in filled.search("ferry")]

    assert sorted(ids, reverse=True) == ids
    assert len(ids) == NUMBER
    assert [stored.id for stored in filled.search("ferry").articles()] == ids
    found = filled.search("ferry", limit=5)
    assert [hit.id for hit in found] == ids[:5]
    assert [hit.id for hit in found[1:]] == ids[1:5]
    assert [hit.id for hit in found[4:90]] == ids[4:5]
    assert [hit.id for hit in found[::2]] == ids[0:5:2]
    assert [hit.id for hit in found[-2:]] == ids[3:5]
    assert (found[0].id, found[4].id, found[-1].id) == (ids[0], ids[4], ids[4])
    assert found.count() == NUMBER
    assert found.count(3) == 3
    with pytest.raises(IndexError):
        found[5]


def test_what_comes_while_hits_are_read_is_no_trouble(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {hit.id for hit in filled.search("ferry")}
    monkeypatch.setattr(search, "FIRST", 2)
    hits = iter(filled.search("ferry"))
    first = next(hits)
    add(filled, "https://a.example/new", "Ferry", text="A ferry.")
    rest = [hit.id for hit in hits]

    assert first.id not in rest
    assert len(set(rest)) == len(rest)
    assert {first.id, *rest} >= before


def test_a_search_without_hits_is_false(filled: Store) -> None:
    assert filled.search("ferry")
    assert not filled.search("walrus")
    assert not filled.search("!")
    assert filled.search("!").count() == 0
    assert filled.search("walrus").to_arrow().num_rows == 0


def test_without_pandas_the_line_that_installs_it_is_said(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(filled.search("ferry").to_pandas()["title"]) == [f"Story {6 - n}" for n in range(7)]
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(StoreError, match=r"pip install 'copydesk\[pandas\]'"):
        filled.search("ferry").to_pandas()


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda s: s.search("ferry", order=WRONG), "order is 'film'; it can be 'relevance', "),
        (lambda s: s.search("ferry").trend(WRONG), "by is 'film'; it can be 'day', 'week', "),
        (lambda _: Filters(kinds=(WRONG,)), "a kind is 'film'; it can be 'article', "),
        (lambda _: Filters(kinds=WRONG), r"kinds is 'film'; give several: \('film',\)"),
        (lambda _: Filters(paywall=WRONG), "paywall is 'film'; it can be 'none', 'teaser', "),
    ],
)
def test_a_word_that_nobody_knows_is_an_error_that_names_those_that_are_known(
    filled: Store, ask: Callable[[Store], object], said: str
) -> None:
    with pytest.raises((ValueError, TypeError), match=said):
        ask(filled)
