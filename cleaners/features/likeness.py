"""What the words of a block share with the title, the summary, the text around, and JSON-LD."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, compress

import numpy as np

from cleaners.features.containers import Floats
from cleaners.types import Block

MIN_LETTERS = 12
"""Letters from which a block is looked for in a longer text; shorter ones are found anywhere."""

MAX_TITLE = 1_000
MIN_BODY = 200
"""Letters of a JSON-LD body that is worth a comparison."""

LIKENESS_COLUMNS = (
    "title_shared", "description_shared", "next_shared", "previous_shared", "text_shared",
    "next_shared_long", "is_title", "in_description", "in_body", "body_agrees", "body_length",
    "between_body", "names_author", "names_site",
)  # fmt: skip

_NOTHING_SHARED = (-1.0,) * 6
_NO_LETTER = re.compile(r"[\W_]+")
_NO_ASCII_LETTER = bytes(code for code in range(128) if not chr(code).isalnum())
_TAG = re.compile(r"<[^<>]{1,300}>")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")


@dataclass(frozen=True, slots=True)
class Context:
    """What the page says of its article beside the blocks themselves.

    `body` is the text that JSON-LD calls the article's; it is compared, and never taken over.
    """

    url: str | None = None
    title: str | None = None
    description: str | None = None
    body: str | None = None
    authors: tuple[str, ...] = ()
    site_name: str | None = None
    types: tuple[str, ...] = ()
    dated: bool = False

    @property
    def rank(self) -> int:
        """3 for what calls itself news, 2 for another article, 1 for another thing, 0 for none."""
        if any("news" in name for name in self.types):
            return 3
        if any(name.endswith(("article", "posting")) for name in self.types):
            return 2
        return 1 if self.types else 0


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    if text.isascii():
        return text.lower().encode().translate(None, _NO_ASCII_LETTER).decode()
    return _NO_LETTER.sub("", text.lower())


def likeness(
    blocks: Sequence[Block],
    stems: Sequence[frozenset[str]],
    good: Floats,
    sizes: Floats,
    context: Context,
) -> Floats:
    """A row a block, in the order of `LIKENESS_COLUMNS`; -1 where nothing can be compared."""
    title = letters(context.title or "")
    shortest, longest = len(title) or MAX_TITLE, 3 * len(title)
    authors = [name for name in context.authors if len(name) > 4]
    site_name = context.site_name or "\n"
    described, in_body, agrees, length = _quoted(blocks, good, sizes, context)
    between = _between(in_body)
    shared = _shared_with_others(stems, good, context)
    rows = [
        (
            *shared[place],
            shortest <= len(block.text) <= longest and letters(block.text) == title,
            described[place],
            in_body[place],
            agrees,
            length,
            between[place],
            any(name in block.text for name in authors),
            site_name in block.text,
        )
        for place, block in enumerate(blocks)
    ]
    return np.array(rows, dtype=np.float64)


def _shared_with_others(
    stems: Sequence[frozenset[str]], good: Floats, context: Context
) -> list[tuple[float, ...]]:
    """For each block what its stems share with the title, the summary, and the text around."""
    from cleaners.features.wording import stem_set

    title, summary = stem_set(context.title or ""), stem_set(context.description or "")
    everything = Counter(chain.from_iterable(compress(stems, good)))
    following = _nearest_good(stems, good, range(len(stems) - 1, -1, -1))
    preceding = _nearest_good(stems, good, range(len(stems)))
    around = zip(stems, following, preceding, good.astype(int).tolist(), strict=True)
    return [
        _shared(own, title, summary, after, before, everything, once) if own else _NOTHING_SHARED
        for own, after, before, once in around
    ]


def _shared(
    own: frozenset[str],
    title: frozenset[str],
    summary: frozenset[str],
    after: frozenset[str],
    before: frozenset[str],
    everything: Counter[str],
    once: int,
) -> tuple[float, ...]:
    """What the stems of a block share with the title, the summary, and the text around."""
    size, below = len(own), len(own & after)
    return (
        len(own & title) / size,
        len(own & summary) / size,
        below / size if after else -1.0,
        len(own & before) / size if before else -1.0,
        sum([everything[stem] > once for stem in own]) / size,
        below if after else -1.0,
    )


def _nearest_good(
    stems: Sequence[frozenset[str]], good: Floats, order: range
) -> list[frozenset[str]]:
    """The stems of the last good block before each block, in that order."""
    result: list[frozenset[str]] = [frozenset()] * len(stems)
    last = frozenset[str]()
    is_good = good.tolist()
    for place in order:
        result[place] = last
        if is_good[place]:
            last = stems[place]
    return result


def _quoted(
    blocks: Sequence[Block], good: Floats, sizes: Floats, context: Context
) -> tuple[list[float], list[float], float, float]:
    """Is a block in the description, is it in JSON-LD's body; how well that agrees, its length."""
    count = len(blocks)
    body = letters(_ENTITY.sub(" ", _TAG.sub(" ", context.body))) if context.body else ""
    summary = letters(context.description) if context.description else ""
    described, found = [-1.0] * count, [-1.0] * count
    if len(summary) < MIN_LETTERS and len(body) < MIN_BODY:
        return described, found, -1.0, -1.0
    known = len(body) >= MIN_BODY
    covered = 0
    for place, block in enumerate(blocks):
        key = letters(block.text)
        if len(key) < MIN_LETTERS:
            continue
        described[place] = _in_summary(key, summary)
        if known:
            found[place] = float(key in body)
            covered += len(key) if key in body else 0
    if not known:
        return described, found, -1.0, -1.0
    all_good = max(1.0, float((good * sizes).sum()))
    inside = sum(sizes[i] for i in range(count) if good[i] and found[i] == 1.0)
    return described, found, float(inside) / all_good, min(2.0, covered / len(body))


def _in_summary(key: str, summary: str) -> float:
    """2 if a block is the summary, 1 if one begins as the other does, else 0."""
    if len(summary) < MIN_LETTERS:
        return -1.0
    if key == summary:
        return 2.0
    cut = summary[: min(len(key), len(summary), 60)]
    return 1.0 if len(cut) >= 25 and key.startswith(cut) else 0.0


def _between(found: Sequence[float]) -> list[float]:
    """1 for what stands between the first and the last block of JSON-LD's body, else 0; or -1."""
    places = [place for place, value in enumerate(found) if value == 1.0]
    if not places:
        return [-1.0] * len(found)
    return [float(places[0] <= place <= places[-1]) for place in range(len(found))]
