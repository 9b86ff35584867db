"""A site's memory finds its articles by title and by URL, and counts repeated blocks."""

import pickle

from cleaners.memory import NOTHING, KnownArticle, fingerprint, remember

FERRY = KnownArticle("http://paper.example/ferry?utm_source=feed", "Ferry fares rise in May")


def test_a_title_is_found_whatever_its_case_and_punctuation() -> None:
    assert remember([FERRY]).article_with_title("FERRY FARES RISE – in May!") == FERRY


def test_a_title_of_few_letters_proves_nothing() -> None:
    short = KnownArticle("http://paper.example/live", "Live blog")
    memory = remember([short])
    assert memory.article_with_title("Live blog") is None
    assert memory.article_at("http://paper.example/live") == short


def test_an_article_is_found_by_any_spelling_of_its_url() -> None:
    memory = remember([FERRY])
    assert memory.article_at("HTTP://PAPER.example/ferry#top") == FERRY
    assert memory.article_at("not a url") is None


def test_pages_are_counted_by_the_words_of_a_block() -> None:
    memory = remember([], {fingerprint("Tips? Write to us."): 14})
    assert (memory.pages_with("tips? write to us"), memory.pages_with("other")) == (14, 0)


def test_an_empty_memory_knows_nothing() -> None:
    assert NOTHING.article_with_title("Ferry fares rise in May") is None
    assert NOTHING.pages_with("x") == 0


def test_a_memory_travels_to_other_processes() -> None:
    memory = remember([FERRY], {1: 2})
    assert pickle.loads(pickle.dumps(memory)) == memory
