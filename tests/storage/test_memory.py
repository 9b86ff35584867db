"""What the store remembers of a site for cleaning its next page."""

from cleaners.types import Block, Removal
from storage import FoundUrl, Store
from tests.storage.examples import add

FURNITURE = "Subscribe to our harbour letter."


def test_titles_of_stored_and_found_articles_are_known(store: Store) -> None:
    add(store, title="The ferry is back in town")
    store.record_found(
        [
            FoundUrl("https://harbour.example/2", "feed", "Pier closed until the summer"),
            FoundUrl("https://other.example/3", "feed", "A title of another site altogether"),
        ]
    )

    memory = store.memory("www.harbour.example")

    for title in ("THE FERRY is back in town!", "Pier closed until the summer"):
        assert memory.article_with_title(title) is not None
    known = memory.article_at("https://harbour.example/2#x")
    assert known is not None
    assert known.title == "Pier closed until the summer"
    assert memory.article_with_title("A title of another site altogether") is None


def test_blocks_count_by_the_pages_that_they_stand_on(store: Store) -> None:
    for n in range(3):
        kept = (Block(0, "paragraph", f"Story {n}."), Block(1, "paragraph", FURNITURE))
        add(store, f"https://harbour.example/{n}", f"Title {n}", blocks=kept)
    cut = (Removal(7, "newsletter", "why", FURNITURE.upper()), Removal(9, "x", "y", FURNITURE))
    for name in "ab":
        add(store, f"https://harbour.example/{name}", f"Title {name}", removals=cut)
    add(store, "https://other.example/1", text=[FURNITURE, "Story 0."])

    memory = store.memory("harbour.example")

    assert len(memory.stories_with(FURNITURE)) == 5
    assert len(memory.stories_keeping(FURNITURE)) == 3
    assert not memory.stories_with("Story 0.")


def test_only_the_newest_titles_are_remembered(store: Store) -> None:
    for n in "abcde":
        add(store, f"https://harbour.example/{n}", f"A rather long title {n}", text=FURNITURE)

    memory = store.memory("harbour.example", limit=3)

    assert len(memory.titles) == 3
    assert len(memory.stories_with(FURNITURE)) == 5


def test_nothing_is_known_of_an_unknown_site(store: Store) -> None:
    memory = store.memory("nowhere.example")

    assert (memory.titles, memory.urls, memory.blocks) == ({}, {}, {})
