"""How good extractions are against a gold: the figures that the floors hold.

All lie between 0 and 1, and each is a mean over pages unless it says otherwise.

f1         words as a bag: the F1 of a page (WCXB)
shingle    runs of four words: the F1 of the mean precision and the mean recall
           (article-extraction-benchmark)
exact      pages that have exactly the gold's words, in order
residue    the share of extracted lines of three words and more that the gold does not have
lost       the share of gold paragraphs of five words and more that were not extracted
seg        the F1 over segments that must or must not be there, all pages together (trafilatura)
kept       the share of the segments that must be there which are
unwanted   the share of the segments of furniture inside the text which were extracted
title authors date kind
           pages where the field is right: the same letters; the same set of names; the same day;
           told to be an article or not
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean
from typing import Any

Row = Mapping[str, Any]
Figures = dict[str, float]

FURNITURE = frozenset(
    {"inline-link", "comment-form", "ad-marker", "related-list", "share", "newsletter"}
)
ARTICLES = frozenset({"article", "live-blog"})
SHINGLE = 4
LINE_WORDS = 3
PARAGRAPH_WORDS = 5

_WORD = re.compile(r"\w+")


@dataclass
class Tally:
    """What was seen page by page: values whose mean is a figure, and counts over all pages."""

    pages: dict[str, list[float]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, figure: str, value: float) -> None:
        """One page's value."""
        self.pages.setdefault(figure, []).append(value)

    def mean(self, figure: str) -> float:
        """The mean over the pages that have a value; 0 where none has."""
        return mean(self.pages.get(figure) or [0.0])


def figures(gold: Iterable[Row], answers: Mapping[str, Row]) -> Figures:
    """The figures of a set; `answers` are by id, and a page without one counts as empty."""
    tally = Tally()
    told = {key for answer in answers.values() for key in answer}
    for row in gold:
        answer = answers.get(str(row["id"]), {})
        text = str(answer.get("text") or "")
        if "text" in row:
            _whole_text(tally, text, _without_optional(row, text))
        _segments(tally, text, row)
        _fields(tally, answer, row, told)
    return _all(tally)


def words(text: object) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(str(text or "").lower())


def _letters(text: object) -> str:
    return "".join(words(text))


def _spaced(text: object) -> str:
    return " ".join(str(text or "").split())


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def _overlap(found: Counter[Hashable], wanted: Counter[Hashable]) -> tuple[float, float]:
    """Precision and recall of bags that are not empty."""
    both = (found & wanted).total()
    return both / found.total(), both / wanted.total()


def _whole_text(tally: Tally, text: str, row: Row) -> None:
    gold = str(row["text"] or "")
    tally.add("f1", _bag_f1(words(text), words(gold)))
    found, wanted = _shingles(text), _shingles(gold)
    if found and wanted:
        precision, recall = _overlap(found, wanted)
        tally.add("shingle precision", precision)
        tally.add("shingle recall", recall)
    elif found:
        tally.add("shingle precision", 0.0)
    elif wanted:
        tally.add("shingle recall", 0.0)
    tally.add("exact", words(text) == words(gold))
    tally.add("residue", _residue(text, gold))
    tally.add("lost", _lost(text, row))


def _bag_f1(found: Sequence[str], wanted: Sequence[str]) -> float:
    if not found or not wanted:
        return float(not found and not wanted)
    return _harmonic(*_overlap(Counter(found), Counter(wanted)))


def _shingles(text: str) -> Counter[Hashable]:
    """The runs of four words, as they are written; a shorter text is one run."""
    parts = _WORD.findall(text)
    last = max(1, len(parts) - SHINGLE + 1) if parts else 0
    return Counter(tuple(parts[i : i + SHINGLE]) for i in range(last))


def _residue(text: str, gold: str) -> float:
    whole = _letters(gold)
    lines = [_letters(line) for line in text.split("\n") if len(words(line)) >= LINE_WORDS]
    return mean(line not in whole for line in lines) if lines else 0.0


def _lost(text: str, row: Row) -> float:
    whole = _letters(text)
    blocks = [str(block["text"]) for block in row.get("blocks", ())]
    paragraphs = _long(blocks) or _long(str(row["text"]).split("\n"))
    return mean(part not in whole for part in paragraphs) if paragraphs else 0.0


def _long(parts: Iterable[str]) -> list[str]:
    return [_letters(part) for part in parts if len(words(part)) >= PARAGRAPH_WORDS]


def _without_optional(row: Row, text: str) -> Row:
    """The row without the optional blocks that were not extracted: they count neither way."""
    blocks = row.get("blocks", ())
    if not any(block.get("optional") for block in blocks):
        return row
    whole = _letters(text)
    kept = [b for b in blocks if not b.get("optional") or _letters(b["text"]) in whole]
    return {**row, "blocks": kept, "text": "\n\n".join(block["text"] for block in kept)}


def _segments(tally: Tally, text: str, row: Row) -> None:
    whole = _spaced(text)
    wanted, unwanted = row.get("with") or (), row.get("without") or ()
    if wanted and unwanted:
        tally.counts["wanted"] += len(wanted)
        tally.counts["wanted found"] += sum(_spaced(part) in whole for part in wanted)
        tally.counts["unwanted found"] += sum(_spaced(part) in whole for part in unwanted)
    for segment, kind in row.get("kinds", {}).items():
        if kind in FURNITURE:
            tally.counts["furniture"] += 1
            tally.counts["furniture found"] += _spaced(segment) in whole


def _fields(tally: Tally, answer: Row, row: Row, told: set[str]) -> None:
    """The fields that the gold names; one that is told for some page counts for all."""
    if row.get("title") and "title" in told:
        tally.add("title", _letters(row["title"]) == _letters(answer.get("title")))
    if row.get("authors") and "authors" in told:
        tally.add("authors", _names(row["authors"]) == _names(answer.get("authors")))
    if row.get("date") and "date" in told:
        tally.add("date", str(row["date"])[:10] == str(answer.get("date") or "")[:10])
    if ("text" in row or "page_type" in row) and "kind" in told:
        kind = answer.get("kind")
        is_article = row.get("page_type", "article") == "article"
        tally.add("kind", bool(kind) and (kind in ARTICLES) == is_article)


def _names(names: Iterable[str] | None) -> set[str]:
    return {" ".join(words(name)) for name in names or ()}


def _all(tally: Tally) -> Figures:
    names = ("f1", "exact", "residue", "lost", "title", "authors", "date", "kind")
    found = {name: tally.mean(name) for name in names if name in tally.pages}
    if "f1" in tally.pages:
        precision, recall = tally.mean("shingle precision"), tally.mean("shingle recall")
        found["shingle"] = _harmonic(precision, recall)
    counts = tally.counts
    if counts["wanted"]:
        right = counts["wanted found"]
        precision = right / max(1, right + counts["unwanted found"])
        found["kept"] = right / counts["wanted"]
        found["seg"] = _harmonic(precision, found["kept"])
    if counts["furniture"]:
        found["unwanted"] = counts["furniture found"] / counts["furniture"]
    return found
