"""Measure how long searches take in a store, by kind of question.

    python -m quality.bench_search DATABASE_URL [--questions N] [--seed N]

The words, phrases, sites and dates are those of articles in the store, chosen by chance. A search
gives the first 20 hits with their snippets. Printed: milliseconds, the median and the 99th of a
hundred, by kind of question.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from storage import Filters, Order, Store, StoredArticle, open_store
from storage.terms import terms

SHOWN = 20
"""Hits of a search."""

GOAL = 20.0
"""Milliseconds."""

SAMPLE = 300
"""Articles whose words are asked for."""

MONTH, YEAR = timedelta(days=30), timedelta(days=365)
ALL = Filters()


Ask = Callable[[Store], int]
"""Asks a store once; how many hits it gave."""


@dataclass(frozen=True, slots=True)
class Times:
    """What the questions of a kind took, in milliseconds, in order."""

    kind: str
    taken: Sequence[float]
    hits: float
    """Hits of a question, on average."""

    def at(self, share: float) -> float:
        """The time that this share of the questions stays below."""
        return self.taken[min(len(self.taken) - 1, int(share * len(self.taken)))]


class Sampled:
    """Some articles of a store, and which words are common in them."""

    def __init__(self, store: Store, dice: random.Random) -> None:
        self._dice = dice
        self._articles = list(_sample(store, dice))
        if not self._articles:
            raise SystemExit("The store has no article to ask for.")
        texts = [terms(one.article.text) for one in self._articles]
        self._texts = [text for text in texts if len(text) > 1]
        held = Counter(word for text in texts for word in set(text))
        ranked = [word for word, _ in held.most_common() if len(word) > 1]
        self.common = ranked[: max(1, len(ranked) // 200)]
        self.middle = ranked[len(ranked) // 200 : max(2, len(ranked) // 10)]
        self.rare = ranked[len(ranked) // 2 :]

    def word(self, among: Sequence[str]) -> str:
        """One of these words."""
        return self._dice.choice(among)

    def phrase(self) -> str:
        """Two words that stand side by side in an article."""
        text = self._dice.choice(self._texts)
        place = self._dice.randrange(len(text) - 1)
        return f'"{text[place]} {text[place + 1]}"'

    def around(self, span: timedelta) -> Filters:
        """The site of an article, and so much time around it."""
        one = self._dice.choice(self._articles)
        date = one.article.published_at or one.fetched_at
        return Filters(site=one.site, since=date - span / 2, until=date + span / 2)


def _sample(store: Store, dice: random.Random) -> Iterator[StoredArticle]:
    last = store.holdings.count(Filters(kinds=None))
    for number in sorted(dice.sample(range(1, 2 * last + 1), min(4 * SAMPLE, 2 * last)))[
        : 4 * SAMPLE
    ]:
        if (one := store.article(number)) is not None:
            yield one


def questions(sampled: Sampled) -> dict[str, Callable[[], Ask]]:
    """By kind: what makes a question of that kind, another one each time."""
    common, middle, rare = sampled.common, sampled.middle, sampled.rare
    word, around, phrase = sampled.word, sampled.around, sampled.phrase

    def two() -> str:
        return f"{word(common)} {word(middle)}"

    return {
        "word, site, month": lambda: search(word(middle), around(MONTH)),
        "common word, site, month": lambda: search(word(common), around(MONTH)),
        "2 words, site, month": lambda: search(two(), around(MONTH)),
        "2 words, site, year": lambda: search(two(), around(YEAR)),
        "phrase, site, year": lambda: search(phrase(), around(YEAR)),
        "word, site": lambda: search(word(middle), Filters(site=around(YEAR).site)),
        "word, month": lambda: search(word(middle), replace(around(MONTH), site=None)),
        "rare word": lambda: search(word(rare)),
        "word": lambda: search(word(middle)),
        "common word": lambda: search(word(common)),
        "common word, newest first": lambda: search(word(common), order="date"),
        "2 words": lambda: search(two()),
        "phrase": lambda: search(phrase()),
        "prefix*": lambda: search(f"{word(middle)[:4]}*"),
        "word OR word": lambda: search(f"{word(middle)} OR {word(middle)}"),
        "word -word": lambda: search(f"{word(middle)} -{word(common)}"),
        "count of a common word": lambda: count(word(common)),
        "trend of a word": lambda: trend(word(middle)),
    }


def search(words: str, filters: Filters = ALL, order: Order = "relevance") -> Ask:
    """The question for the first hits, with their snippets."""
    return lambda store: len(list(store.search(words, filters, SHOWN, order)))


def count(words: str) -> Ask:
    """The question how many articles there are."""
    return lambda store: store.count(words)


def trend(words: str) -> Ask:
    """The question how many there are each week; counts the weeks."""
    return lambda store: len(store.search(words).trend("week"))


def measure(store: Store, number: int, seed: int = 1) -> Iterator[Times]:
    """What so many questions of each kind take."""
    for kind, make in questions(Sampled(store, random.Random(seed))).items():
        taken, hits = [], 0
        for _ in range(number):
            ask = make()
            start = time.perf_counter()
            hits += ask(store)
            taken.append(1000 * (time.perf_counter() - start))
        yield Times(kind, sorted(taken), hits / number)


def tell(store: Store, number: int, seed: int = 1) -> None:
    """Print what questions of each kind take."""
    print(f"{'search, ms':28}{'p50':>8}{'p99':>9}{'hits':>11}")
    for one in measure(store, number, seed):
        times = f"{one.at(0.5):8.1f}{one.at(0.99):9.1f}"
        print(f"{one.kind:28}{times}{one.hits:11.1f}", flush=True)
    print(f"to reach: p50 below {GOAL:.0f} for words with a site and dates")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m quality.bench_search", description=__doc__)
    parser.add_argument("database")
    parser.add_argument("--questions", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    with open_store(chosen.database, create=False) as store:
        tell(store, chosen.questions, chosen.seed)


if __name__ == "__main__":
    main()
