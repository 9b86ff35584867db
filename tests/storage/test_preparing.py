"""What a worker has made ready is stored as what the store makes itself; of others it is left."""

import pickle
from dataclasses import asdict, replace

from cleaners.memory import Recalled, kept_key
from storage import Store, prepare
from storage.compression import decompress
from tests.storage.examples import URL, full_article, page_at, same

OTHER = "https://harbour.example/other"


def test_an_article_is_stored_alike_prepared_or_not(store: Store) -> None:
    recalled = Recalled(0, frozenset({kept_key("It sails, says the captain.")}))
    article = replace(full_article(), paywall="none")
    body = "<p>Ä page\x00 of its own".encode()
    prepared = pickle.loads(pickle.dumps(prepare(page_at(body=body), article)))
    assert decompress(prepared.body) == body
    number = store.store_article(
        page_at(body=body), prepared.article, "feed", recalled, prepared=prepared
    )
    first, memory = store.article(number), store.memory("harbour.example")
    words = store.stats().sites[0].words
    assert store.count("captain") == 1
    assert store.store_article(page_at(body=body), article, "feed", recalled) == number
    second = store.article(number)
    assert first is not None
    assert second is not None
    assert same(first.article, second.article)
    assert same(first.article, article)
    assert asdict(store.memory("harbour.example")) == asdict(memory)
    assert store.stats().sites[0].words == words
    stored = store.page_of(number)
    assert stored is not None
    assert stored.page.body == body


def test_what_was_prepared_of_another_article_or_page_is_left(store: Store) -> None:
    prepared = prepare(page_at(body=b"<p>another page"), full_article())
    article = replace(full_article(OTHER), title="A story of the pier", blocks=())
    number = store.store_article(page_at(OTHER), article, "feed", prepared=prepared)
    stored, page = store.article(number), store.page_of(number)
    assert stored is not None
    assert page is not None
    assert stored.article.title == "A story of the pier"
    assert page.page.body == page_at().body
    assert store.count("captain") == 0
    assert store.article(URL) is None


def test_what_no_database_holds_is_replaced_in_the_worker(store: Store) -> None:
    prepared = prepare(page_at(), replace(full_article(), title="A\x00B", blocks=()))
    number = store.store_article(page_at(), prepared.article, "feed", prepared=prepared)
    stored = store.article(number)
    assert stored is not None
    assert stored.article.title == "A\ufffdB"
    assert "unsafe-text" in [note.name for note in stored.article.notes]
