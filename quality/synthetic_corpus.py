"""Articles to fill a store with: realistic lengths and words, every one different.

Words are made up, and drawn as words are used (Zipf's law: the n-th as often as 1/n); lengths are
log-normal with a median of 430 words, as news is. A site has furniture of its own, which is the
record of removals of its articles. The same number always gives the same article.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np

from cleaners.types import Article, Block, Page, Removal

VOCABULARY = 120_000
MEDIAN_WORDS, SPREAD = 430, 0.6
FURNITURE = 40
"""Blocks that are cut from each article; of real pages it is more, of which most repeat."""

START = datetime(2023, 1, 1, tzinfo=UTC)
DAYS = 1_400
SECTIONS = "politics economy sport culture science local opinion".split()
_SYLLABLES = (
    "ba ce di fo gu ha ki lo me na or pe qui ra si ta un ve wo yl an er in st tion der ment"
).split()


@cache
def vocabulary() -> tuple[str, ...]:
    """All words, the most usual first; usual words are short."""
    chance = random.Random(7)
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        count = 1 + min(len(words) // 500, 1) + chance.randrange(3)
        words["".join(chance.choices(_SYLLABLES, k=count))] = None
    return tuple(words)


@cache
def _shares() -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    weights = 1 / np.arange(1.0, VOCABULARY + 1)
    return np.cumsum(weights / weights.sum())


def words(chance: np.random.Generator, number: int) -> list[str]:
    """So many words of a text."""
    known = vocabulary()
    places = np.searchsorted(_shares(), chance.random(number))
    return list(map(known.__getitem__, np.minimum(places, VOCABULARY - 1).tolist()))


def articles(number: int, sites: int, first: int = 0) -> Iterator[tuple[Page, Article]]:
    """So many articles with their pages, of which the bytes are left out."""
    for n in range(first, first + number):
        yield _article(n, n % sites)


def bare_article(url: str, title: str, blocks: tuple[Block, ...]) -> Article:
    """An article of which no more is known than that."""
    return Article(
        url=url,
        canonical_url=None,
        title=title,
        description=None,
        authors=(),
        published_at=None,
        modified_at=None,
        section=None,
        tags=(),
        language="en",
        site_name=None,
        credit=None,
        blocks=blocks,
        images=(),
        lead_image=None,
        kind="article",
        paywall="none",
        links=(),
        removals=(),
        notes=(),
        confidence=0.9,
        rules_version="synthetic",
    )


def site_name(number: int) -> str:
    """The host of a site."""
    return f"paper{number}.example"


@cache
def _furniture(site: int) -> tuple[Removal, ...]:
    chance = np.random.default_rng([3, site])
    return tuple(
        Removal(
            n,
            "navigation",
            f"<nav> class 'menu-{n // 10}' names a menu",
            " ".join(words(chance, 3)),
        )
        for n in range(FURNITURE)
    )


def _article(n: int, site: int) -> tuple[Page, Article]:
    chance = np.random.default_rng([5, n])
    length = int(np.clip(chance.lognormal(np.log(MEDIAN_WORDS), SPREAD), 40, 6_000))
    text = words(chance, length)
    title = [*words(chance, 8), str(n)]
    url = f"https://{site_name(site)}/{'-'.join(title[:6])}-{n}"
    published = START + timedelta(minutes=int(chance.integers(0, DAYS * 1_440)))
    blocks = tuple(
        Block(
            FURNITURE + place // 45,
            "paragraph",
            " ".join(text[place : place + 45]).capitalize() + ".",
        )
        for place in range(0, length, 45)
    )
    article = replace(
        bare_article(url, " ".join(title).capitalize(), blocks),
        canonical_url=url,
        description=" ".join(text[:20]),
        authors=(" ".join(words(chance, 2)).title(),),
        published_at=published,
        section=SECTIONS[n % len(SECTIONS)],
        tags=tuple(words(chance, 3)),
        site_name=site_name(site),
        removals=_furniture(site),
    )
    return Page(url, url, 200, (("content-type", "text/html"),), published, b""), article
