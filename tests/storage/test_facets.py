"""What the search index knows of an article beside its words, and how filters ask for it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import Filters, Store
from storage.facets import FACET, Facts, dated, emphasis, facets, filtered
from storage.matching import fts5
from storage.terms import terms
from tests.storage.examples import add

MOMENTS = st.datetimes(timezones=st.just(UTC))
ENDS = (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC))


def facts(when: datetime, **known: object) -> Facts:
    plain: dict[str, object] = {"language": None, "kind": "article", "paywall": "none"}
    plain |= {"section": None, "authors": ()}
    return Facts(7, when, **{**plain, **known})  # type: ignore[arg-type]


@given(MOMENTS, st.timedeltas(timedelta(), timedelta(days=9000)), st.sampled_from([7, None]))
def test_an_article_is_among_those_of_any_span_that_holds_its_date(
    when: datetime, before: timedelta, site: int | None
) -> None:
    since = when - before if when - ENDS[0] > before else ENDS[0]
    until = when + before if ENDS[1] - when > before else max(when, ENDS[1])
    asked = fts5(dated(since, until, site))
    assert any(f'"{facet}"' in asked for facet in facets(facts(when)))


def test_names_are_found_by_words_in_a_row() -> None:
    known = facets(facts(ENDS[0], authors=["Ana María Lind"], section="Sport / Fußball"))

    def finds(**filters: str) -> bool:
        asked = [fts5(one)[1:-1] for one in filtered(Filters(**filters), None)]  # type: ignore[arg-type]
        return all(one in known for one in asked)

    assert finds(author="lind")
    assert finds(author="ANA MARIA")
    assert finds(author="Ana María Lind")
    assert not finds(author="Ana Lind")
    assert not finds(author="Lin")
    assert not finds(author="!")
    assert finds(section="fussball")
    assert finds(section="sport fussball", author="maria")


@given(st.text())
def test_no_word_of_a_text_is_ever_a_facet(text: str) -> None:
    assert not any(term.startswith((FACET, "\ue001", "\ue002")) for term in terms(text))


def test_an_article_is_about_its_title_its_beginning_and_what_it_says_often() -> None:
    body = [f"w{n}" for n in range(100)] + ["boat"] * 3 + ["pier"] * 2
    about = {term[1:] for term in emphasis(["ferry"], body) if term[0] == "\ue002"}

    assert {"ferry", "w0", "w39", "boat"} <= about
    assert about.isdisjoint({"w40", "pier"})


@pytest.mark.parametrize("year", [1, 999, 2026, 9999])
def test_filters_by_date_find_articles_of_any_year(store: Store, year: int) -> None:
    when = datetime(year, 6, 1, tzinfo=UTC)
    add(store, published_at=when)
    for days in (0, 40, 150):
        span = timedelta(days=days)
        filters = Filters(since=when - span, until=when + span)
        assert store.count("winter", filters) == 1
        assert len(list(store.search("winter", filters))) == 1
    assert store.count("winter", Filters(until=when - timedelta(days=1))) == 0
