"""A site is compared with its own weeks: what is unlike it is named, what is not is left alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import log

import pytest

from crawler.health import unlike
from quality.simulate_health import FAULTS, Habits, delay, false_alarms
from storage import Portrait, SiteDay

TODAY = date(2026, 11, 20)  # a Friday
STEADY = Habits(
    rate=15,
    weekend=0.4,
    holiday=0.7,
    noise=0.2,
    words=6.0,
    removed=0.3,
    lack={"published_at": 0.02, "authors": 0.4},
    refused=0.2,
    failed=0.01,
)


def looks(articles: int, words: int = 400, removed: float = 0.3, **missing: int) -> Portrait:
    return Portrait(articles, articles * log(words), articles * removed, missing, "1")


def day(back: int, stored: int = 12, found: int = 40, **facts: object) -> SiteDay:
    """A day of an ordinary site, so many days ago, a little different each time."""
    stored = max(stored - back % 3, 0)
    at = datetime.combine(TODAY - timedelta(days=back), datetime.min.time(), UTC)
    counts = {"found": found, "stored": stored, "refused": 8, "failed": 0}
    portrait = looks(stored, 400 + 5 * (back % 4), 0.3 + 0.01 * (back % 3))
    plain = SiteDay("s.example", at.date(), 4, at, at, "well", counts, {}, portrait)
    return replace(plain, **facts)  # type: ignore[arg-type]


def history(days: int = 40, **facts: object) -> list[SiteDay]:
    return [day(back, **facts) for back in range(days, 0, -1)]  # type: ignore[arg-type]


def names(days: list[SiteDay]) -> list[str]:
    return [one.name for one in unlike(days, TODAY)]


def test_an_ordinary_day_is_like_the_others() -> None:
    assert names([*history(), day(0, stored=3)]) == []


def test_two_days_without_an_article_are_named_with_what_is_usual() -> None:
    days = [*history()[:-2], day(2, stored=0), day(1, stored=0), day(0, stored=0)]
    (found,) = unlike(days, TODAY)
    assert found.name == "fewer-articles"
    assert found.sentence == "No article in 2 days; usually 22, never less than 21"
    assert found.days == (TODAY - timedelta(days=2), TODAY - timedelta(days=1))


def test_one_day_without_an_article_may_be_a_holiday() -> None:
    assert names([*history()[:-1], day(1, stored=0), day(0, stored=0)]) == []


def test_days_without_a_run_say_nothing_of_the_site() -> None:
    assert names([*history()[:-3], day(0, stored=0)]) == []


def test_a_quiet_site_is_judged_by_its_weeks() -> None:
    quiet = [day(back, stored=1 if back % 2 else 0) for back in range(56, 14, -1)]
    assert names([*quiet, *(day(back, stored=0) for back in range(14, 10, -1)), day(0)]) == []
    rare = [day(back, stored=3) for back in range(56, 14, -1)]
    assert "fewer-articles" in names(
        [*rare, *(day(back, stored=0) for back in range(14, 0, -1)), day(0, stored=0)]
    )


def test_a_young_site_gives_no_alarm() -> None:
    assert names([*history(12)[:-2], day(2, stored=0), day(1, stored=0), day(0, stored=0)]) == []
    assert names([*history(12), day(0, portrait=looks(9, 40, 0.9))]) == []


def test_a_weekend_is_compared_with_weekends() -> None:
    def weekly(back: int) -> SiteDay:
        weekend = (TODAY - timedelta(days=back)).weekday() >= 5
        return day(back, stored=0 if weekend else 20)

    sunday = [weekly(back) for back in range(59, 4, -1)]
    assert (TODAY - timedelta(days=5)).weekday() == 6
    assert unlike(sunday, TODAY - timedelta(days=4)) == ()


LAYOUTS: list[tuple[str, Portrait, str]] = [
    ("shorter", looks(12, 60), "Articles have 60 words; usually 407"),
    ("longer", looks(12, 1500), "Articles have 1,500 words; usually 407"),
    ("more-removed", looks(12, 400, 0.8), "80% of the text was cut; usually 31%"),
    ("less-removed", looks(12, 400, 0.05), "5% of the text was cut; usually 31%"),
    ("missing-title", looks(12, title=12), "12 of 12 articles have no title; usually 0%"),
    ("missing-published_at", looks(9, published_at=8), "8 of 9 articles have no date; usually 0%"),
]


@pytest.mark.parametrize(("name", "portrait", "said"), LAYOUTS)
def test_articles_that_look_otherwise_are_named_the_same_day(
    name: str, portrait: Portrait, said: str
) -> None:
    (found,) = unlike([*history(), day(0, portrait=portrait)], TODAY)
    assert (found.name, found.sentence) == (name, said)
    assert found.days == (TODAY,)


def test_a_few_odd_articles_are_no_layout_change() -> None:
    odd = looks(3, 60, 0.8, title=3)
    assert names([*history()[:-1], day(1, portrait=looks(9)), day(0, portrait=odd)]) == []


def test_what_a_site_never_stated_is_not_missed() -> None:
    never = [replace(one, portrait=looks(11, authors=11)) for one in history()]
    assert names([*never, day(0, portrait=looks(12, authors=12))]) == []


def test_other_cleaning_rules_are_no_change_of_the_site() -> None:
    renewed = replace(looks(12, 60, 0.8), rules_version="2")
    assert names([*history(), day(0, portrait=renewed)]) == []


def test_refusals_and_failures_are_named_with_their_main_reason() -> None:
    counts = {"found": 40, "stored": 10, "refused": 8, "failed": 22}
    ill = day(0, counts=counts, reasons={"failed: http-503": 20, "failed: timeout": 2})
    (found,) = unlike([*history(), ill], TODAY)
    assert found.name == "more-failed"
    assert found.sentence == "22 of 40 URLs failed (http-503); usually 0%"


def test_an_alarm_goes_on_while_the_days_are_flagged_and_ends_when_they_are_the_rule() -> None:
    """A flagged day is no measure; after two weeks of them the site has changed for good."""

    def since(start: int, flags: tuple[str, ...]) -> list[SiteDay]:
        short = [day(b, portrait=looks(12, 60), flags=flags) for b in range(start, -1, -1)]
        return [*(one for one in history(50) if one.day < short[0].day), *short]

    assert names(since(9, ("shorter",))) == ["shorter"]
    assert names(since(16, ("shorter",))) == []
    assert names(since(9, ())) == []


def test_steady_sites_give_no_false_alarm_and_faults_are_seen_in_two_days() -> None:
    """A small sample of `python -m quality.simulate_health`, which measures many."""
    assert false_alarms([STEADY] * 3, 50, seed=5).total() == 0
    assert delay(STEADY, FAULTS["silent zero"], 7) <= 2.25
    assert delay(STEADY, FAULTS["metadata loss"], 7) <= 1
    assert delay(STEADY, FAULTS["layout change: text cut"], 7) <= 1


def test_each_way_has_a_piece_of_advice() -> None:
    from crawler.advice import UNLIKE, advice

    checks: list[Callable[..., object]] = [advice]
    for name in [*UNLIKE, *(name for name, _portrait, _said in LAYOUTS)]:
        assert all(check(name) for check in checks)
        assert advice(name) != "`corpus status URL` tells what happened."
