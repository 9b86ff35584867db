"""What the pages of a host know of each other: of the others, never of themselves."""

from cleaners.memory import fingerprint
from quality.hosts import SeenHosts, SeenPage

FOOTER = fingerprint("All rights reserved by the newspaper")


def seen(path: str, title: str | None, *blocks: int) -> SeenPage:
    """A page of one host."""
    return SeenPage(f"https://www.herald.example/{path}", title, blocks)


def test_a_page_knows_the_others_titles_and_blocks_but_not_its_own() -> None:
    hosts = SeenHosts(
        [
            seen("a", "The bridge opens at last", FOOTER, 1),
            seen("b", "The ferry sinks in the harbour", FOOTER, 2),
            seen("c", None, FOOTER, 2),
        ]
    )
    memory = hosts.memory_for("https://herald.example/a")
    assert memory.article_with_title("The bridge opens at last") is None
    assert memory.article_with_title("THE FERRY SINKS in the harbour") is not None
    assert {block: len(on) for block, on in memory.blocks.items()} == {FOOTER: 2, 2: 2}


def test_the_same_page_under_two_ids_does_not_count_as_another() -> None:
    hosts = SeenHosts([seen("a?utm_source=x", "One", FOOTER), seen("a", "One", FOOTER)])
    assert hosts.memory_for("https://herald.example/a").blocks == {}


def test_hosts_know_nothing_of_each_other() -> None:
    hosts = SeenHosts([seen("a", "The bridge opens at last", FOOTER)])
    assert hosts.memory_for("https://elsewhere.example/b").blocks == {}
    assert hosts.memory_for(None).titles == {}
