"""How surely copies of a story are told from other stories, on pairs made of real articles.

    python -m quality.duplicates DATA [--pages N] [--fill N] [--show] [--out FILE]

DATA is a folder with pages SET/html/ID.html.gz. Each article is held against copies of itself
(cut short, with another headline, other furniture, edits), and against what is another story:
all other articles, those of them that share most with it, roundups that quote it, pages with a
second article below. Articles that machines fill in from forms are held against each other.
A copy counts as found if the index would find it and the texts are judged to be one story.

--fill N   also: what it costs to store an article beside N sketches
--show     name the pairs of different articles that are taken for one
"""

import argparse
import json
import random
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path

from cleaners import CleaningError, clean, page_from_bytes
from quality.altered import ALTERED, Story, Workbench, roundup
from quality.bench import sample
from quality.benchmark import BenchmarkError, BenchmarkPage, read_pages
from quality.copy_costs import costs
from quality.forms import FORMS, Pen
from storage import SEARCHED
from storage.grouping import LIKELY, compared
from storage.shingles import Shingled, keys_of, likeness, same_story, shingled, sketch_of

FILLED_IN = 80
"""Articles of each form; all pairs of them are compared."""

CLOSE = 0.05
"""Different articles that share so much of the shorter one's shingles are told apart."""


@dataclass(frozen=True, slots=True)
class Count:
    """Of so many pairs of a kind, so many were taken for one story."""

    kind: str
    pairs: int
    merged: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.merged / self.pairs if self.pairs else 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """A text, as it is compared and as it is found."""

    story: Story
    shingles: Shingled
    sketch: bytes


def text_of(story: Story, lines: Iterable[str]) -> Text:
    """Lines, ready to be compared."""
    shingles = shingled(compared("\n".join(lines)))
    return Text(story, shingles, sketch_of(shingles))


def merged(one: Text, other: Text) -> bool:
    """Whether the store would put two texts into one group."""
    found = not set(keys_of(one.sketch)).isdisjoint(keys_of(other.sketch))
    likely = found and likeness(one.sketch, other.sketch) >= LIKELY
    return likely and same_story(one.shingles, other.shingles)


def read_stories(pages: Sequence[BenchmarkPage]) -> list[Story]:
    """The articles of the pages, cleaned; pages that are none, and very short ones, left out."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = [story for story in pool.map(_story, pages, chunksize=8) if story]
    return distinct(found)


def _story(page: BenchmarkPage) -> Story | None:
    try:
        article = clean(page_from_bytes(page.body(), page.url))
    except CleaningError:
        return None
    lines = tuple(article.text.split("\n"))
    if article.kind not in SEARCHED or len(compared(article.text)) < 100:
        return None
    cut = tuple(removal.text for removal in article.removals if len(removal.text) > 20)
    return Story(f"{page.set}/{page.id}", page.url, article.title or "", lines, cut)


def distinct(stories: Iterable[Story]) -> list[Story]:
    """Each story once: some pages stand in several sets, some as they were on another day."""
    seen: set[str] = set()
    kept = []
    for story in stories:
        marks = {story.url or story.name, "".join(story.title.casefold().split()) or story.name}
        if seen.isdisjoint(marks):
            kept.append(story)
        seen |= marks
    return kept


def copies(texts: Sequence[Text], bench: Workbench) -> list[Count]:
    """How many copies of each kind are found."""
    found = []
    for kind, alter in ALTERED.items():
        altered = [(text, text_of(text.story, alter(text.story, bench))) for text in texts]
        hits = sum(merged(text, copy) for text, copy in altered)
        found.append(Count(kind, len(altered), hits))
    return found


def others(texts: Sequence[Text], bench: Workbench) -> tuple[list[Count], list[tuple[Text, Text]]]:
    """How many pairs of other stories are taken for one, and which articles those are."""
    close = close_pairs(texts)
    wrong = [pair for pair in combinations(texts, 2) if merged(*pair)]
    quoted, second = [], []
    for text in texts:
        several = [bench.other(text.story), text.story, bench.other(text.story)]
        quoted.append((text, text_of(text.story, roundup(bench, several))))
        above = max((bench.other(text.story) for _ in range(3)), key=lambda s: len(str(s.lines)))
        second.append((text, text_of(text.story, [*above.lines, *text.story.lines])))
    number = len(texts)
    counts = [
        Count("all other articles", number * (number - 1) // 2, len(wrong)),
        Count("those that share most", len(close), sum(merged(*pair) for pair in close)),
        Count("roundups that quote it", number, sum(merged(*pair) for pair in quoted)),
        Count("below a longer article", number, sum(merged(*pair) for pair in second)),
    ]
    return counts, wrong


def close_pairs(texts: Sequence[Text]) -> list[tuple[Text, Text]]:
    """Different articles that have passages in common."""
    by_shingle: dict[int, list[int]] = {}
    for place, text in enumerate(texts):
        for shingle in text.shingles.sorted.tolist():
            by_shingle.setdefault(shingle, []).append(place)
    common: dict[tuple[int, int], int] = {}
    for places in by_shingle.values():
        for pair in combinations(places[:50], 2):
            common[pair] = common.get(pair, 0) + 1
    return [
        (texts[one], texts[other])
        for (one, other), number in common.items()
        if number >= CLOSE * min(len(texts[n].shingles.sorted) for n in (one, other))
    ]


def filled_in(chance: random.Random) -> list[Count]:
    """How many pairs of articles from one form are taken for one story."""
    found = []
    for kind, form in FORMS.items():
        pen = Pen(chance)
        made = [form(pen) for _ in range(FILLED_IN)]
        texts = [text_of(Story(kind, None, "", (), ()), text.split("\n")) for text in made]
        pairs = list(combinations(texts, 2))
        found.append(Count(kind, len(pairs), sum(merged(*pair) for pair in pairs)))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        pages, _ = sample(read_pages(options.data), options.pages)
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    stories = read_stories(pages)
    chance = random.Random(7)
    bench = Workbench(stories, chance)
    texts = [text_of(story, story.lines) for story in stories]
    same = copies(texts, bench)
    apart, wrong = others(texts, bench)
    forms = filled_in(chance)
    _print("copies of an article that are found", len(texts), same)
    _print("other stories that are taken for one", len(texts), apart)
    _print("articles filled in from forms that are taken for one", FILLED_IN, forms)
    if options.show:
        for one, other in wrong:
            print(
                f"  {one.story.name} {one.story.title!r} = {other.story.name} {other.story.title!r}"
            )
    figures: dict[str, object] = {
        "same": [asdict(count) for count in same],
        "other": [asdict(count) for count in (*apart, *forms)],
    }
    if options.fill:
        figures["costs"] = costs([story.lines for story in stories], options.fill)
    if options.out:
        options.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def _print(what: str, number: int, counts: Sequence[Count]) -> None:
    print(f"{what} ({number} articles)")
    for count in counts:
        print(f"  {count.kind:26s}{count.merged:8,} of {count.pairs:9,}{count.share:10.2%}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m quality.duplicates",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, metavar="DATA", help="a folder of pages by set")
    parser.add_argument("--pages", type=int, default=600, metavar="N", help="pages (600)")
    parser.add_argument("--fill", type=int, default=0, metavar="N", help="sketches in the store")
    parser.add_argument("--show", action="store_true", help="name what is wrongly taken for one")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write all figures there, as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
