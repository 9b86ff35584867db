"""The judges of a worker process by fold: a page is cleaned by one that has not seen its host."""

from collections.abc import Mapping

from cleaners.line_judge import LineJudge
from cleaners.main_text import Judge
from cleaners.page_kind import KindWeights
from cleaners.weights import read_weights
from quality.benchmark import BenchmarkPage
from quality.examples import fold_of, host_of

_judges: dict[int, Judge] = {}
_line_judges: dict[int, LineJudge] = {}


def load_judges(weights: Mapping[int, bytes], kinds: Mapping[int, KindWeights]) -> None:
    """Read the weights by the fold that they have not seen; what kinds they give, the same."""
    for fold, data in weights.items():
        _judges[fold] = Judge(read_weights(data), kinds.get(fold))


def load_line_judges(weights: Mapping[int, bytes]) -> None:
    """The same for text without markup."""
    _line_judges.update({fold: LineJudge(read_weights(data)) for fold, data in weights.items()})


def judge_for(page: BenchmarkPage) -> Judge | None:
    """The judge of this page's fold; None, for the shipped one, where none was read."""
    return _judges.get(fold_of(host_of(page)))


def line_judge_for(page: BenchmarkPage) -> LineJudge | None:
    """The same for text without markup."""
    return _line_judges.get(fold_of(host_of(page)))
