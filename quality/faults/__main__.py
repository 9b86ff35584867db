"""Injects faults and says of each what came of it: `python -m quality.faults [ROW...]`.

A row is a name of the table ("S1", "S1 sqlite"); without one all are run. Ends with 1 if one fails.
"""

import sys
import time
import traceback
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from quality.faults.aims import ROWS as AIMS
from quality.faults.archives import ROWS as ARCHIVES
from quality.faults.contents import ROWS as CONTENTS
from quality.faults.ends import ROWS as ENDS
from quality.faults.kills import ROWS as KILLS
from quality.faults.manners import ROWS as MANNERS
from quality.faults.pages import ROWS as PAGES
from quality.faults.row import Result, Row
from quality.faults.stops import ROWS as STOPS
from quality.faults.troubles import ROWS as TROUBLES
from quality.faults.wire import ROWS as WIRE

ROWS: tuple[Row, ...] = (
    *(*KILLS, *TROUBLES, *STOPS, *ENDS, *WIRE, *AIMS),
    *(*PAGES, *CONTENTS, *ARCHIVES, *MANNERS),
)
"""All faults. A family of them is a module with its own `ROWS`, named here."""


def main(wanted: Sequence[str]) -> int:
    """Run the rows that are wanted, print the table; the exit code."""
    chosen = [row for row in ROWS if not wanted or _is_among(row, wanted)]
    if not chosen:
        print(f"no such row; there are {', '.join(row.name for row in ROWS)}", file=sys.stderr)
        return 64
    table = Table("row", "injected", "figure", "seconds", "")
    failed = 0
    for row in chosen:
        print(f"{row.name}: {row.injected} ...", file=sys.stderr, flush=True)
        began = time.monotonic()
        result = _inject(row)
        failed += not result.ok
        seconds = f"{time.monotonic() - began:.0f}"
        table.add_row(row.name, row.injected, result.figure, seconds, _verdict(result))
        print(f"{row.name}: {result.figure}: {_verdict(result)}", file=sys.stderr, flush=True)
    Console(width=140).print(table)
    return 1 if failed else 0


def _is_among(row: Row, wanted: Sequence[str]) -> bool:
    names = {name.casefold() for name in wanted}
    return row.name.casefold() in names or row.name.split()[0].casefold() in names


def _inject(row: Row) -> Result:
    try:
        return row.inject()
    except Exception as error:  # a fault that can't be injected fails its row, and no other
        traceback.print_exc()
        return Result(f"{type(error).__name__}: {error}"[:200], ok=False)


def _verdict(result: Result) -> str:
    return "ok" if result.ok else "FAILED"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
