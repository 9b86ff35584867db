"""What finding copies costs: a signature, and storing an article beside ever more of them.

The store is filled with signatures alone (random ones, and as many that share a line of
furniture), which is all that looking for copies reads unless it finds some.
"""

import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from cleaners.types import Block, Page
from quality.synthetic_corpus import bare_article
from storage import Store, open_store
from storage.grouping import compared
from storage.shingles import KEYS, SAMPLE, shingled, sketch_of

STORED = 100
"""Articles that are stored and timed at each size."""

FIRST_ID = 10_000_000
"""Numbers of the filled-in sketches begin here."""

SHARED = 2
"""Numbers of a sketch that come from a line that all pages of a site share."""


def costs(texts: Sequence[Sequence[str]], most: int) -> dict[str, float]:
    """Print and return milliseconds: of a signature; of storing, by the number of sketches."""
    found = {"terms": 0.0, "signature": 0.0}
    for text in texts:
        began = time.process_time()
        words = compared("\n".join(text))
        cut = time.process_time()
        sketch_of(shingled(words))
        found["signature"] += (time.process_time() - cut) / len(texts) * 1_000
        found["terms"] += (cut - began) / len(texts) * 1_000
    print(f"signature: {found['signature']:.2f} ms an article, its terms {found['terms']:.2f}")
    sizes = sorted({0, most // 100, most // 10, most})
    with TemporaryDirectory() as folder:
        file, filled = Path(folder) / "copies.db", 0
        chance = random.Random(1)
        for size in sizes:
            _fill(file, filled, size)
            filled = size
            with open_store(f"sqlite:///{file}") as store:
                new = _store(store, texts, f"new{size}", chance)
                copy = _store(store, texts, f"copy{size}", None)
            found |= {f"store beside {size}": new, f"copy beside {size}": copy}
            print(
                f"beside {size:9,} sketches: {new:6.2f} ms to store an article, {copy:6.2f} a copy"
            )
    return found


def _fill(file: Path, filled: int, size: int) -> None:
    """Add sketches up to that number; every second one shares numbers with a line of furniture."""
    open_store(f"sqlite:///{file}").close()
    random_numbers = np.random.default_rng(filled)
    with closing(sqlite3.connect(file)) as database, database:
        for number in range(filled, size):
            hashes = np.sort(random_numbers.integers(0, 2**32, SAMPLE, dtype=np.uint32))
            if number % 2:
                hashes[:SHARED] = range(SHARED)
            row = FIRST_ID + number
            sketch = hashes.astype("<u4").tobytes()
            keys = [(int(key), row) for key in hashes[:KEYS].view(np.int32)]
            database.execute("INSERT INTO sketches VALUES (?, ?)", (row, sketch))
            database.executemany("INSERT OR IGNORE INTO shingles VALUES (?, ?)", keys)


def _store(
    store: Store, texts: Sequence[Sequence[str]], host: str, chance: random.Random | None
) -> float:
    """Milliseconds of CPU an article: of new ones made by chance, or of the texts as they are."""
    spent = 0.0
    for number, lines in _texts(texts, chance):
        url = f"https://{host}.example/{number}"
        blocks = tuple(Block(n, "paragraph", line) for n, line in enumerate(lines))
        page = Page(url, url, 200, (), None, b"<p>page</p>")
        article = bare_article(url, url, blocks)
        began = time.process_time()
        store.store_article(page, article, "link")
        spent += time.process_time() - began
    return spent / STORED * 1_000


def _texts(
    texts: Sequence[Sequence[str]], chance: random.Random | None
) -> Iterator[tuple[int, list[str]]]:
    for number in range(STORED):
        lines = list(texts[number % len(texts)])
        if chance is not None:
            words = [line.split() for line in lines]
            for row in words:
                chance.shuffle(row)
            lines = [" ".join(row) for row in words]
        yield number, lines
