"""What stands between the blocks of an article: where, and in which shape. Chosen by the slug."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from tests.site.newsroom import NewsArticle, TextBlock
from tests.site.story import Story
from tests.site.variation import shuffled

InsertKind = Literal["inline-headline", "ad-marker", "newsletter"]
Shape = Literal["bare", "strong", "cue", "label", "card"]
SHAPES: tuple[Shape, ...] = ("bare", "strong", "cue", "label", "card")
JOINED = ("list-item", "table-row")
MOST_HEADLINES = 5


@dataclass(frozen=True, slots=True)
class Insert:
    """One thing between two blocks: another article's headline, an ad label, a newsletter box."""

    kind: InsertKind
    shape: Shape = "bare"
    target: NewsArticle | None = None
    text: str = ""


def inserts(story: Story) -> Mapping[int, tuple[Insert, ...]]:
    """What follows each block, by the block's number."""
    gaps = _gaps(story.article.blocks)
    placed: dict[int, list[Insert]] = {}
    places = shuffled(gaps, story.article.slug, "gaps")
    headlines = _headlines(story)[: len(places)]
    for gap, insert in zip(places, headlines, strict=False):
        placed.setdefault(gap, []).append(insert)
    rest = places[len(headlines) :] or places
    for n, insert in enumerate(_labels(story)):
        if rest:
            placed.setdefault(rest[n % len(rest)], []).append(insert)
    return {gap: tuple(found) for gap, found in placed.items()}


def _gaps(blocks: tuple[TextBlock, ...]) -> list[int]:
    """The blocks that something may follow: no heading, no line before its list."""
    return [
        n
        for n, (block, following) in enumerate(pairwise(blocks))
        if block.kind != "heading"
        and following.kind not in (*JOINED, "caption")
        and not block.text.endswith((":", "："))
    ]


def _headlines(story: Story) -> list[Insert]:
    count = 1 + story.number(MOST_HEADLINES, "headlines")
    mixed = story.number(len(SHAPES) + 1, "mixed") == 0
    return [
        Insert("inline-headline", story.pick(SHAPES, "shape", str(n) if mixed else ""), other)
        for n, other in enumerate(story.others[:count])
    ]


def _labels(story: Story) -> list[Insert]:
    words = story.words
    found = [Insert("ad-marker", text=story.pick(words.ad_labels, "ad"))]
    if story.number(3, "continues") == 0:
        found.append(Insert("ad-marker", text=words.continues))
    if story.number(2, "newsletter") == 0:
        found.append(Insert("newsletter"))
    return found
