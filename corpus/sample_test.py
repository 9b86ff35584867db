"""What today's rules make of the kept samples, and in what that differs, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from cleaners.recipe import Recipe
from cleaners.serialise import article_to_dict
from cleaners.types import Article, Block
from corpus.sample_cleaning import clean_samples
from corpus.samples import Sample
from corpus.workers import Failed

FACTS = (
    *("title", "description", "authors", "published_at", "modified_at", "section", "tags"),
    *("language", "site_name", "credit", "kind", "paywall", "canonical_url"),
)
"""What is compared of an article, besides its lines."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: `what` is "cut", "kept" or the name of a fact.

    A line that is cut now has the reason in `why`; one that is kept now, why it was cut.
    """

    what: str
    before: str
    now: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tested:
    """A sample, what it became, and in what that differs; `failed` says why it became nothing."""

    sample: Sample
    article: Article | None
    differences: tuple[Difference, ...]
    failed: str = ""

    @property
    def same(self) -> bool:
        """Whether the sample is what it was."""
        return not self.differences and not self.failed


def tested(samples: Sequence[Sample], recipe: Recipe) -> Iterator[Tested]:
    """Clean the samples of a site again, judged together. Raises BrokenProcessPool."""
    results = clean_samples([sample.page for sample in samples], recipe)
    for sample, result in zip(samples, results, strict=True):
        if isinstance(result, Failed):
            yield Tested(sample, None, (), result.reason)
        else:
            found = tuple(differences(sample.article, result.article))
            yield Tested(sample, result.article, found)


def differences(before: Article, now: Article) -> Iterator[Difference]:
    """In what two results of cleaning one page differ; reasons and scores may."""
    old, new = article_to_dict(before), article_to_dict(now)
    for name in FACTS:
        if old[name] != new[name]:
            yield Difference(name, _told(old[name]), _told(new[name]))
    yield from _lines(before, now)


def _lines(before: Article, now: Article) -> Iterator[Difference]:
    """The lines that only one of them keeps, in order."""
    ours, theirs = [_key(b) for b in before.blocks], [_key(b) for b in now.blocks]
    cut_now = {removal.text: removal.by for removal in now.removals}
    cut_before = {removal.text: removal.by for removal in before.removals}
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for action, i1, i2, j1, j2 in matcher.get_opcodes():
        if action == "equal":
            continue
        for block in before.blocks[i1:i2]:
            yield Difference("cut", block.text, "", cut_now.get(block.text, "not on the page so"))
        for block in now.blocks[j1:j2]:
            why = cut_before.get(block.text, "was not on the page so")
            yield Difference("kept", "", block.text, why)


def _key(block: Block) -> tuple[str, int | None, str]:
    return block.kind, block.level, block.text


def _told(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
