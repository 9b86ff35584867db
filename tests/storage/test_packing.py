"""Raw pages get smaller by what repeats on their site, and come back byte for byte."""

from hashlib import sha256

import pytest
from sqlalchemy import create_engine, text

from storage import Filters, Store, StoreError, open_store
from storage.compression import common_pieces
from storage.engine import parse_url
from tests.storage.examples import article_at, page_at
from tests.storage.test_checking import change

SENTENCE = "The captain of the ferry has not slept since Tuesday."
NAVIGATION = "".join(
    f"<li><a href='/{sha256(bytes([n])).hexdigest()}'>Part {n}</a>" for n in range(99)
)


def html(n: int) -> bytes:
    own = " ".join(f"word{n * k % 997}" for k in range(400))
    return f"<nav>{NAVIGATION}</nav>\n<p>{own}</p>\n<p>{SENTENCE}</p>".encode()


def fill(store: Store, first: int, end: int) -> None:
    for n in range(first, end):
        url = f"https://harbour.example/{n}"
        article = article_at(url, f"Story number {n}", text=[SENTENCE, f"Story {n}."])
        store.store_article(page_at(url, html(n)), article, "feed")


def rows(url: str, question: str) -> list[tuple[object, ...]]:
    engine = create_engine(parse_url(url))
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(question))]
    engine.dispose()
    return found


def test_pages_are_packed_once_and_read_as_they_came(store: Store, store_url: str) -> None:
    fill(store, 0, 6)
    before = store.stats().sites[0].stored_bytes
    packed = store.checking.pack()
    assert (packed.pages, packed.before, packed.dictionaries) == (6, before, 1)
    assert packed.after == store.stats().sites[0].stored_bytes < before * 0.8
    assert [stored.page.body for stored in store.pages(Filters())] == [html(n) for n in range(6)]
    assert store.checking.pack(shrink=False).pages == 0
    fill(store, 6, 8)
    again = store.checking.pack(shrink=False)
    assert (again.pages, again.dictionaries) == (2, 0)
    fill(store, 0, 1)
    assert [stored.page.body for stored in store.pages(Filters())] == [html(n) for n in range(8)]
    assert store.checking.check() == []
    change(store_url, "DELETE FROM dictionaries")
    assert [(found.name, found.number) for found in store.checking.check()] == [
        ("unreadable-page", 7)
    ]
    with pytest.raises(StoreError, match="lost its dictionary"):
        list(store.pages(Filters()))


def test_a_dictionary_outlives_its_pages_and_goes_with_the_site(
    store: Store, store_url: str
) -> None:
    fill(store, 0, 6)
    store.checking.pack(shrink=False)
    store.forgetting.forget("https://harbour.example/1")
    assert [stored.page.body for stored in store.pages(Filters())] == [
        html(n) for n in (0, 2, 3, 4, 5)
    ]
    assert rows(store_url, "SELECT count(*) FROM dictionaries") == [(1,)]
    store.forgetting.forget("harbour.example")
    assert rows(store_url, "SELECT count(*) FROM dictionaries") == [(0,)]


def test_room_that_another_program_holds_is_given_back_later(
    postgres_store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.scrubbing.BUSY_SECONDS", 0.05)
    engine = create_engine(parse_url(postgres_store))
    with open_store(postgres_store) as store, engine.connect() as reader:
        reader.execute(text("SELECT count(*) FROM pages")).scalar_one()
        with pytest.raises(StoreError, match="pages are packed, but another program"):
            store.checking.pack()
        reader.rollback()
        assert store.checking.pack().pages == 0
    engine.dispose()


def test_a_dictionary_says_no_sentence_of_an_article() -> None:
    bodies = [html(n) for n in range(5)]
    made = common_pieces(bodies, f"Elsewhere.\n{SENTENCE}\nNothing.")
    assert made is not None
    assert b"Part 10" in made
    assert SENTENCE.encode() not in made
    assert b"word2 " not in made
    assert common_pieces(bodies[:2], "") is None
