"""Clean pages that are broken at random, and look for one that breaks us.

    python -m quality.fuzz N [--seed S] [--seconds T] [--pages FOLDER] [--out FOLDER] [--only K]
    python -m quality.fuzz N --drawn

Page K of seed S is always the same. Each page must give an article or a `CleaningError` in
bounded time, kept and removed must be the page, the record must be JSON and what is rendered
Unicode; one page in eight is cleaned twice and must give the same. FOLDER holds pages (*.html,
*.html.gz) to break; without it the golden pages and those of the test site are broken. A page
that fails is written to OUT with what went wrong. The exit code is 1 if there was one.

--drawn runs the laws of tests/cleaners/test_law.py on N pages that hypothesis draws, three in four
of markup and one of any bytes; a page that breaks one is shrunk and printed.
"""

import argparse
import encodings.aliases
import gzip
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cleaners import Article, CleaningError, clean, clean_text
from cleaners.render import to_html, to_markdown, to_text
from cleaners.serialise import article_to_dict
from cleaners.tree import page_text, parse, squeeze
from cleaners.types import Page
from quality.fuzz_pages import broken_dump, broken_page
from quality.hostile import both_sides

ROOT = Path(__file__).parent.parent
MAX_SECONDS = 1.5
"""CPU that one page may take; the largest has some 100 KB."""

DUMPS = 6
"""One page in so many is a dump for `clean_text`."""

TWICE = 8
"""One page in so many is cleaned twice."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

TYPES = (None, None, None, "text/html", "text/html; charset=utf-8", "text/html; charset=cp1251")

CHARSETS = sorted({*encodings.aliases.aliases, *encodings.aliases.aliases.values(), "undefined"})
"""Labels of which some are no encoding of a page, and some raise what a decoder does not expect."""

CHARSET = 12
"""One page in so many has one of them."""


def seeds_of(folder: Path | None) -> list[str]:
    """The pages that are broken: those of a folder, or the project's own."""
    paths = sorted((folder or ROOT / "tests" / "golden").rglob("*.html*"))
    found = [
        (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes())
        for path in paths
    ]
    if folder is None:
        from tests.site.pages import pages  # here, since the tests are no part of a wheel

        found += [resource.body for _, resource in sorted(pages().items()) if resource.body]
    return [body.decode("utf-8", "replace") for body in found]


def fault_of(seed: int, number: int, seeds: Sequence[str]) -> tuple[str, str | None, bytes]:
    """What became of a page ("article", "dump", an error's name), its fault if any, its bytes."""
    chance = random.Random(f"{seed}/{number}")
    if number % DUMPS == 0:
        text = broken_dump(chance, seeds)
        return *_tried(text, number), text.encode("utf-8", "surrogatepass")
    body = broken_page(chance, seeds)
    content_type = chance.choice(TYPES)
    if number % CHARSET == 0:
        content_type = f"text/html; charset={chance.choice(CHARSETS)}"
    headers = (("content-type", content_type),) if content_type else ()
    url = chance.choice((None, "http://e.x/2026/harbour", "https://www.e.x/a?b=c"))
    return *_tried(Page(url, url, 200, headers, None, body), number), body


def _tried(page: Page | str, number: int) -> tuple[str, str | None]:
    start = time.process_time()
    try:
        article = _cleaned(page)
        seconds = time.process_time() - start
        fault = _fault(page, article)
        if fault is None and number % TWICE == 0 and _record(_cleaned(page)) != _record(article):
            fault = "cleaned twice, it gave two articles"
    except CleaningError as error:
        return error.name, None
    except RecursionError:
        return "crash", "RecursionError"
    except Exception as error:  # whatever it is, it is what we look for
        return "crash", f"{type(error).__name__}: {error}"
    if fault is None and seconds > MAX_SECONDS:
        fault = f"took {seconds:.1f} s"
    return "dump" if isinstance(page, str) else article.kind, fault


def _cleaned(page: Page | str) -> Article:
    return clean_text(page) if isinstance(page, str) else clean(page)


def _fault(page: Page | str, article: Article) -> str | None:
    """What is wrong with an article, or None."""
    whole = page if isinstance(page, str) else page_text(parse(page))
    kept, expected = both_sides(article), squeeze(whole)
    if kept != expected:
        place = next((i for i, (a, b) in enumerate(zip(kept, expected, strict=False)) if a != b), 0)
        return f"kept + removed is not the page at {place}: {expected[place : place + 40]!r}"
    _record(article).encode()
    for written in (to_text(article), to_markdown(article), to_html(article)):
        written.encode()
        if control := _CONTROL.search(written):
            return f"{control[0]!r} in what is written"
    return None


def _record(article: Article) -> str:
    return json.dumps(article_to_dict(article), ensure_ascii=False, allow_nan=False)


def draw(count: int) -> None:
    """Clean so many pages that hypothesis draws; raises `AssertionError` with the least fault."""
    from hypothesis import strategies as st

    from tests.cleaners import test_law as laws  # here, since the tests are no part of a wheel

    drawn: tuple[tuple[Any, st.SearchStrategy[Any], int], ...] = (
        (laws.test_kept_and_removed_blocks_are_the_page_in_order, laws.HTML, count * 3 // 4),
        (laws.test_any_bytes_give_an_article_or_a_named_error, st.binary(max_size=300), count // 4),
    )
    for law, pages, number in drawn:
        _hold(law.hypothesis.inner_test, pages, number)
        print(f"{number:,} pages drawn: {law.__name__.removeprefix('test_')}", flush=True)


def _hold(law: Callable[[Any], None], pages: Any, number: int) -> None:
    from hypothesis import HealthCheck, given, settings

    @settings(max_examples=number, deadline=None, suppress_health_check=list(HealthCheck))
    @given(pages)
    def holds(page: Any) -> None:
        law(page)

    holds()


def main(arguments: Sequence[str] | None = None) -> int:
    """Clean so many pages; print each fault and the sums."""
    parser = argparse.ArgumentParser(prog="python -m quality.fuzz")
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "fuzz")
    parser.add_argument("--only", type=int)
    parser.add_argument("--drawn", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.drawn:
        draw(asked.count)
        return 0
    seeds, endings, faults = seeds_of(asked.pages), Counter[str](), 0
    numbers = range(asked.count) if asked.only is None else (asked.only,)
    start = time.monotonic()
    for number in numbers:
        if time.monotonic() - start > asked.seconds:
            break
        ending, fault, body = fault_of(asked.seed, number, seeds)
        endings[ending] += 1
        if fault:
            faults += 1
            asked.out.mkdir(parents=True, exist_ok=True)
            path = asked.out / f"seed-{asked.seed}-page-{number}.html"
            path.write_bytes(body)
            print(f"{path}: {fault[:300]}", flush=True)
        if number % 10_000 == 9_999:
            print(f"{number + 1:,} pages, {time.monotonic() - start:.0f} s", flush=True)
    told = ", ".join(f"{count:,} {name}" for name, count in endings.most_common())
    print(f"{endings.total():,} pages of seed {asked.seed}: {told}; {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
