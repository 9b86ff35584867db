"""The learned judgement: which blocks of a page are article text.

Boosted trees over features of each block and what is around it; then the blocks that they take
for text must hang together. The weights lie beside this module and are made by `quality.train`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import files
from math import exp

import numpy as np
from numpy.typing import NDArray

from cleaners.cohesion import Cohesion, cohere
from cleaners.features import Context, Features, read_features
from cleaners.features.learned import word_columns
from cleaners.kinds import credits_at_end
from cleaners.next_article import next_article
from cleaners.page_kind.score import KindWeights
from cleaners.reasons import NAMED, Reasons, reasons_of
from cleaners.trees import SCALE
from cleaners.types import Block, Note
from cleaners.weights import Weights, read_weights
from cleaners.wording import MAX_LINKED

WEIGHTS = "main_text.npz"

SHARE_ALONE = 0.8
"""Share of a page's characters in paragraphs from which it is a text without furniture."""

LINKED_ALONE = 0.02
"""Share of its characters inside links, at most."""

ALLOWED = 2.5
"""Log-odds that a paragraph of such a page needs less."""

CAPTION_SCORE = -3 * SCALE
"""The score above which a caption inside the text stays with it."""

LEAST = -30 * SCALE
"""The score of what needs no judgement."""

ACQUITTAL = SCALE
"""The score that a block needs in addition where a doubtful rule cut it: one unit of log-odds."""

INSIDE = round(0.2 * SCALE)
"""What a block that has text on both sides needs less than others."""

HEADING_INSIDE = round(0.6 * SCALE)
"""What a heading between text needs less still: what heads other things is a link, or elsewhere."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The numbers of the blocks that are main text, how sure that is (0 to 1), and doubts.

    `reasons` says of blocks that are none why. `acquitted` are those of the chosen that a
    doubtful rule had cut, `firm` those that no later rule takes for a headline. `features` are
    what was read of the page.
    """

    chosen: frozenset[int]
    confidence: float
    notes: tuple[Note, ...] = ()
    reasons: Mapping[int, str] = field(default_factory=dict)
    acquitted: frozenset[int] = frozenset()
    firm: frozenset[int] = frozenset()
    features: Features | None = None

    def against(self, n: int) -> str | None:
        """Why a block is no main text, or None if it is."""
        if n in self.chosen:
            return None
        return self.reasons.get(n, "not among the main text")


@dataclass(frozen=True)
class Judge:
    """Whoever has the weights can judge a page; `kinds` tell its kind, the shipped ones if None."""

    weights: Weights
    kinds: KindWeights | None = None

    @cached_property
    def _reasons(self) -> Reasons:
        return reasons_of(self.weights.trees)

    def judge(
        self, blocks: Sequence[Block], cut_by: Mapping[int, str], context: Context
    ) -> Judgement:
        """Which blocks are main text; `cut_by` names the rules that cut some of them already."""
        if not blocks:
            return Judgement(frozenset(), 0.0, (_nothing(),))
        features = read_features(blocks, cut_by, context)
        open_, leaves = self._leaves(features)
        scores = self._scores(features, open_, leaves)
        other = next_article(features.columns)
        cohesion = self._cohesion(scores, features, other)
        chosen = frozenset(blocks[place].n for place in cohesion.places.tolist())
        if not chosen:
            rest = [block for block in blocks if block.n not in cut_by]
            return replace(_prose_only(rest), features=features)
        chosen |= _captions(blocks, chosen, scores, cut_by) | credits_at_end(blocks, chosen, cut_by)
        left = [i for i, b in enumerate(blocks) if b.n not in chosen and b.n not in cut_by]
        asked = leaves[:, np.searchsorted(open_, left)]
        told = self._reasons.tell(asked, features.columns, left)
        known = [_sure(features, row, cohesion, other) for row in left]
        reasons = why_left([blocks[row] for row in left], scores[left], known, told)
        acquitted = frozenset(chosen & cut_by.keys())
        sure = confidence_of(scores, features)
        return Judgement(chosen, sure, (), reasons, acquitted, features=features)

    def scores(self, features: Features) -> NDArray[np.int64]:
        """The score of each block, in 1/`SCALE` log-odds; `LEAST` where a sure rule cut it."""
        return self._scores(features, *self._leaves(features))

    def _leaves(self, features: Features) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
        """The places of the blocks that no sure rule cut, and the leaves that they fall into."""
        columns, cut = features.columns, features.cut_for_sure
        open_ = np.flatnonzero(~cut)
        headings, words = columns["heading"], self.weights.words
        columns |= word_columns(features.tokens, features.table, headings, words, cut)
        return open_, self.weights.trees.leaves(columns, open_)

    def _scores(
        self, features: Features, open_: NDArray[np.intp], leaves: NDArray[np.uint8]
    ) -> NDArray[np.int64]:
        scores = np.full(len(features.tokens), LEAST)
        scores[open_] = self.weights.trees.votes(leaves)
        return scores

    def _cohesion(
        self, scores: NDArray[np.int64], features: Features, other: int | None
    ) -> Cohesion:
        """The blocks above the threshold that hang together; those that rules cut need more.

        `other` is where another article begins.
        """
        columns = features.columns
        needed = self.weights.threshold + np.where(features.cut_for_sure, np.inf, 0.0)
        needed[other if other is not None else len(needed) :] = np.inf
        needed[columns["is_author"] > 0] = np.inf
        inside = np.where(columns["doubted"] > 0, np.inf, needed - INSIDE)
        heading = np.where(_may_head(columns), inside - HEADING_INSIDE, np.inf)
        needed += ACQUITTAL * columns["doubted"]
        needed -= _allowance(features)
        needed[bylines_above(columns, scores > needed)] = np.inf
        return cohere(scores, columns["characters"], needed, inside, heading)


