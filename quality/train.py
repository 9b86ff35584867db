"""Learn the judgement of the main text from labelled pages, and say what was learned.

    python -m quality.train DATA [OUT] [--workers N]
    python -m quality.train DATA OUT --cross-validate

The first writes the weights that are shipped (`cleaners/weights/main_text.npz`) and a report,
`OUT/report.md` (`build/train` if OUT is missing). The second changes nothing that is shipped: it
writes `OUT/<set>.jsonl` from `clean`, each page with a judge that has seen no page of its host.
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
from cleaners.main_text import WEIGHTS
from cleaners.weights import write_weights
from quality.benchmark import BenchmarkError
from quality.cross_validation import cross_validate
from quality.examples import read_examples
from quality.kind_examples import read_kind_examples
from quality.learning import Learner
from quality.report import report
from quality.train_kinds import weights_by_fold

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
        examples = list(read_examples(options.data, options.workers))
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
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
        return 0
    learned = learner.weights(learner.folds)
    options.weights.write_bytes(write_weights(learned))
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / "report.md"
    path.write_text(report(learner, learned), encoding="utf-8")
    _say(start, f"{options.weights} has {options.weights.stat().st_size:,} bytes; see {path}")
    return 0


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
    parser.add_argument("--workers", type=int, default=2, help="processes and threads")
    parser.add_argument("--weights", type=Path, default=SHIPPED, help="where the weights go")
    return parser


if __name__ == "__main__":
    sys.exit(main())
