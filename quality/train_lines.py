"""Learning the judgement of lines without markup, and its figures by hosts never seen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path

from cleaners import clean_text, page_from_bytes
from cleaners.memory import NOTHING, RememberedSite
from cleaners.tree import parse
from cleaners.trees import SCALE
from cleaners.types import CleaningError
from cleaners.weights import Weights
from quality.benchmark import BenchmarkPage, read_sets
from quality.boosting import Boosting
from quality.contenders import NO_ANSWER, Answer, answer_of
from quality.cross_validation import Row, fields_of, write_rows
from quality.examples import Example
from quality.flatten import flatten
from quality.hosts import SeenHosts, SeenPage
from quality.judges import line_judge_for, load_line_judges
from quality.learning import NEWS, Folds, Learner

STAGE = Boosting(trees=120, rate=0.14, seeds=(7, 11, 13))
"""How the trees are trained."""

MOST_ROWS = 100
"""Lines of a text that teach; more of them taught no more and took three times as long."""

THRESHOLD = round(0.15 * SCALE)
"""The score above which a line is text; by the figures in docs/decisions.md."""

Task = tuple[BenchmarkPage, RememberedSite]


def line_learner(examples: Sequence[Example], threads: int) -> Learner:
    """All models of a training on lines."""
    return Learner(examples, threads, STAGE, most_rows=MOST_ROWS, worth=NEWS)


def line_weights(learner: Learner, folds: Folds) -> Weights:
    """The weights of a judge of lines that has seen these folds only."""
    return replace(learner.weights(folds), threshold=THRESHOLD)


def cross_validate_lines(
    data: Path, out: Path, weights: Mapping[int, bytes], workers: int, names: tuple[str, ...] = ()
) -> int:
    """Write `out`/flat/<set>.jsonl, and `out`/flat-memory, where a host's pages teach each other.

    `weights` are by the fold that they have not seen. Returns the number of pages.
    """
    sets = read_sets(data, names)
    alone, together = out / "flat", out / "flat-memory"
    for folder in (alone, together):
        folder.mkdir(parents=True, exist_ok=True)
    done = 0
    with get_context("spawn").Pool(workers, load_line_judges, [dict(weights)]) as pool:
        for name, pages in sets.items():
            answers = list(_answers(pool, [(page, NOTHING) for page in pages]))
            write_rows(alone / f"{name}.jsonl", _rows(pages, answers))
            hosts = SeenHosts(
                [
                    SeenPage(page.url, answer.title, answer.blocks)
                    for page, answer in zip(pages, answers, strict=True)
                    if page.url
                ]
            )
            again = _answers(pool, [(page, hosts.memory_for(page.url)) for page in pages])
            done += write_rows(together / f"{name}.jsonl", _rows(pages, list(again)))
    return done


def _answers(pool: Pool, tasks: Sequence[Task]) -> Iterator[Answer]:
    return pool.imap(_answer, tasks, chunksize=4)


def _answer(task: Task) -> Answer:
    page, memory = task
    judge = line_judge_for(page)
    try:
        text = flatten(parse(page_from_bytes(page.body(), page.url)))
        return answer_of(clean_text(text, memory, judge))
    except CleaningError:
        return NO_ANSWER


def _rows(pages: Sequence[BenchmarkPage], answers: Sequence[Answer]) -> Iterator[Row]:
    for page, answer in zip(pages, answers, strict=True):
        yield {"id": page.id, **fields_of(answer)}
