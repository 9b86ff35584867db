"""What stored articles look like, in numbers that can be added."""

from dataclasses import replace
from math import log

from crawler.portrait import portrait_of, together
from storage import Portrait
from tests.storage.examples import article_at, full_article


def test_a_portrait_counts_words_cuts_and_what_is_missing() -> None:
    full = portrait_of(full_article())
    assert full.missing == {}
    assert 0.2 < full.removed < 0.4
    bare = portrait_of(article_at(title=None))
    assert sorted(bare.missing) == ["authors", "description", "lead_image", "published_at", "title"]
    assert bare.log_words == log(8)
    assert bare.removed == 0


def test_portraits_of_one_rules_version_add_up() -> None:
    one = portrait_of(article_at())
    both = together(together(Portrait(), one), portrait_of(article_at(title=None)))
    assert (both.articles, both.missing["authors"], both.missing["title"]) == (2, 2, 1)
    assert together(one, replace(one, rules_version="2")).articles == 1
