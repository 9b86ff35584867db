"""Text that a database cannot hold is made safe, and the article says so."""

from dataclasses import asdict, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaners.types import Block, Link, Note, Removal
from storage import FoundUrl, Store, open_store
from storage.sanitise import UNSAFE, UNSAFE_TEXT, safe_text, storable
from tests.storage.examples import URL, add, article_at, full_article, page_at, same

NASTY = "a\x00b\ud800c\ufffed\uffffe\x0bf\rg\x1fh"
MADE_SAFE = "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg\ufffdh"


def test_unsafe_characters_become_replacement_characters() -> None:
    assert safe_text(NASTY) == MADE_SAFE


@pytest.mark.parametrize("text", ["", "tab\tand\nline", "é\u0301 \u200d\u200c \ue000 \U0001f600"])
def test_safe_text_stays_as_it_is(text: str) -> None:
    assert safe_text(text) is text


def test_a_surrogate_pair_becomes_its_character() -> None:
    assert safe_text("\ud83d\ude00\x00\ude00\ud83d") == "\U0001f600\ufffd\ufffd\ufffd"


@given(st.text(st.characters(exclude_categories=())))
def test_made_safe_is_safe_and_stays_so(text: str) -> None:
    made = safe_text(text)

    made.encode()
    assert not UNSAFE.search(made)
    assert safe_text(made) == made


def test_an_article_of_safe_text_gets_no_note() -> None:
    assert storable(full_article()) == full_article() or same(
        storable(full_article()), full_article()
    )


def test_a_changed_article_says_so_once(store: Store) -> None:
    number = add(store, title=NASTY, notes=(Note("short", NASTY),))

    first = store.article(number)
    assert first is not None
    assert first.article.title == MADE_SAFE
    assert [note.name for note in first.article.notes] == ["short", "unsafe-text"]

    store.add_article(first.page_id, replace(first.article, title=NASTY))
    again = store.article(number)
    assert again is not None
    assert same(again.article, first.article)


def test_unsafe_text_is_made_safe_wherever_it_stands(store: Store) -> None:
    article = article_at(
        URL + "/\ud800",
        NASTY,
        authors=(NASTY,),
        blocks=(Block(0, "paragraph", NASTY, links=(Link("https://x.example/", NASTY),)),),
        removals=(Removal(1, "share", NASTY, NASTY),),
        tags=(NASTY,),
        description=NASTY,
    )
    page = page_at(headers=(("x-strange", NASTY), ("etag", NASTY)))
    number = store.store_article(page, article, NASTY)
    store.record_found([FoundUrl("https://x.example/2", NASTY, NASTY)])
    store.record_outcome("https://x.example/3", "failed", NASTY, found_by=NASTY)
    store.finish_run(store.start_run(NASTY), {"found": 1}, {NASTY: 1})

    stored = store.article(number)

    assert stored is not None
    assert same(stored.article, storable(article))
    assert not UNSAFE.search(repr(asdict(stored.article)))
    assert store.validators(URL) == (MADE_SAFE, None)
    assert store.runs()[0].reasons == {MADE_SAFE: 1}
    assert store.memory("x.example").urls


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=12)


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(title=ANY_TEXT, text=ANY_TEXT, tag=ANY_TEXT)
def test_no_text_is_refused_by_either_database(
    store: Store, title: str, text: str, tag: str
) -> None:
    article = article_at(title=title, text=text, tags=(tag,))

    stored = store.article(store.store_article(page_at(), article, "feed"))

    assert stored is not None
    assert same(stored.article, storable(article))
    noted = UNSAFE_TEXT in stored.article.notes
    assert noted == bool(UNSAFE.search(title + text + tag)) or max(title + text + tag) >= "\ud800"


def test_memory_databases_refuse_no_text_either() -> None:
    with open_store("sqlite://") as store:
        assert add(store, title=NASTY)
