"""Measure how long searches take in a store, by kind of question.

    python -m quality.bench_search DATABASE_URL [--questions N] [--seed N]

The words, phrases, sites and dates are those of articles in the store, chosen by chance. A search
gives the first 20 hits with their snippets. Printed: milliseconds, the median and the 99th of a
hundred, by kind of question.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from storage import Filters, Order, Store, StoredArticle, open_store
from storage.terms import terms

SHOWN = 20
"""Hits of a search."""

SAMPLE = 300
"""Articles whose words are asked for."""

MONTH, YEAR = timedelta(days=30), timedelta(days=365)
ALL = Filters()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question."""

    words: str
    filters: Filters = ALL
    order: Order = "relevance"


@dataclass(frozen=True, slots=True)
class Times:
    """What the questions of a kind took, in milliseconds, in order."""

    kind: str
    taken: Sequence[float]

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


def questions(sampled: Sampled, number: int) -> Iterator[tuple[str, Asked]]:
    """So many questions of each kind, with its name."""
    common, middle, rare = sampled.common, sampled.middle, sampled.rare
    word = sampled.word
    kinds: dict[str, Callable[[], Asked]] = {
        "word, site, month": lambda: Asked(word(middle), sampled.around(MONTH)),
        "common word, site, month": lambda: Asked(word(common), sampled.around(MONTH)),
        "2 words, site, month": lambda: Asked(
            f"{word(common)} {word(middle)}", sampled.around(MONTH)
        ),
        "2 words, site, year": lambda: Asked(
            f"{word(common)} {word(middle)}", sampled.around(YEAR)
        ),
        "phrase, site, year": lambda: Asked(sampled.phrase(), sampled.around(YEAR)),
        "word, site": lambda: Asked(
            word(middle), replace(sampled.around(YEAR), since=None, until=None)
        ),
        "word, month": lambda: Asked(word(middle), replace(sampled.around(MONTH), site=None)),
        "rare word": lambda: Asked(word(rare)),
        "word": lambda: Asked(word(middle)),
        "common word": lambda: Asked(word(common)),
        "common word, newest first": lambda: Asked(word(common), order="date"),
        "2 words": lambda: Asked(f"{word(common)} {word(middle)}"),
        "phrase": lambda: Asked(sampled.phrase()),
        "prefix*": lambda: Asked(f"{word(middle)[:4]}*"),
        "word OR word": lambda: Asked(f"{word(middle)} OR {word(middle)}"),
        "word -word": lambda: Asked(f"{word(middle)} -{word(common)}"),
    }
    for kind, ask in kinds.items():
        for _ in range(number):
            yield kind, ask()


def measure(store: Store, number: int, seed: int = 1) -> list[Times]:
    """What so many questions of each kind take."""
    taken: dict[str, list[float]] = {}
    for kind, asked in questions(Sampled(store, random.Random(seed)), number):
        start = time.perf_counter()
        list(store.search(asked.words, asked.filters, SHOWN, asked.order))
        taken.setdefault(kind, []).append(1000 * (time.perf_counter() - start))
    return [Times(kind, sorted(times)) for kind, times in taken.items()]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m quality.bench_search", description=__doc__)
    parser.add_argument("database")
    parser.add_argument("--questions", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    with open_store(chosen.database, create=False) as store:
        times = measure(store, chosen.questions, chosen.seed)
    sys.stdout.write(f"{'kind of question':28}{'p50 ms':>9}{'p99 ms':>9}\n")
    for kind in times:
        sys.stdout.write(f"{kind.kind:28}{kind.at(0.5):9.1f}{kind.at(0.99):9.1f}\n")


if __name__ == "__main__":
    main()