def bylines_above(
    columns: Mapping[str, NDArray[np.float64]], text: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """The lines above the text that a rule took for author or date: nothing there can acquit them.

    Between paragraphs such a line may be the text's: a dated entry, a correction.
    """
    first = np.flatnonzero(text & (columns["good"] > 0))
    above = np.arange(len(text)) < (first[0] if len(first) else 0)
    found: NDArray[np.bool_] = above & (columns["cut_as_byline"] > 0)
    return found


def _may_head(columns: Mapping[str, NDArray[np.float64]]) -> NDArray[np.bool_]:
    """Which blocks are headings, and no links to other pages."""
    return (columns["heading"] > 0) & (columns["linked"] <= MAX_LINKED)


def _allowance(features: Features) -> NDArray[np.float64]:
    """How much less the paragraphs of a page need that has hardly anything else.

    Archives and print views have no furniture to tell the text from: of 200 paragraphs in one
    element, without a date or a menu, the scores of half were below the threshold.
    """
    good, sizes = features.columns["good"], features.columns["characters"]
    share = float((good * sizes).sum() / sizes.sum())
    linked = float(features.columns["linked_size"].sum() / sizes.sum())
    alone = share >= SHARE_ALONE and linked <= LINKED_ALONE
    return good * SCALE * (ALLOWED if alone else 0.0)


@cache
def shipped_judge() -> Judge:
    """The judge whose weights are shipped, read once."""
    return Judge(read_weights(files("cleaners.weights").joinpath(WEIGHTS).read_bytes()))


def _captions(
    blocks: Sequence[Block],
    chosen: frozenset[int],
    scores: NDArray[np.int64],
    cut_by: Mapping[int, str],
) -> frozenset[int]:
    """The captions among the chosen text: part of the article, though not of its text."""
    inside = slice(min(chosen) + 1, max(chosen))
    return likely_captions(blocks[inside], scores[inside] > CAPTION_SCORE, cut_by, _is_caption)


def _is_caption(block: Block) -> bool:
    return block.kind == "caption" and block.linked_share <= MAX_LINKED


def likely_captions(
    blocks: Sequence[Block],
    likely: NDArray[np.bool_],
    cut_by: Mapping[int, str],
    is_caption: Callable[[Block], bool],
) -> frozenset[int]:
    """The numbers of the blocks that are likely enough, that no rule cut, and that are captions."""
    return frozenset(
        block.n
        for block, may_stay in zip(blocks, likely.tolist(), strict=True)
        if may_stay and block.n not in cut_by and is_caption(block)
    )


def why_left(
    blocks: Sequence[Block],
    scores: NDArray[np.int64],
    known: Iterable[Sequence[str]],
    told: Iterable[Sequence[str]],
) -> dict[int, str]:
    """Why each block is left out, by its number: its score, what is known for sure, and what
    weighed most against it."""
    rows = zip(blocks, scores.tolist(), known, told, strict=True)
    return {
        block.n: f"score {likelihood(score):.2f}: {', '.join([*sure, *said][:NAMED])}"
        for block, score, sure, said in rows
    }


def _sure(features: Features, row: int, cohesion: Cohesion, other: int | None) -> Sequence[str]:
    """What speaks against a block whatever its score."""
    if other is not None and row >= other:
        return ("below the headline of another article",)
    if features.columns["is_author"][row] > 0:
        return ("is the author's name",)
    away = cohesion.islands.get(row)
    return (f"{away} blocks away from the text",) if away is not None else ()


def likelihood(score: int) -> float:
    """How likely a score says that a block is text, 0 to 1."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score / SCALE))))


def confidence_of(scores: NDArray[np.int64], features: Features) -> float:
    """The share of the text that is well told from the rest: its score is not near the middle."""
    size = features.columns["characters"] * (1 - features.columns["cut"])
    sure = np.abs(scores) > 1.4 * SCALE
    text = scores > -1.4 * SCALE
    total = float((size * text).sum())
    return float((size * (text & sure)).sum()) / total if total else 0.0


def _nothing() -> Note:
    return Note("no-main-text", "no main text was found; all sentences of the page were kept")


def _prose_only(blocks: Sequence[Block]) -> Judgement:
    """Where nobody finds a main text: the prose of the page, with a note."""
    prose = [b.n for b in blocks if b.prose]
    chosen = prose or [b.n for b in blocks if not b.linked]
    return Judgement(frozenset(chosen), 0.0, (_nothing(),))
