"""Articles that are stored many at once are stored as they are one by one, on both databases."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from cleaners.memory import Recalled, kept_key
from cleaners.types import Removal
from storage import (
    FoundUrl,
    Holder,
    Item,
    LeaseLostError,
    Store,
    YoungArticle,
    open_store,
    prepare,
)
from storage.articles import store as store_one
from storage.engine import make_engine, parse_url
from storage.models import Row
from tests.storage.databases import empty_postgres
from tests.storage.examples import URL, article_at, page_at

WORDS = "ferry harbour captain winter storm ticket council fishing lights bridge 12 40 1998".split()
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FURNITURE = [Removal(n, "navigation", "a menu", f"Menu {n}") for n in range(6)]


def _text(chance: random.Random, words: int) -> list[str]:
    return [" ".join(chance.choices(WORDS, k=words // 3)) + f" {n}." for n in range(3)]


def _items(number: int) -> list[Item]:
    """Random articles of a few sites: some of one page, some of one name, some copies."""
    chance = random.Random(11)
    texts = [_text(chance, chance.choice((9, 90, 150))) for _ in range(number // 3)]
    items: list[Item] = []
    for n in range(number):
        host = chance.choice(("harbour.example", "www.pier.example", f"new{n % 5}.example"))
        url = f"https://{host}/news/{chance.randrange(number)}"
        canonical = chance.choice((None, None, url, f"https://{host}/c/{chance.randrange(9)}"))
        body = chance.choice(texts)
        article = article_at(
            url,
            title=chance.choice(("Ferry back", f"Story {n}", None)),
            text=[*body, chance.choice(("Read on \x00 here", "Another line"))],
            canonical_url=canonical,
            kind=chance.choice(("article", "article", "article", "live-blog", "list")),
            removals=tuple(chance.sample(FURNITURE, 3)),
        )
        asked = {kept_key(line) for line in chance.choice(texts)}
        recalled = chance.choice((None, Recalled(chance.randrange(60), frozenset(asked))))
        page = replace(page_at(url, b"<p>%d" % n), url=f"https://{host}/short/{n}")
        if n % 17 == 4:
            page = replace(page, parts=(page_at(f"{url}?page=2"),))
        refused = "kind: list" if article.kind == "list" else None
        ready = prepare(page, article) if n % 3 else None
        kept = ready.article if ready else article
        items.append(Item(page, kept, "feed", recalled, refused, None, ready))
    return items


def _contents(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, without the times of writing."""
    engine = make_engine(parse_url(url))
    found: dict[str, list[tuple[Any, ...]]] = {}
    with Session(engine) as session:
        for table in Row.metadata.sorted_tables:
            told = [c for c in table.columns if c.name == "dated_at" or not c.name.endswith("_at")]
            rows = session.execute(select(*told).order_by(*table.primary_key.columns))
            found[table.name] = [tuple(map(str, row)) for row in rows]
        if url.startswith("sqlite"):
            session.execute(
                text(
                    "CREATE VIRTUAL TABLE temp.seen USING fts5vocab(main, article_terms, instance)"
                )
            )
            index = 'SELECT doc, "offset", term FROM temp.seen ORDER BY 1, 2'
        else:
            index = "SELECT article_id, vector::text FROM article_terms ORDER BY 1"
        found["article_terms"] = [tuple(row) for row in session.execute(text(index))]
    engine.dispose()
    return found


def _emptied(url: str) -> str:
    """The URL of a database that is as empty as the first one was."""
    if url.startswith("sqlite"):
        return f"{url}.2"
    empty_postgres(url)
    return url


def _one_by_one(store: Store, item: Item) -> int:
    facts: dict[str, Any] = {"refused": item.refused, "prepared": item.prepared}
    given = (item.page, item.article, item.found_by, item.recalled)
    return store.filling.transactions.write(lambda s: store_one(s, *given, **facts))


def test_a_batch_leaves_what_its_articles_leave_one_by_one(store_url: str) -> None:
    """Some are of one page, some of one name, some copies; each table is compared."""
    items = _items(120)
    with open_store(store_url) as store:
        store.record_found([FoundUrl(items[5].page.final_url or URL, "feed", "Ferry back")])
        numbers = [_one_by_one(store, item) for item in items]
    before = _contents(store_url)
    assert len(before["copies"]) > 10
    assert 50 < len(set(numbers)) < len(numbers)
    second = _emptied(store_url)
    with open_store(second) as store:
        store.record_found([FoundUrl(items[5].page.final_url or URL, "feed", "Ferry back")])
        stored = list(store.filling.store(items, at_once=50))
    assert [number for some in stored for number in some] == numbers
    after = _contents(second)
    for table, rows in before.items():
        assert after[table] == rows, table


def test_one_bad_article_does_not_lose_the_others(store: Store) -> None:
    """It is told why; each of the others has its number, and is there."""
    urls = [f"{URL}/{n}" for n in range(4)]
    items = [Item(page_at(url), article_at(url, title=url), "feed") for url in urls]
    items[2] = replace(items[2], article=replace(items[2].article, url=None))
    outcomes = store.filling.store_each(items)
    assert [isinstance(outcome, int) for outcome in outcomes] == [True, True, False, True]
    assert "has no URL" in str(outcomes[2])
    assert [store.article(url) is not None for url in urls] == [True, True, False, True]


def test_what_another_has_claimed_is_left_to_it(store: Store) -> None:
    """Of a batch, only that article is not stored, and no visit to it is planned; its row keeps
    its state and holder."""
    urls = [f"{URL}/{n}" for n in range(3)]
    mine, other = Holder("a:1:x", "a", 1, None), Holder("b:1:x", "b", 1, None)
    store.frontier.add([FoundUrl(url, "feed") for url in urls])
    assert len(store.frontier.claim_these(urls[1:2], ["harbour.example"], other)) == 1
    assert len(store.frontier.claim_these(urls, ["harbour.example"], mine)) == 2
    items = [
        Item(
            page_at(url),
            article_at(url, title=url),
            "feed",
            holder=mine.id,
            young=YoungArticle("harbour.example", url, NOW, NOW, NOW, b"digest"),
        )
        for url in urls
    ]
    first, second, third = store.filling.store_each(items)
    assert isinstance(second, LeaseLostError)
    assert urls[1] in str(second)
    assert isinstance(first, int)
    assert isinstance(third, int)
    left = store.url_status(urls[1])
    assert left is not None
    assert (left.state, left.holder) == ("leased", other.id)
    assert store.article(urls[1]) is None
    planned = store.watch.due("harbour.example", NOW).articles
    assert sorted(young.url for young in planned) == [urls[0], urls[2]]
    assert {young.due_at for young in planned} == {NOW}
