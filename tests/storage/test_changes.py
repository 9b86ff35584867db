"""What counts as an edit of the site, and what only as another cut of the same page."""

from dataclasses import replace

import pytest

from cleaners.types import Article, Removal
from storage.changes import by_hand, by_new_rules, cleaned_again, fetched_again
from tests.storage.examples import article_at

BEFORE = article_at(text=["It sails again.", "The pier is open.", "Read more: Eels"])


def cut(article: Article, *lines: str) -> Article:
    """The same page with these lines cut."""
    gone = tuple(Removal(b.n, "x", "y", b.text) for b in article.blocks if b.text in lines)
    kept = tuple(block for block in article.blocks if block.text not in lines)
    return replace(article, blocks=kept, removals=(*article.removals, *gone))


def test_the_same_words_are_no_version() -> None:
    other = replace(BEFORE, description="Another", removals=(Removal(9, "x", "y", "Share"),))
    assert fetched_again(BEFORE, other) is None
    assert by_hand(BEFORE, other) is None


@pytest.mark.parametrize(
    "lines",
    [
        ["It sails again.", "The pier is closed.", "Read more: Eels"],
        ["It sails again.", "Read more: Eels"],
        ["It sails again.", "The pier is open.", "Read more: Eels", "The mayor is pleased."],
        ["The pier is open.", "It sails again.", "Read more: Eels"],
    ],
)
def test_words_that_the_page_did_not_have_are_an_edit(lines: list[str]) -> None:
    assert fetched_again(BEFORE, article_at(text=lines)) == "edited"
    assert fetched_again(BEFORE, article_at(text=lines, rules_version="2")) == "edited"


def test_a_line_that_is_cut_now_is_no_edit() -> None:
    now = cut(BEFORE, "Read more: Eels")
    assert fetched_again(BEFORE, now) is None
    assert fetched_again(now, BEFORE) is None
    assert cleaned_again(BEFORE, now) is None
    assert by_new_rules(BEFORE, now) == "recleaned"
    assert by_hand(BEFORE, now) == "corrected"


def test_by_new_rules_it_is_recleaned_even_where_the_blocks_are_others() -> None:
    joined = article_at(text=["It sails again. The pier is open."], rules_version="2")
    now = replace(joined, removals=(Removal(3, "x", "y", "Read more: Eels"),))
    assert fetched_again(BEFORE, now) == "recleaned"
    assert cleaned_again(BEFORE, now) == "recleaned"


def test_a_new_headline_is_an_edit() -> None:
    renamed = replace(BEFORE, title="The ferry is late")
    assert fetched_again(BEFORE, renamed) == "edited"
    assert fetched_again(BEFORE, replace(renamed, rules_version="2")) == "recleaned"
    assert fetched_again(BEFORE, replace(BEFORE, title="THE FERRY IS BACK")) is None
