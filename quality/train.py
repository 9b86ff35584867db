"""Learn all that is shipped from labelled pages, and say what was learned.

    python -m quality.train DATA [OUT] [--workers N]
    python -m quality.train DATA OUT --cross-validate

The first writes all weights that are shipped, into `cleaners/weights` unless `--weights` names
another folder, one after the other, as each builds on the one before: the judgement of pages
(`main_text.npz`), of text without markup (`plain_text.npz`), and what kind a page is
(`page_kind.json`); and reports of each into OUT (`build/train` if OUT is missing). The seed is
fixed: the same pages give the same bytes. The second changes nothing that is shipped: it writes
`OUT/<set>.jsonl` from `clean`, and `OUT/flat` and `OUT/flat-memory` from `clean_text` without and
with the site's memory, each page with weights that have seen no page of its host.
It needs the dependency group `train`.
"""

import argparse
import importlib.util
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cleaners.weights
from cleaners import line_judge, main_text
from cleaners.page_kind import score
from cleaners.weights import Weights, write_weights
from quality.benchmark import BenchmarkError
from quality.cross_validation import cross_validate
from quality.examples import FOLDS, read_examples
from quality.kind_examples import read_kind_examples
from quality.kind_learning import learn, share_of_articles, weights_by_fold
from quality.learning import LEFT_OUT, Folds, Learner
from quality.line_examples import read_line_examples
from quality.report import kinds_report, report
from quality.train_lines import cross_validate_lines, line_learner, line_weights

SHIPPED = Path(cleaners.weights.__file__).parent
INSTALL = ".venv/bin/python -m pip install --group train"
PARTS = ("pages", "lines", "kinds")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    options = _parser().parse_args(arguments)
    if importlib.util.find_spec("catboost") is None:
        print(f"catboost is not installed; run: {INSTALL}", file=sys.stderr)
        return 1
    parts = [part for part in PARTS if options.only in (None, part)]
    training = Training(options.data, options.out, options.weights, options.workers)
    try:
        (training.cross_validate if options.cross_validate else training.ship)(parts)
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


@dataclass
class Training:
    """One run over the labelled pages in `data`.

    `judges` are the weights for pages by the fold that they have not seen, once they are learned:
    they clean the pages that lines are labelled by.
    """

    data: Path
    out: Path
    folder: Path
    workers: int
    judges: Mapping[int, bytes] = field(default_factory=dict)
    start: float = field(default_factory=time.monotonic)

    def ship(self, parts: Sequence[str]) -> None:
        """Write weights that have seen all pages."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if "pages" in parts:
            learner = self._pages()
            written = self._write(learner, learner.weights, main_text.WEIGHTS, "report.md")
            self.judges = dict.fromkeys(range(FOLDS), written)
        if "lines" in parts:
            learner = self._lines()
            weigh = lambda folds: line_weights(learner, folds)  # noqa: E731
            self._write(learner, weigh, line_judge.WEIGHTS, "report-lines.md")
        if "kinds" in parts:
            self._kinds()

    def cross_validate(self, parts: Sequence[str]) -> None:
        """Clean each page with weights that have not seen its host."""
        if "pages" in parts:
            learner = self._pages()
            self.judges = self._by_fold(learner, learner.weights)
            kinds = weights_by_fold(read_kind_examples(self.data, self.workers))
            self._say("trained what kind a page is, without each fold")
            done = cross_validate(self.data, self.out, self.judges, self.workers, kinds=kinds)
            self._say(f"{done} pages cleaned, in {self.out}")
        if "lines" in parts:
            learner = self._lines()
            weights = self._by_fold(learner, lambda folds: line_weights(learner, folds))
            done = cross_validate_lines(self.data, self.out, weights, self.workers)
            self._say(f"{done} texts cleaned, in {self.out / 'flat'} and flat-memory")

    def _pages(self) -> Learner:
        examples = list(read_examples(self.data, self.workers))
        blocks = sum(len(example.labels) for example in examples)
        self._say(f"{len(examples)} labelled pages, {blocks} blocks")
        return Learner(examples, self.workers, left_out=LEFT_OUT)

    def _lines(self) -> Learner:
        examples = list(read_line_examples(self.data, self.workers, judges=self.judges))
        lines = sum(len(example.labels) for example in examples)
        self._say(f"{len(examples)} labelled texts, {lines} lines")
        return line_learner(examples, self.workers)

    def _kinds(self) -> None:
        """Learn what kind a page is, and write its weights and its report."""
        examples = read_kind_examples(self.data, self.workers)
        path = self.folder / score.WEIGHTS
        path.write_text(score.write_weights(learn(examples)), encoding="utf-8")
        told = share_of_articles(examples, weights_by_fold(examples))
        self._report("report-kinds.md", kinds_report(told), path)

    def _write(
        self, learner: Learner, weigh: Callable[[Folds], Weights], name: str, report_name: str
    ) -> bytes:
        """Write the weights by all pages, and what they have learned; returns the file's bytes."""
        learned = weigh(learner.folds)
        written = write_weights(learned)
        (self.folder / name).write_bytes(written)
        self._report(report_name, report(learner, learned), self.folder / name)
        return written

    def _report(self, name: str, text: str, weights: Path) -> None:
        self.out.mkdir(parents=True, exist_ok=True)
        (self.out / name).write_text(text, encoding="utf-8")
        self._say(f"{weights} is written; see {self.out / name}")

    def _by_fold(self, learner: Learner, weigh: Callable[[Folds], Weights]) -> dict[int, bytes]:
        weights = {}
        for fold in sorted(learner.folds):
            weights[fold] = write_weights(weigh(learner.folds - {fold}))
            self._say(f"trained without fold {fold}")
        return weights

    def _say(self, what: str) -> None:
        print(f"{time.monotonic() - self.start:6.0f} s  {what}", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m quality.train",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, metavar="DATA", help="a folder of benchmark sets")
    parser.add_argument(
        "out", type=Path, nargs="?", metavar="OUT", default=Path("build/train"), help="results"
    )
    parser.add_argument("--cross-validate", action="store_true", help="clean unseen pages instead")
    parser.add_argument("--only", choices=PARTS, help="one part; with the last weights of others")
    parser.add_argument("--workers", type=int, default=2, help="processes and threads")
    parser.add_argument(
        "--weights", type=Path, default=SHIPPED, metavar="FOLDER", help="where the weights go"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
