"""Two hundred questions find the same articles in the same order on SQLite and PostgreSQL."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners.types import ArticleKind
from storage import Filters, Store, newest, open_store, ranked, scope
from tests.storage.databases import PostgresDatabases
from tests.storage.examples import add

WORDS = (
    *("ferry", "harbour", "captain", "storm", "winter", "pier", "council", "night", "boat", "fish"),
    *("Fähre", "Straße", "Müller", "паром", "гавань", "東京都", "港", "猫", "中国", "渡轮", "กัปตัน"),
    *("ferries", "harbours", "night-boat", "don't", "2026", "fishing", "stormy", "and", "or"),
)
SITES = ("a.example", "b.example", "c.example")
FIRST = datetime(2024, 11, 1, tzinfo=UTC)
ARTICLES, QUESTIONS = 60, 200


def fill(store: Store) -> None:
    """The same articles for whoever asks."""
    dice = random.Random(11)
    kinds: tuple[ArticleKind, ...] = ("article", "article", "article", "live-blog", "list")
    for n in range(ARTICLES):
        chosen = [dice.choice(WORDS) for _ in range(dice.randint(5, 90))]
        add(
            store,
            f"https://{dice.choice(SITES)}/{n}",
            " ".join(dice.choices(WORDS, k=4)),
            text=[" ".join(chosen[:9]), " ".join(chosen[9:])],
            published_at=FIRST + timedelta(days=dice.randint(0, 500), hours=dice.randint(0, 1)),
            authors=dice.choice(((), ("Ana Lind",), ("Bo Müller", "Ana Maria Lind"))),
            section=dice.choice((None, "Harbour", "Sport / Boats")),
            language=dice.choice(("en", "de", None)),
            kind=dice.choice(kinds),
            paywall=dice.choice(("none", "teaser")),
        )


@pytest.fixture(scope="module")
def both(postgres: PostgresDatabases) -> Iterator[tuple[Store, Store]]:
    """The same articles on SQLite and on PostgreSQL; the tests only ask."""
    with open_store("sqlite://") as one, open_store(postgres.make()) as other:
        fill(one)
        fill(other)
        yield one, other


def questions() -> Iterator[tuple[str, Filters]]:
    """Questions of every kind, with every filter."""
    dice = random.Random(12)

    def word() -> str:
        one, other = dice.choices(WORDS, k=2)
        return dice.choice((one, one, one[:3] + "*", f'"{one} {other}"', f"({one} OR {other})"))

    while True:
        asked = [word() for _ in range(dice.randint(1, 3))]
        asked += [f"-{word()}"] * dice.randint(0, 1)
        since = FIRST + timedelta(days=dice.randint(0, 400))
        day = timedelta(days=dice.choice((2, 40, 300)))
        chosen = dice.choice(
            (
                Filters(),
                Filters(site=dice.choice(SITES)),
                Filters(since=since, until=since + day),
                Filters(site=dice.choice(SITES), since=since),
                Filters(until=since, language="de"),
                Filters(author="lind"),
                Filters(author="Maria Lind", section="boats"),
                Filters(kinds=None),
                Filters(kinds=("list", "live-blog")),
                Filters(paywall="teaser", section="harbour"),
            )
        )
        yield dice.choice((" ", " ", " OR ")).join(asked), chosen


@pytest.mark.parametrize(("few", "number"), [(scope.FEW, QUESTIONS), (0, 25)])
def test_two_hundred_questions_have_the_same_answers_on_both(
    both: tuple[Store, Store], few: int, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (scope, ranked):
        monkeypatch.setattr(module, "FEW", few)
    monkeypatch.setattr(newest, "WINDOW", 5)
    found = 0
    for place, (words, filters) in enumerate(islice(questions(), number)):
        one, other = (list(store.search(words, filters)) for store in both)
        assert one == other, (words, filters)
        if place % 5 == 0:
            counts = [store.count(words, filters) for store in both]
            assert counts == [len(one)] * 2, (words, filters)
        found += bool(one)
    assert found > number / 2


def test_both_orders_give_the_same_articles(both: tuple[Store, Store]) -> None:
    for words, filters in islice(questions(), 20):
        by_rank, by_date = (
            list(both[0].search(words, filters, order=order)) for order in ("relevance", "date")
        )
        assert {hit.id for hit in by_rank} == {hit.id for hit in by_date}
        assert list(both[1].search(words, filters, order="date")) == by_date


PIECES = ('"', "(", ")", "-", "*", " ", "OR ", " NOT ", "NEAR(", "^", ":", "ferry", "東", "'", "\\")


@settings(max_examples=40)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_whatever_is_typed_has_the_same_answer_on_both(
    both: tuple[Store, Store], words: str
) -> None:
    one, other = ([hit.id for hit in store.search(words, limit=5)] for store in both)
    assert one == other
