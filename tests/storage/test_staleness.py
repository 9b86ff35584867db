"""Articles are stale when a later mark may answer what their cleaning asked, and only then."""

from cleaners.memory import Recalled, address_key, kept_key, title_key
from storage import FoundUrl, Store
from storage.staleness import MAX_MARKS, _forget
from tests.storage.examples import article_at, page_at

HOST = "harbour.example"
PIER = "The mayor opens the new pier"
NOTICE = "The paper is printed on Fridays."


def asked(*keys: int | None, clock: int) -> Recalled:
    return Recalled(clock, frozenset(key for key in keys if key is not None))


def put(store: Store, path: str, text: str, recalled: Recalled, title: str | None = None) -> int:
    """Store an article with what its cleaning asked; returns its number."""
    url = f"https://{HOST}/{path}"
    shown = article_at(url, title or f"The title of the story {path}", text=text)
    return store.store_article(page_at(url), shown, "link", recalled)


def test_a_title_that_was_asked_for_makes_an_article_stale(store: Store) -> None:
    one = put(store, "one", "Text one.", asked(title_key(PIER), clock=store.clock()))
    put(store, "two", "Text two.", asked(title_key("Another title asked"), clock=store.clock()))
    assert store.stale_articles(HOST) == []
    store.record_found([FoundUrl(f"https://{HOST}/pier", "feed", PIER)])
    assert store.stale_articles(HOST) == [one]
    assert store.stale_articles("elsewhere.example") == []


def test_a_title_that_comes_later_to_a_known_url_counts_too(store: Store) -> None:
    pier = f"https://{HOST}/pier"
    store.record_found([FoundUrl(pier, "sitemap")])
    one = put(store, "one", "Text.", asked(address_key(pier), clock=store.clock()))
    assert store.stale_articles(HOST) == []
    store.record_found([FoundUrl(pier, "feed", PIER)])
    assert store.stale_articles(HOST) == [one]


def test_a_block_makes_those_stale_that_asked_for_it_before(
    store: Store,
) -> None:
    numbers = [
        put(store, name, NOTICE, asked(kept_key(NOTICE), clock=store.clock())) for name in "abc"
    ]
    assert store.stale_articles(HOST) == numbers[:2], "the third knew of the others"
    store.settle(HOST, store.clock())
    for name in "abc":
        page, article = page_at(f"https://{HOST}/{name}"), store.article(f"https://{HOST}/{name}")
        assert article is not None
        again = asked(kept_key(NOTICE), clock=store.clock())
        assert not store.renew_article(store.add_page(page, "link"), article.article, again)
    assert store.stale_articles(HOST) == []


def test_a_block_that_one_other_article_had_makes_the_second_stale_itself(store: Store) -> None:
    put(store, "a", NOTICE, asked(clock=store.clock()))
    second = put(store, "b", NOTICE, asked(kept_key(NOTICE), clock=store.clock()))
    assert store.stale_articles(HOST) == [second]


def test_what_is_settled_is_not_looked_at_again_but_found_by_a_full_look(store: Store) -> None:
    one = put(store, "one", "Text.", asked(title_key(PIER), clock=store.clock()))
    store.record_found([FoundUrl(f"https://{HOST}/pier", "feed", PIER)])
    store.settle(HOST, store.clock())
    assert store.stale_articles(HOST) == []
    assert store.outdated_articles(HOST, "1") == [one]


def test_other_rules_and_unknown_questions_are_outdated(store: Store) -> None:
    recalled = asked(clock=store.clock())
    put(store, "one", "Text.", recalled)
    assert store.outdated_articles(HOST, "1") == []
    assert len(store.outdated_articles(HOST, "2")) == 1
    url = f"https://{HOST}/two"
    imported = store.store_article(page_at(url), article_at(url, "A title of its own"), "link")
    assert store.outdated_articles(HOST, "1") == [imported]


def test_a_renewed_article_is_stored_only_where_it_is_another(store: Store) -> None:
    number = put(store, "one", "Text.", asked(clock=store.clock()))
    stored = store.article(number)
    assert stored is not None
    recalled = asked(title_key(PIER), clock=store.clock())
    assert not store.renew_article(stored.page_id, stored.article, recalled)
    same = store.article(number)
    assert same is not None
    assert same.stored_at == stored.stored_at
    url = f"https://{HOST}/one"
    other = article_at(url, "The title of the story one", text="Better text.")
    assert store.renew_article(stored.page_id, other, recalled)
    better = store.article(number)
    assert better is not None
    assert better.article.text == "Better text."
    store.record_found([FoundUrl(f"https://{HOST}/pier", "feed", PIER)])
    assert store.stale_articles(HOST) == [number]


def test_marks_of_a_page_that_changed_its_text_go_and_come(store: Store) -> None:
    for name in "ab":
        put(store, name, NOTICE, asked(clock=0))
    assert len(store.memory(HOST).stories_keeping(NOTICE)) == 2
    put(store, "b", "Another text.", asked(clock=0))
    assert not store.memory(HOST).stories_keeping(NOTICE)


def test_pages_that_are_no_articles_bear_no_witness(store: Store) -> None:
    for name in "abc":
        url = f"https://{HOST}/{name}"
        listed = article_at(url, f"A list of stories, {name}", text=NOTICE, kind="list")
        store.store_article(page_at(url), listed, "link")
    assert not store.memory(HOST).blocks
    assert not store.memory(HOST).titles


def test_of_too_many_marks_the_oldest_that_repeat_nothing_go(store: Store) -> None:
    assert MAX_MARKS >= 100_000
    for name in "abc":
        put(store, name, NOTICE, asked(clock=0))
    for name in "def":
        put(store, name, f"Only {name} says so.", asked(clock=0))
    store._transactions.write(lambda s: _forget(s, 1, 5))
    assert len(store.memory(HOST).stories_keeping(NOTICE)) == 3
    put(store, "g", "Only d says so.", asked(clock=0))
    put(store, "h", "Only f says so.", asked(clock=0))
    memory = store.memory(HOST)
    assert not memory.stories_keeping("Only d says so.")
    assert len(memory.stories_keeping("Only f says so.")) == 2
