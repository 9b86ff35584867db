"""What tells articles from other pages is learned from numbers and words, the same each time."""

from cleaners.page_kind.score import read_weights, write_weights
from quality.kind_learning import (
    GIVEN,
    KindExample,
    learn,
    scores,
    share_of_articles,
    weights_by_fold,
)


def example(number: int, *, is_article: bool) -> KindExample:
    """A page: articles have a date and news in their address, others a shop's words."""
    words = {"u:news", "t:says"} if is_article else {"u:shop", "t:buy"}
    return KindExample(
        set="wcxb" if is_article else "wcxb-other",
        id=str(number),
        host=f"host{number}.example",
        fold=number % 5,
        page_type="article" if is_article else "product",
        numbers={"dated": float(is_article), "links": float(number % 7)},
        words=frozenset({*words, "m:viewport"}),
    )


MIDDLE = -1.5
"""A threshold between the scores of both kinds of these pages."""

EXAMPLES = [example(n, is_article=n % 3 > 0) for n in range(60)]


def test_articles_are_told_from_other_pages_of_hosts_not_seen() -> None:
    found = share_of_articles(EXAMPLES, weights_by_fold(EXAMPLES, MIDDLE))
    assert found == {"wcxb": (40, 40), "wcxb-other": (0, 20)}


def test_words_that_stand_on_all_pages_have_no_weight_and_given_weights_stay() -> None:
    weights = learn(EXAMPLES)
    assert set(weights.words) == {"u:news", "t:says", "u:shop", "t:buy"}
    assert weights.words["u:news"] > 0 > weights.words["u:shop"]
    assert weights.numbers["news_address"] == GIVEN["news_address"]


def test_the_same_pages_give_the_same_file_and_it_reads_back() -> None:
    weights = learn(EXAMPLES, threshold=0.0)
    written = write_weights(weights)
    assert written == write_weights(learn(EXAMPLES, threshold=0.0))
    again = read_weights(written)
    assert scores(EXAMPLES, again).tolist() == scores(EXAMPLES, weights).tolist()


def test_a_rule_s_word_is_taken_before_the_score() -> None:
    forum = KindExample("wcxb", "f", "f.example", 0, "forum", {"dated": 1.0}, frozenset(), "forum")
    found = share_of_articles([*EXAMPLES, forum], weights_by_fold(EXAMPLES, MIDDLE))
    assert found["wcxb"] == (40, 41)
