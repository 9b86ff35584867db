"""Cleaning of every benchmark page by the judge of the fold that has not seen its host."""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

from cleaners import clean, page_from_bytes
from cleaners.page_kind import KindWeights
from quality.benchmark import BenchmarkPage, read_sets
from quality.contenders import NO_ANSWER, Answer, answer_of
from quality.judges import judge_for, load_judges

Row = dict[str, object]


def cross_validate(
    data: Path,
    out: Path,
    weights: Mapping[int, bytes],
    workers: int,
    names: tuple[str, ...] = (),
    kinds: Mapping[int, KindWeights] | None = None,
) -> int:
    """Write `out`/<set>.jsonl for all sets; `weights` are by the fold that they have not seen, and
    so are `kinds`, the weights for kinds of pages.

    Returns the number of pages.
    """
    sets = read_sets(data, names)
    out.mkdir(parents=True, exist_ok=True)
    done = 0
    with get_context("spawn").Pool(
        workers, load_judges, [dict(weights), dict(kinds or {})]
    ) as pool:
        for name, pages in sets.items():
            rows = pool.imap(_row, pages, chunksize=4)
            done += write_rows(out / f"{name}.jsonl", rows)
    return done


def _row(page: BenchmarkPage) -> Row:
    judge = judge_for(page)
    body = page.body()
    start = time.process_time()
    why: Row = {}
    try:
        answer = answer_of(clean(page_from_bytes(body, page.url), judge=judge))
    except Exception as error:  # the reason is the page's result, and the next one's turn
        answer, why = NO_ANSWER, {"error": f"{type(error).__name__}: {error}"}
    seconds = round(time.process_time() - start, 6)
    return {"id": page.id, **fields_of(answer), "seconds": seconds, **why}


def fields_of(answer: Answer) -> Row:
    """What a line of a result file says of an answer."""
    row = asdict(answer)
    del row["blocks"]
    return row


def write_rows(path: Path, rows: Iterator[Row]) -> int:
    """Write a result file; returns the number of its lines."""
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8", errors="replace")
    return len(lines)
