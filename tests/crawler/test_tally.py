"""The count of a run: every article that is found ends once, and the numbers add up."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.outcomes import Outcome
from crawler.tally import Tally

OUTCOMES = [
    Outcome("stored", None),
    Outcome("unchanged", None),
    Outcome("refused", "http-404"),
    Outcome("failed", "timeout"),
    Outcome("quarantined", "clean-timeout: stopped after 10 s"),
]


def test_spellings_of_one_url_are_found_once() -> None:
    tally = Tally()
    urls = ["http://www.e.x/a", "https://e.x/a/", "https://e.x/a?utm_source=feed#top"]
    assert [tally.find(url) for url in urls] == [True, False, False]
    assert tally.counts["found"] == 1


def test_a_page_that_was_fetched_after_a_redirect_is_not_found_again() -> None:
    tally = Tally()
    tally.find("http://e.x/a")
    tally.also_at("http://e.x/b")
    assert not tally.find("http://e.x/b")
    assert tally.counts["found"] == 1


def test_a_quarantined_page_counts_as_failed_by_its_reason() -> None:
    tally = Tally()
    tally.find("http://e.x/a")
    tally.end("http://e.x/a", OUTCOMES[-1])
    assert tally.counts["failed"] == 1
    assert dict(tally.reasons) == {"failed: clean-timeout": 1}


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(OUTCOMES)), max_size=30))
def test_found_is_the_sum_of_all_ends(events: list[tuple[int, Outcome]]) -> None:
    tally = Tally()
    for number, outcome in events:
        tally.find(f"http://e.x/{number}")
        tally.end(f"http://e.x/{number % 7}", outcome)
    tally.end_rest("not-tried")
    counts = tally.counts
    assert counts["found"] == len({number for number, _ in events})
    assert counts["found"] == sum(
        counts[name] for name in ("stored", "unchanged", "refused", "failed")
    )
    assert sum(tally.reasons.values()) == counts["refused"] + counts["failed"]


def test_the_last_line_has_all_numbers_in_order() -> None:
    assert Tally().line == "found=0 fetched=0 stored=0 unchanged=0 refused=0 failed=0"
