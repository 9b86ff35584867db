"""Learn which pages are articles, and say how well pages of hosts not seen are told.

    python -m quality.train_kinds DATA [--workers N] [--weights FILE]

Writes the weights that are shipped (`cleaners/weights/page_kind.json`) and prints, by set, the
share of pages that are taken for articles by weights that have not seen their hosts.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import cleaners.weights
from cleaners.page_kind.score import WEIGHTS, KindWeights, write_weights
from quality.benchmark import BenchmarkError
from quality.kind_examples import read_kind_examples
from quality.kind_learning import THRESHOLD, KindExample, learn, scores

SHIPPED = Path(cleaners.weights.__file__).parent / WEIGHTS
ARTICLES = ("article", "live-blog")


def weights_by_fold(
    examples: Sequence[KindExample], threshold: float = THRESHOLD
) -> dict[int, KindWeights]:
    """For each fold the weights that have not seen its hosts."""
    folds = sorted({example.fold for example in examples})
    return {fold: learn([e for e in examples if e.fold != fold], threshold) for fold in folds}


def taken_for_articles(
    examples: Sequence[KindExample], weights: Mapping[int, KindWeights]
) -> dict[str, tuple[int, int]]:
    """For each set the pages that count as articles, of how many."""
    found: dict[str, tuple[int, int]] = {}
    for fold, unseen in weights.items():
        pages = [example for example in examples if example.fold == fold]
        for example, score in zip(pages, scores(pages, unseen).tolist(), strict=True):
            told = example.clear in ARTICLES if example.clear else score > 0
            yes, count = found.get(example.set, (0, 0))
            found[example.set] = (yes + told, count + 1)
    return dict(sorted(found.items()))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        examples = read_kind_examples(options.data, options.workers)
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    for name, (yes, count) in taken_for_articles(examples, weights_by_fold(examples)).items():
        print(f"{name}: {yes} of {count} pages are articles ({yes / count:.3f})")
    options.weights.write_text(write_weights(learn(examples)), encoding="utf-8")
    print(f"{options.weights} has {options.weights.stat().st_size:,} bytes")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m quality.train_kinds",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, metavar="DATA", help="a folder of benchmark sets")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--weights", type=Path, default=SHIPPED, help="where the weights go")
    return parser


if __name__ == "__main__":
    sys.exit(main())
