"""Learn the judgement of the main text from labelled pages, and say what was learned.

    python -m quality.train DATA [OUT] [--workers N]
    python -m quality.train DATA OUT --cross-validate

The first writes the weights that are shipped (`cleaners/weights/main_text.npz` for pages,
`plain_text.npz` beside it for text without markup) and reports, `OUT/report.md` and
`OUT/report-lines.md` (`build/train` if OUT is missing). The second changes nothing that is shipped:
it writes `OUT/<set>.jsonl` from `clean`, and `OUT/flat` and `OUT/flat-memory` from `clean_text`
without and with the site's memory, each page with a judge that has seen no page of its host.
What kind a page is has weights of its own, which `quality.train_kinds` makes.
It needs the dependency group `train`.
"""

import argparse
import importlib.util
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import cleaners.weights
from cleaners import line_judge
from cleaners.main_text import WEIGHTS
from cleaners.weights import Weights, write_weights
from quality.benchmark import BenchmarkError
from quality.cross_validation import cross_validate
from quality.examples import read_examples
from quality.kind_examples import read_kind_examples
from quality.learning import Learner
from quality.line_examples import read_line_examples
from quality.report import report
from quality.train_kinds import weights_by_fold
from quality.train_lines import cross_validate_lines, line_learner, line_weights

SHIPPED = Path(cleaners.weights.__file__).parent / WEIGHTS
INSTALL = ".venv/bin/python -m pip install --group train"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    options = _parser().parse_args(arguments)
    if importlib.util.find_spec("catboost") is None:
        print(f"catboost is not installed; run: {INSTALL}", file=sys.stderr)
        return 1
    start = time.monotonic()
    try:
        if options.only != "lines":
            _train_pages(options, start)
        if options.only != "pages":
            _train_lines(options, start)
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _train_pages(options: argparse.Namespace, start: float) -> None:
    """Learn the judgement of pages with their markup, and write it or what it reaches."""
    examples = list(read_examples(options.data, options.workers))
    _say(start, f"{len(examples)} labelled pages, {sum(len(e.labels) for e in examples)} blocks")
    learner = Learner(examples, options.workers)
    if options.cross_validate:
        weights = {}
        for fold in sorted(learner.folds):
            weights[fold] = write_weights(learner.weights(learner.folds - {fold}))
            _say(start, f"trained without fold {fold}")
        kinds = weights_by_fold(read_kind_examples(options.data, options.workers))
        _say(start, "trained what kind a page is, without each fold")
        pages = cross_validate(options.data, options.out, weights, options.workers, kinds=kinds)
        _say(start, f"{pages} pages cleaned, in {options.out}")
    else:
        _write(options.weights, learner, learner.weights(learner.folds), options.out / "report.md")
        _say(start, f"{options.weights} is written; see {options.out / 'report.md'}")


def _train_lines(options: argparse.Namespace, start: float) -> None:
    """The same for lines without markup; their weights lie beside those of pages."""
    examples = list(read_line_examples(options.data, options.workers))
    _say(start, f"{len(examples)} labelled texts, {sum(len(e.labels) for e in examples)} lines")
    learner = line_learner(examples, options.workers)
    if options.cross_validate:
        weights = {}
        for fold in sorted(learner.folds):
            weights[fold] = write_weights(line_weights(learner, learner.folds - {fold}))
            _say(start, f"trained without fold {fold}")
        pages = cross_validate_lines(options.data, options.out, weights, options.workers)
        _say(start, f"{pages} texts cleaned, in {options.out / 'flat'} and flat-memory")
    else:
        path = options.weights.with_name(line_judge.WEIGHTS)
        report_path = options.out / "report-lines.md"
        _write(path, learner, line_weights(learner, learner.folds), report_path)
        _say(start, f"{path} is written; see {report_path}")


def _write(path: Path, learner: Learner, learned: Weights, report_path: Path) -> None:
    path.write_bytes(write_weights(learned))
    report_path.parent.mkdir(parents=True, exist_ok=True)
    report_path.write_text(report(learner, learned), encoding="utf-8")


def _say(start: float, what: str) -> None:
    print(f"{time.monotonic() - start:6.0f} s  {what}", flush=True)


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
    parser.add_argument("--only", choices=("pages", "lines"), help="one of the two judgements")
    parser.add_argument("--workers", type=int, default=2, help="processes and threads")
    parser.add_argument("--weights", type=Path, default=SHIPPED, help="where the weights go")
    return parser


if __name__ == "__main__":
    sys.exit(main())
