"""Clean the hostile pages, each in a process of its own, and print what they cost.

    python -m quality.hostile [--share 1.0] [WORDS ...]

WORDS choose the pages whose names hold one of them. The exit code is 1 if a page takes more than
2 s of CPU or 500 MB, loses text, or does not end as it must.
"""

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection

from cleaners import Article, CleaningError, clean, clean_text, page_from_bytes
from cleaners.tree import page_text, parse, squeeze
from quality.hostile_page import PROSE, Hostile
from quality.hostile_pages import DUMPS, PAGES

MAX_SECONDS = 2.0
MAX_MEGABYTES = 500
PATIENCE = 120
"""Seconds of CPU after which a page is given up."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a page ended: an outcome ("whole", "lost text", or an error's name), and its cost."""

    outcome: str
    seconds: float
    megabytes: float
    blocks: int = 0


def both_sides(article: Article) -> str:
    """Kept and removed, in order, without white space."""
    pieces = [(b.n, b.text) for b in article.blocks] + [(r.n, r.text) for r in article.removals]
    return squeeze("".join(text for _, text in sorted(pieces)))


def end_of(hostile: Hostile, share: float = 1.0) -> Ending:
    """Clean one page here; memory is what this process has ever needed beyond its start."""
    dump, body = hostile in DUMPS, hostile.page(share)
    text = body.decode() if dump else ""
    page = page_from_bytes(body, "http://example.com/2026/harbour")
    before, start = _peak(), time.process_time()
    blocks = 0
    try:
        article = clean_text(text) if dump else clean(page)
        seconds, peak = time.process_time() - start, _peak()
        blocks = len(article.blocks) + len(article.removals)
        whole = squeeze(text if dump else page_text(parse(page)))
        found = both_sides(article)
        said = found.count(squeeze(PROSE)) >= hostile.sentences(body)
        outcome = "whole" if found == whole and said else "lost text"
    except CleaningError as error:
        seconds, peak = time.process_time() - start, _peak()
        outcome = error.name
    return Ending(outcome, seconds, peak - before, blocks)


def is_right(hostile: Hostile, ending: Ending) -> bool:
    """Whether a page at its full size ended as it must, within the limits."""
    if ending.seconds > MAX_SECONDS or ending.megabytes > MAX_MEGABYTES:
        return False
    if hostile.must == "either":
        return ending.outcome != "lost text"
    return ending.outcome == hostile.must


def _peak() -> float:
    """Megabytes that this process has needed at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024


def _work(hostile: Hostile, share: float, answer: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    answer.send(end_of(hostile, share))


def apart(hostile: Hostile, share: float) -> Ending:
    """The end of a page that is cleaned in a process of its own, which has done so once before."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(hostile, share, there))
    worker.start()
    there.close()
    try:
        ending: Ending = here.recv()
    except EOFError:
        ending = Ending("crashed", PATIENCE, 0)
    worker.join()
    return ending


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row a page; the exit code is 1 if one ended wrongly."""
    parser = argparse.ArgumentParser(prog="python -m quality.hostile")
    parser.add_argument("words", nargs="*")
    parser.add_argument("--share", type=float, default=1.0)
    asked = parser.parse_args(arguments)
    chosen = [
        h for h in (*PAGES, *DUMPS) if not asked.words or any(w in h.name for w in asked.words)
    ]
    for warm in (f"<p>{PROSE * 30}".encode(), "<p>é \ud800".encode("utf-8", "surrogatepass")):
        clean(page_from_bytes(warm))  # what is loaded once is no page's cost
    clean_text(f"The harbour freezes\n{PROSE}\n" * 10)
    wrong = 0
    for hostile in chosen:
        ending = apart(hostile, asked.share)
        right = is_right(hostile, ending) if asked.share == 1 else ending.outcome != "lost text"
        wrong += not right
        print(
            f"{'' if right else 'WRONG ':6}{hostile.name:48} {ending.outcome:20}"
            f" {ending.seconds:7.2f} s {ending.megabytes:6.0f} MB {ending.blocks:7,} blocks",
            flush=True,
        )
    print(f"{len(chosen)} pages, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
