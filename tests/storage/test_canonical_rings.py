"""Pages that name each other as canonical are one article; so is a chain, and a lie merges none."""

from itertools import permutations, product

import pytest

from storage import Item, Store
from tests.storage.examples import add, article_at, page_at

SITE = "https://harbour.example"
PRINT, AMP, STORY = f"{SITE}/print/7", f"{SITE}/7/amp", f"{SITE}/7"

PAIR = {STORY: AMP, AMP: STORY}
RING = {STORY: AMP, AMP: PRINT, PRINT: STORY}
CHAIN = {PRINT: AMP, AMP: STORY, STORY: STORY}
BROKEN = {PRINT: AMP, AMP: f"{SITE}/gone"}
"""The last of these names a page that is not there."""


def told(topic: str, lines: int = 6) -> list[str]:
    """A text that no other topic has, long enough to be told apart."""
    return [
        f"Paragraph {n} on the {topic} says what {topic} witness {n} of the day had seen before "
        f"the council met about the {topic} once more in the evening."
        for n in range(lines)
    ]


def fill(store: Store, urls: tuple[str, ...], named: dict[str, str], text: list[str]) -> None:
    for url in urls:
        add(store, url, canonical_url=named[url], text=[*text, f"As told at {url}."])


@pytest.mark.parametrize(
    ("named", "order"),
    [(named, o) for named in (PAIR, RING, CHAIN, BROKEN) for o in permutations(named)],
)
@pytest.mark.parametrize("text", [[], told("ferry")], ids=["short", "long"])
def test_pages_that_name_each_other_are_one_article_in_every_order(
    store: Store, named: dict[str, str], order: tuple[str, ...], text: list[str]
) -> None:
    fill(store, order, named, text)
    [first] = store.articles()
    fill(store, (*order, *reversed(order)), named, text)
    [then] = store.articles()

    best = STORY if STORY in named else min(named, key=lambda url: (len(url), url))
    assert first.article.url == then.article.url == best
    assert first.article.text == then.article.text
    assert first.id == then.id
    for url in named:
        found, status = store.article(url), store.url_status(url)
        assert found is not None
        assert status is not None
        assert found.id == status.article_id == first.id


@pytest.mark.parametrize(
    ("named", "order"),
    [(named, o) for named in (PAIR, RING, CHAIN, BROKEN) for o in permutations(named)],
)
def test_they_are_one_article_when_they_come_together(
    store: Store, named: dict[str, str], order: tuple[str, ...]
) -> None:
    items = [
        Item(page_at(url), article_at(url, canonical_url=named[url], text=told("ferry")), "feed")
        for url in order
    ]
    store.filling.store_each(items)

    [stored] = store.articles()
    assert {a.id for a in map(store.article, order) if a} == {stored.id}


@pytest.mark.parametrize(
    ("titled", "order"), list(product(["Weather", None], permutations([1, 2, 3])))
)
def test_stories_with_one_title_and_one_section_for_canonical_all_stay(
    store: Store, titled: str | None, order: tuple[int, ...]
) -> None:
    topics = {1: "storm", 2: "drought", 3: "frost"}
    for n in (*order, *order):
        section = f"{SITE}/weather/"
        add(store, f"{SITE}/w/{n}", titled, canonical_url=section, text=told(topics[n]))

    urls = {stored.article.url for stored in store.articles()}
    assert urls == {f"{SITE}/w/{n}" for n in topics}


def test_a_form_with_other_numbers_is_another_story(store: Store) -> None:
    for day in (3, 4):
        lines = [f"{line} {day}{n}7 mm, {day}{n}9 cups." for n, line in enumerate(told("rain"))]
        add(store, f"{SITE}/w/{day}", "Weather", canonical_url=f"{SITE}/weather/", text=lines)

    assert len(list(store.articles())) == 2


def test_a_section_page_takes_its_own_url_and_no_article(store: Store) -> None:
    section = f"{SITE}/weather/"
    add(store, f"{SITE}/w/1", "Weather", canonical_url=section, text=told("storm"))
    add(store, section, "Weather", text=["Storm", "Frost"], kind="list")
    add(store, f"{SITE}/w/2", "Weather", canonical_url=section, text=["Frost is here."])

    for url, kind in ((f"{SITE}/w/1", "article"), (f"{SITE}/w/2", "article"), (section, "list")):
        found = store.article(url)
        assert found is not None
        assert (found.article.url, found.article.kind) == (url, kind)
