"""The floors: what has been reached, by set and figure, and must not be lost again.

    python -m quality.floors show DATA OUT
    python -m quality.floors check DATA OUT [--floors FILE]
    python -m quality.floors raise DATA OUT [--floors FILE]

OUT holds what came of the sets of DATA, a file <set>.jsonl each, as `quality.evaluate` and
`quality.train --cross-validate` write them, and perhaps speed.json, as `quality.bench --out` does.
Only pages cleaned by a judge that has not seen their hosts show what a floor may promise. The
floors of text without markup lie in `floors_flat.json`: `check DATA OUT/flat --floors FILE`.

`check` ends with status 1 if a figure is worse than its floor. `raise` lifts the floors that are
exceeded and adds those of `HELD` that are missing; it never lowers one, and writes nothing while
one is broken. To give up a floor, edit the file by hand and say why in the commit.
"""

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quality.benchmark import BenchmarkError, gold_rows
from quality.scores import Figures, figures

FLOORS = Path(__file__).parent / "floors.json"
LESS_IS_BETTER = frozenset({"residue", "lost", "unwanted", "times_bare_lxml"})
SPEED, GOLDEN = "speed", "golden"

HELD: Mapping[str, tuple[str, ...]] = {
    "fundus": ("f1", "residue", "lost", "title", "authors", "date", "kind"),
    "fundus-eval": ("f1", "residue", "lost"),
    "scrapinghub": ("shingle", "exact"),
    "trafilatura": ("seg",),
    "wcxb": ("shingle", "kind"),
    "wcxb-other": ("kind",),
    "inline": ("unwanted", "kept"),
    GOLDEN: ("f1", "exact", "residue", "lost", "title", "authors", "date", "kind"),
    SPEED: ("faster_than_trafilatura", "faster_on_the_median_page", "times_bare_lxml"),
}
"""The figures that decide, a set; of sets that are not named here, all."""

SPEED_MARGIN = 0.1
"""What a ratio of times may differ from run to run on a busy machine."""

STEPS = 1_000
"""Floors are held in thousandths, rounded to the side that is easier to hold."""

Floors = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Breach:
    """A figure that is worse than its floor, or that has a floor and was not measured."""

    set: str
    figure: str
    floor: float
    reached: float | None

    def __str__(self) -> str:
        if self.reached is None:
            return f"{self.set} {self.figure}: not measured, the floor is {self.floor:g}"
        than = "more" if self.figure in LESS_IS_BETTER else "less"
        return f"{self.set} {self.figure}: {self.reached:.4f} is {than} than {self.floor:g}"


def read_floors(path: Path = FLOORS) -> dict[str, Figures]:
    """The floors by set and figure; none where there is no file yet. Raises `BenchmarkError`."""
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {
            name: {figure: float(floor) for figure, floor in of_set.items()}
            for name, of_set in found.items()
        }
    except (ValueError, TypeError, AttributeError) as error:
        raise BenchmarkError(f"{path}: no floors by set and figure ({error})") from None


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write the floors, a line a figure, so that a diff can be read."""
    path.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def breaches(floors: Floors, reached: Floors) -> list[Breach]:
    """The floors of the sets in `reached` that do not hold."""
    return [
        Breach(name, figure, floor, reached[name].get(figure))
        for name in reached
        for figure, floor in floors.get(name, {}).items()
        if not holds(figure, reached[name].get(figure), floor)
    ]


def holds(figure: str, reached: float | None, floor: float) -> bool:
    """Whether a figure is as good as its floor; equal is good enough."""
    if reached is None:
        return False
    return reached <= floor if figure in LESS_IS_BETTER else reached >= floor


def raised(floors: Floors, reached: Floors) -> dict[str, Figures]:
    """The floors after those that are exceeded were lifted; none is ever lower than before."""
    found = {name: dict(of_set) for name, of_set in floors.items()}
    for name, of_set in reached.items():
        mine = found.setdefault(name, {})
        margin = SPEED_MARGIN if name == SPEED else 0.0
        for figure in of_set.keys() & set(HELD.get(name, of_set)):
            floor = floor_for(figure, of_set[figure], margin)
            if figure not in mine or holds(figure, floor, mine[figure]):
                mine[figure] = floor
    return found


def floor_for(figure: str, reached: float, margin: float = 0.0) -> float:
    """The floor that a figure earns: itself less the margin, in thousandths, to the easy side.

    >>> floor_for("f1", 0.96499), floor_for("residue", 0.0601)
    (0.964, 0.061)
    """
    if figure in LESS_IS_BETTER:
        return math.ceil(round(reached * (1 + margin) * STEPS, 6)) / STEPS
    return math.floor(round(reached * (1 - margin) * STEPS, 6)) / STEPS


def measure(data: Path, out: Path) -> dict[str, Figures]:
    """The figures of every set of `data` that has results in `out`, and the speed if it is there.

    Raises `BenchmarkError` where nothing was measured or a file cannot be read.
    """
    found: dict[str, Figures] = {}
    for gold in sorted(data.glob("*/gold.jsonl")):
        path = out / f"{gold.parent.name}.jsonl"
        if path.is_file():
            answers = {row["id"]: row for row in gold_rows(path)}
            found[gold.parent.name] = figures(gold_rows(gold), answers)
    if (speed := out / f"{SPEED}.json").is_file():
        found[SPEED] = _speed(speed)
    if not found:
        raise BenchmarkError(f"{out} has no <set>.jsonl for a set SET/gold.jsonl of {data}")
    return found


def _speed(path: Path) -> Figures:
    try:
        return {
            name: float(ratio) for name, ratio in json.loads(path.read_text())["ratios"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BenchmarkError(f"{path}: not what quality.bench --out writes ({error})") from None


def table(reached: Floors, floors: Floors) -> str:
    """The figures, a line a set, each with its floor in brackets where it has one."""
    lines = []
    for name, of_set in reached.items():
        cells = [
            f"{figure} {value:.3f}"
            + (f" ({floors[name][figure]:g})" if figure in floors.get(name, {}) else "")
            for figure, value in of_set.items()
        ]
        lines.append(f"{name:12s} {' · '.join(cells)}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        floors = {} if options.what == "show" else read_floors(options.floors)
        reached = measure(options.data, options.out)
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    print(table(reached, floors))
    for name in sorted(floors.keys() - reached.keys() - {GOLDEN}):
        print(f"not measured: {name}")
    return 0 if options.what == "show" else settle(options.what, floors, reached, options.floors)


def settle(what: str, floors: Floors, reached: Floors, path: Path) -> int:
    """Check the floors, and raise them if that is what is asked; returns the exit status."""
    broken = breaches(floors, reached)
    for breach in broken:
        print(f"below the floor: {breach}", file=sys.stderr)
    if broken:
        if what == "raise":
            print(f"{path} stays as it is: no floor is lowered", file=sys.stderr)
        return 1
    if what == "raise":
        lifted = raised(floors, reached)
        for name, of_set in lifted.items():
            for figure, floor in of_set.items():
                if (before := floors.get(name, {}).get(figure)) != floor:
                    print(f"raised: {name} {figure} from {before} to {floor:g}")
        write_floors(lifted, path)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m quality.floors",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", choices=("show", "check", "raise"), help="what to do")
    parser.add_argument("data", type=Path, metavar="DATA", help="a folder of benchmark sets")
    parser.add_argument("out", type=Path, metavar="OUT", help="a folder with <set>.jsonl")
    parser.add_argument("--floors", type=Path, default=FLOORS, metavar="FILE", help="the floors")
    return parser


if __name__ == "__main__":
    sys.exit(main())
