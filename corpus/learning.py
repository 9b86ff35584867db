"""What repeats on a site's pages, as rules for its recipe: only what is sure, each with why.

An element is named if on every sample all of its text was cut, and most of that stands on other
samples word for word. A line is named if it stands inside the text of several articles word for
word, so that it is none of them's.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cleaners.memory import REPEATED, fingerprint
from cleaners.recipe import Strip
from corpus.sample_cleaning import Cleaned

LEAST = 4
"""Samples in which something must stand to be sure of it."""

SHARE = 0.5
"""The share of all samples in which it must stand."""

ELSEWHERE = 3
"""Samples that a line must stand on to be the site's and no article's."""

ALIKE = 0.7
"""The share of an element's text that must be such lines."""

WORTH = 20
"""Characters on each page that an element must hold to be worth a rule."""

MIN_WORDS, MIN_LETTERS = 4, 20
"""A shorter line may begin a sentence of an article."""

MAX_TEXT = 160
MAX_RULES = 12
MIN_NAME = 4
"""Letters of a class or id that may mean something."""

JUDGED = frozenset({"main-text", REPEATED})
"""Steps that weigh: what they cut is worth a rule; what a named step cuts is sure already."""


@dataclass(slots=True)
class _Seen:
    """What was seen of a name: in which samples, how much text, how much of it repeats."""

    samples: set[int] = field(default_factory=set)
    prints: set[int] = field(default_factory=set)
    characters: int = 0
    repeated: int = 0
    judged: int = 0
    kept: bool = False


def learned(samples: Sequence[Cleaned]) -> list[Strip]:
    """The rules that these samples of one site are sure of, the most telling first."""
    needed = max(LEAST, round(SHARE * len(samples)))
    if len(samples) < LEAST:
        return []
    on = _samples_by_text(samples)
    names = list(_by_name(samples, on, needed))
    covered = {print_ for _, seen in names for print_ in seen.prints}
    texts = _by_text(samples, on, needed, covered)
    return [*(_named(name, seen, len(samples)) for name, seen in names), *texts][:MAX_RULES]


def _samples_by_text(samples: Sequence[Cleaned]) -> Mapping[int, set[int]]:
    on: defaultdict[int, set[int]] = defaultdict(set)
    for number, sample in enumerate(samples):
        for line in sample.lines:
            on[fingerprint(line.text)].add(number)
    return on


def _by_name(
    samples: Sequence[Cleaned], on: Mapping[int, set[int]], needed: int
) -> Iterator[tuple[str, _Seen]]:
    """The names of elements that are furniture everywhere; none whose text others hold."""
    found: defaultdict[str, _Seen] = defaultdict(_Seen)
    for number, sample in enumerate(samples):
        _look(found, number, sample, on)
    fit = [
        (name, seen)
        for name, seen in found.items()
        if not seen.kept
        and len(name) >= MIN_NAME
        and len(seen.samples) >= needed
        and seen.repeated >= ALIKE * seen.characters
        and seen.judged >= WORTH * len(seen.samples)
    ]
    covered: set[int] = set()
    for name, seen in sorted(fit, key=lambda one: (-one[1].judged, -one[1].characters, one[0])):
        if not seen.prints <= covered:
            covered |= seen.prints
            yield name, seen


def _look(
    found: Mapping[str, _Seen], number: int, sample: Cleaned, on: Mapping[int, set[int]]
) -> None:
    """Add what one sample shows of its names."""
    steps = {fingerprint(cut.text): cut.step for cut in sample.article.removals}
    kept = {fingerprint(block.text) for block in sample.article.blocks}
    for line in sample.lines:
        print_ = fingerprint(line.text)
        for name in line.names:
            seen = found[name]
            seen.samples.add(number)
            seen.prints.add(print_)
            seen.characters += len(line.text)
            seen.repeated += len(line.text) if len(on[print_]) >= ELSEWHERE else 0
            seen.judged += len(line.text) if steps.get(print_) in JUDGED else 0
            seen.kept = seen.kept or print_ in kept


def _by_text(
    samples: Sequence[Cleaned], on: Mapping[int, set[int]], needed: int, covered: set[int]
) -> Iterator[Strip]:
    """The lines that stand in the text of many articles, or were cut there for standing in many."""
    inside: Counter[int] = Counter()
    texts: dict[int, str] = {}
    for sample in samples:
        found = {fingerprint(b.text): b.text for b in sample.article.blocks if _is_line(b.text)}
        cut = (cut.text for cut in sample.article.removals if cut.step == REPEATED)
        found |= {fingerprint(text): text for text in cut if _is_line(text)}
        inside.update(found.keys())
        texts |= found
    for print_, _ in inside.most_common():
        if len(on.get(print_, ())) >= needed and print_ not in covered:
            number = len(on[print_])
            why = f"stands word for word in {number} of {len(samples)} articles"
            yield Strip(why, text=texts[print_][:MAX_TEXT])


def _is_line(text: str) -> bool:
    letters = sum(2 if character >= "\u2e80" else 1 for character in text if character.isalnum())
    return letters >= MIN_LETTERS and (len(text.split()) >= MIN_WORDS or max(text) >= "\u2e80")


def _named(name: str, seen: _Seen, number: int) -> Strip:
    share = seen.repeated / max(1, seen.characters)
    why = (
        f"on {len(seen.samples)} of {number} pages, never with a line of an article; {share:.0%} of"
        f" its text stands on {ELSEWHERE} pages or more"
    )
    return Strip(why, name=name)
