"""The learned judgement of lines that have lost their markup: which of them are article text.

Boosted trees as for pages, over other features and with their own weights, which lie beside those
and are made by `quality.train` as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from cleaners.cohesion import Cohesion, cohere
from cleaners.features.around import since
from cleaners.features.containers import Floats
from cleaners.features.learned import word_columns
from cleaners.features.lines import read_line_features
from cleaners.features.page import GOOD_WORDS, Features
from cleaners.kinds import credits_at_end, is_caption
from cleaners.main_text import Judgement, confidence_of, likely_captions, why_left
from cleaners.reasons import Reasons, reasons_of
from cleaners.steps.plain_lines import is_caption_like
from cleaners.trees import SCALE
from cleaners.types import Block, Note
from cleaners.weights import Weights, read_weights

WEIGHTS = "plain_text.npz"

ACQUITTAL = SCALE
"""The score that a line needs in addition where a doubtful rule cut it: one unit of log-odds."""

INSIDE = round(0.2 * SCALE)
"""What a line that has text on both sides needs less than others."""

NEAR = 3
"""Lines within which text must stand for a sentence to be near it."""

NEAR_TEXT, BETWEEN_TEXT, UNDER_TITLE = 0.7 * SCALE, 1.0 * SCALE, 1.0 * SCALE
"""How much less a sentence of a long text needs near text on one side, on both, and between the
title and the text."""

MOST_UNDER_TITLE = 25
"""Lines from the title to the text, at most, between which a summary stands."""

FIRM = round(2.5 * SCALE)
"""The score from which a line of a long text is no headline of another article, whatever it looks
like; a short text asks more, as much as it asks less of its lines."""

SHORT_PAGE, LONG_PAGE = 55, 100
"""Lines up to which a text may be an article alone, and from which it is a page with its menus."""

LENIENT_INSIDE, LENIENT_SENTENCES = 3.0 * SCALE, 3.2 * SCALE
"""How much less a line inside a short text needs, and a sentence to be the first or the last."""

STRICT = 0.25 * SCALE
"""How much more a line of a short text needs that stands outside."""

CLAUSE_WORDS, ANSWER_WORDS = 8, 3
"""Words of a line that may begin or end a text: without a final stop, and with one."""

CAPTION_SCORE = -4 * SCALE
"""The score above which a caption stays with the text."""

CREDIT_BELOW = 4
"""Lines below the text among which its credit may stand, labels cut between them."""

CAPTIONS_ABOVE = 6
"""Lines above the text among which the caption of its first picture may stand."""


@dataclass(frozen=True)
class LineJudge:
    """Whoever has the weights can judge the lines of a text."""

    weights: Weights

    @cached_property
    def _reasons(self) -> Reasons:
        return reasons_of(self.weights.trees)

    def judge(
        self, blocks: Sequence[Block], cut_by: Mapping[int, str], title: str | None
    ) -> Judgement:
        """Which lines are article text; `cut_by` names the rules that cut some of them already."""
        features = read_line_features(blocks, cut_by, title)
        scores = self.scores(features)
        cohesion = self._cohesion(features, scores)
        chosen = frozenset(blocks[place].n for place in cohesion.places.tolist())
        if not chosen:
            return _sentences(blocks, cut_by)
        sure = FIRM + LENIENT_INSIDE * _shortness(len(scores))
        firm = frozenset(n for n in chosen if scores[n] > sure)
        captions = _captions(blocks, chosen, scores, cut_by)
        closing = credits_at_end(blocks, chosen, cut_by, CREDIT_BELOW)
        chosen |= captions | closing | above_credit(blocks, chosen, closing, cut_by)
        left = [i for i, b in enumerate(blocks) if b.n not in chosen and b.n not in cut_by]
        leaves = self.weights.trees.leaves(features.columns, np.array(left, dtype=np.intp))
        told = self._reasons.tell(leaves, features.columns, left)
        known = [_apart(cohesion.islands.get(row)) for row in left]
        reasons = why_left([blocks[row] for row in left], scores[left], known, told)
        acquitted = frozenset(chosen & cut_by.keys())
        return Judgement(chosen, confidence_of(scores, features), (), reasons, acquitted, firm)

    def scores(self, features: Features) -> NDArray[np.int64]:
        """The score of each line, in 1/`SCALE` log-odds."""
        columns, words = features.columns, self.weights.words
        columns |= word_columns(
            features.tokens, features.table, columns["heading"], words, features.cut_for_sure
        )
        return self.weights.trees.scores(columns, np.arange(len(columns["words"])))

    def _cohesion(self, features: Features, scores: NDArray[np.int64]) -> Cohesion:
        """The lines above the threshold that hang together; those that rules cut need more."""
        columns = features.columns
        needed = self.weights.threshold + ACQUITTAL * columns["doubted"]
        needed += STRICT * _shortness(len(scores))
        needed -= _lenience(features, scores, needed)
        needed[features.cut_for_sure] = np.inf
        allowed = _beside_text(columns, scores > needed) * (columns["doubted"] == 0)
        needed -= allowed * (1 - _shortness(len(scores)))
        return cohere(scores, columns["characters"], needed, needed - INSIDE)


def _beside_text(columns: Mapping[str, Floats], text: NDArray[np.bool_]) -> Floats:
    """How much less a sentence needs that stands near lines that are text, or under the title.

    Questions do not: headlines ask them too. Of other sentences a little below the threshold most
    are text there, and most are none elsewhere.
    """
    near = text.astype(np.float64)
    above, below = since(near) <= NEAR, since(near[::-1])[::-1] <= NEAR
    allowed = np.where(above & below, BETWEEN_TEXT, np.where(above | below, NEAR_TEXT, 0.0))
    at, titles = np.flatnonzero(text), np.flatnonzero(columns["is_title"])
    titles = titles[titles < at[0]] if len(at) else titles[:0]
    if len(titles) and at[0] - titles[-1] <= MOST_UNDER_TITLE:
        allowed[titles[-1] + 1 : at[0]] = UNDER_TITLE
    finished = (columns["finished"] > 0) & (columns["asks"] == 0)
    return np.where(finished & (columns["words"] >= GOOD_WORDS), allowed, 0.0)


def _apart(away: int | None) -> tuple[str, ...]:
    return () if away is None else (f"{away} lines away from the text",)


def _lenience(
    features: Features, scores: NDArray[np.int64], needed: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How much less a line needs in a short text, which may be an article with hardly a line of
    anything else: between its first and its last sentence that is likely enough."""
    count = len(scores)
    short = _shortness(count)
    words, finished = features.columns["words"], features.columns["finished"] > 0
    shaped = (words >= CLAUSE_WORDS) | (finished & (words >= ANSWER_WORDS))
    sentences = shaped & (scores > needed - LENIENT_SENTENCES * short)
    at = np.flatnonzero((scores > needed) | sentences)
    first, last = (at[0], at[-1]) if len(at) else (0, count)
    places = np.arange(count)
    inside: NDArray[np.bool_] = (places >= first) & (places <= last)
    return np.where(inside, LENIENT_INSIDE * short, 0.0)


