"""A row an article holds all of its text and all that was cut, and reads in plain SQL."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from cleaners.types import Block, Link, RelatedLink, Removal
from storage import Store
from storage.engine import parse_url
from storage.record import blocks_of, related_of, removal_list, removals_of, text_values
from tests.storage.examples import URL, article_at, full_article, page_at

TEXTS = st.text(max_size=12)
LINKS = st.lists(st.builds(Link, st.just("https://e.example/x"), TEXTS), max_size=2).map(tuple)
BLOCKS = st.builds(
    Block,
    st.integers(0, 99),
    st.sampled_from(["paragraph", "heading", "preformatted", "caption", "credit"]),
    TEXTS,
    st.sampled_from([None, 2]),
    LINKS,
    st.integers(0, 3),
    st.integers(0, 3),
)
CUTS = st.builds(Removal, st.integers(0, 4), st.sampled_from("ab"), st.sampled_from("xy"), TEXTS)


def facts(block: Block) -> tuple[object, ...]:
    return block.n, block.kind, block.text, block.level, block.links, block.linked, block.bold


@given(st.lists(BLOCKS, max_size=5), st.lists(CUTS, max_size=8))
def test_blocks_and_removals_come_back_as_they_were(
    blocks: list[Block], cuts: list[Removal]
) -> None:
    link = RelatedLink(None, "Storm ahead", "related-list")
    article = article_at(blocks=tuple(blocks), removals=tuple(cuts), links=(link,))
    values = json.loads(json.dumps(text_values(article)))
    assert values["text"] == article.text
    again = blocks_of(values["text"], values["blocks"])
    assert list(map(facts, again)) == list(map(facts, blocks))
    assert removals_of(values["removals"]) == tuple(cuts)
    assert related_of(values["related"]) == (link,)
    assert sum(values["cuts"].values()) == len(cuts)


def test_a_record_says_a_reason_once() -> None:
    menu = [Removal(n, "navigation", "a menu", name) for n, name in enumerate("abc", 4)]
    share = Removal(8, "share", "a menu", "Post")
    other = Removal(9, "navigation", "a menu", "after a paragraph")
    runs = removal_list([share, *menu, other])
    assert runs == [
        [8, "share", "a menu", ["Post"]],
        [4, "navigation", "a menu", ["a", "b", "c"]],
        [9, 1, ["after a paragraph"]],
    ]
    assert removals_of(runs) == (share, *menu, other)


def test_views_show_articles_and_reasons_to_who_opens_the_database(
    store: Store, store_url: str
) -> None:
    again = (Removal(90, "share", 'a "bar"', "Mail"), Removal(95, "share", 'a "bar"', "Post"))
    article = replace(full_article(), removals=(*full_article().removals, *again))
    store.store_article(page_at(), article, "feed")
    engine = create_engine(parse_url(store_url))
    with engine.connect() as connection:
        shown = connection.execute(text("SELECT * FROM article_text")).mappings().one()
        rows = connection.execute(text("SELECT * FROM removal_reasons ORDER BY n, step")).mappings()
        cut = [(row["url"], row["n"], row["step"], row["why"], row["text"]) for row in rows]
    engine.dispose()
    assert (shown["url"], shown["site"], shown["language"]) == (URL, "harbour.example", "en")
    assert shown["authors"] == "Ana Lind, Coast News"
    assert shown["text"] == full_article().text
    assert str(shown["date"]).startswith("2026-02-28 00:35")
    assert cut == [(URL, r.n, r.step, r.why, r.text) for r in article.removals]
