"""A site's memory finds its articles by title and by URL, and counts repeated blocks."""

import pickle

from cleaners.memory import (
    NOTHING,
    WITNESSES,
    Asking,
    KnownArticle,
    OtherPages,
    Recalled,
    RememberedSite,
    address_key,
    fingerprint,
    kept_key,
    remember,
    title_key,
    witness_keys,
)
from cleaners.stories import Stories, story_keys
from cleaners.types import Removal
from tests.storage.examples import article_at

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


def test_stories_are_told_by_the_words_of_a_block() -> None:
    memory = remember([], {fingerprint("Tips? Write to us."): [3, 1, 3]})
    assert tuple(memory.stories_with("tips? write to us")) == (1, 3)
    assert not memory.stories_with("other")


def test_no_more_witnesses_are_remembered_than_anyone_asks_for() -> None:
    memory = remember([], {1: range(1000)})
    assert len(memory.blocks[1]) == WITNESSES


def test_an_empty_memory_knows_nothing() -> None:
    assert NOTHING.article_with_title("Ferry fares rise in May") is None
    assert NOTHING.article_at("http://paper.example/ferry") is None
    assert not NOTHING.stories_with("x")
    assert not NOTHING.stories_of("Ferry fares rise in May", ["http://paper.example/ferry"])


def test_a_memory_travels_to_other_processes() -> None:
    memory = remember([FERRY], {1: [2]}, {3: 4}, 5)
    assert pickle.loads(pickle.dumps(memory)) == memory


def site() -> RememberedSite:
    """Three articles, of which the first stands at two addresses, and a line on all of them."""
    pier = KnownArticle("http://paper.example/pier", "The mayor opens the new pier")
    stories = Stories()
    stories.add(1, story_keys(FERRY.title, [FERRY.url]))
    stories.add(2, story_keys(FERRY.title, ["http://paper.example/print/ferry"]))
    stories.add(3, story_keys(pier.title, [pier.url]))
    on = {fingerprint("Write to us"): {stories.of(page) for page in (1, 2, 3)}}
    return remember([FERRY, pier], on, stories.by_key(), 7)


def test_a_page_is_not_its_own_other_article() -> None:
    others = OtherPages(site(), "Some other title than the list has", [FERRY.url, None])
    assert others.article_with_title(FERRY.title) is None
    assert others.article_at("http://www.paper.example/ferry/") is None
    assert others.article_with_title("The mayor opens the new pier") is not None
    assert others.article_at("http://paper.example/pier") is not None


def test_copies_of_a_page_are_no_other_pages() -> None:
    memory = site()
    assert len(memory.stories_with("Write to us!")) == 2
    for title, url in ((FERRY.title, None), (None, "http://paper.example/print/ferry")):
        others = OtherPages(memory, title, [url])
        assert list(others.stories_with("Write to us!")) == [3]
    assert not OtherPages(memory, None, ["http://paper.example/pier"]).stories_of(
        "The mayor opens the new pier", []
    )


def test_what_was_asked_is_written_down_with_the_clock() -> None:
    asking = Asking(site())
    assert asking.article_with_title("The mayor opens the new pier") is not None
    assert asking.article_at("http://paper.example/new") is None
    assert asking.stories_with("Write to us")
    assert not asking.stories_keeping("Tips to us")
    assert asking.article_with_title("Live") is None
    title = title_key("The mayor opens the new pier")
    assert title is not None
    asked = {title, address_key("http://paper.example/new"), fingerprint("Write to us")}
    asked |= {kept_key("Write to us"), kept_key("Tips to us")}
    assert asking.recalled() == Recalled(7, frozenset(asked))


def test_a_block_is_witnessed_by_those_that_keep_it_and_those_that_cut_it() -> None:
    article = article_at(
        text=["Own words.", "Their words."],
        removals=(
            Removal(5, "repeated-block", "stands on 9 other pages", "The notice"),
            Removal(6, "share", "a share bar", "Share this"),
        ),
    )
    kept = {kept_key(text) for text in ("Own words.", "Their words.", "The notice")}
    assert witness_keys(article) == kept | {fingerprint("Share this")}
    memory = remember([], {kept_key("A line"): [1, 2], fingerprint("A line"): [2, 3]})
    assert sorted(memory.stories_with("A line")) == [1, 2, 3]
    assert sorted(memory.stories_keeping("A line")) == [1, 2]


def test_a_text_without_letters_is_told_by_its_signs() -> None:
    assert fingerprint("* * *") == fingerprint("***") != fingerprint("___")