def _shortness(count: int) -> float:
    """1 for a text that may be an article alone, 0 for a page with its menus, by its lines."""
    return min(1.0, max(0.0, (LONG_PAGE - count) / (LONG_PAGE - SHORT_PAGE)))


@cache
def shipped_line_judge() -> LineJudge:
    """The judge whose weights are shipped, read once."""
    return LineJudge(read_weights(files("cleaners.weights").joinpath(WEIGHTS).read_bytes()))


def _captions(
    blocks: Sequence[Block],
    chosen: frozenset[int],
    scores: NDArray[np.int64],
    cut_by: Mapping[int, str],
) -> frozenset[int]:
    """The captions among the chosen lines and right above: kept, though no text."""
    near = slice(max(0, min(chosen) - CAPTIONS_ABOVE), max(chosen))
    tells = is_caption_like if len(blocks) < LONG_PAGE else is_caption
    likely = scores[near] > CAPTION_SCORE
    return likely_captions(blocks[near], likely, cut_by, lambda block: tells(block.text))


def above_credit(
    blocks: Sequence[Block],
    chosen: frozenset[int],
    closing: frozenset[int],
    cut_by: Mapping[int, str],
) -> frozenset[int]:
    """The sentences between the text and its credit, where nothing else stands there: the credit
    closes an article, so what is above it belongs to it, whatever its score."""
    if not closing:
        return frozenset()
    between = blocks[max(chosen) + 1 : min(closing)]
    is_text = all(block.prose and block.n not in cut_by for block in between)
    return frozenset(block.n for block in between if is_text)


def _sentences(blocks: Sequence[Block], cut_by: Mapping[int, str]) -> Judgement:
    """Where no line is likely: all sentences that no rule cut, with a note."""
    left = [block for block in blocks if block.n not in cut_by]
    kept = [block.n for block in left if block.prose] or [block.n for block in left]
    note = Note("no-main-text", "no main text was found; all sentences of the page were kept")
    return Judgement(frozenset(kept), 0.0, (note,))
