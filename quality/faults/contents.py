"""Pages that are none, files called pages, and texts easily lost (N14, N17, N18, C5, C6, C8)."""

import random
import time
from collections.abc import Iterator
from dataclasses import replace

from cleaners import CleaningError, clean, page_from_bytes
from cleaners.encoding import decode
from cleaners.types import Page
from crawler.walls import outcome_of_answer
from crawler.work import Refused, clean_page
from quality.faults.row import Result, Row
from quality.faults.wire import crawled, told

CAUGHT, WRONGED = 0.95, 0.005
"""The share of walls and soft 404s that must be seen, and of good pages that may be refused."""

MUTANTS = 6_000
GATE_SECONDS = 0.06


def walls() -> Result:
    """N14: walls, blocks, soft 404s, empty pages; and good pages, which must pass."""
    from tests.crawler.test_walls import BLOCKS, NO_PAGES, PAGES, answer

    bad = [*BLOCKS, *(answer(200, text) for texts in NO_PAGES.values() for text in texts)]
    said = ("You need to enable JavaScript to run this app.", "JavaScriptを有効にしてください。")
    bad += [answer(200, f"<noscript>{one}</noscript><div id=root></div>") for one in said]
    bad += [
        answer(200, text) for text in ("", " ", "<html><head><title>News</title></head></html>")
    ]
    good = [*(answer(200, body) for body in PAGES), *_good_pages()]
    caught = sum(map(_is_refused, bad))
    wronged = sum(map(_is_refused, good))
    figure = f"{caught} of {len(bad)} seen, {wronged} of {len(good)} good pages refused"
    return Result(figure, caught >= CAUGHT * len(bad) and wronged <= WRONGED * len(good))


def _is_refused(page: Page) -> bool:
    """Whether a page is taken for something that stands in a page's place."""
    try:
        return outcome_of_answer(page) is not None or isinstance(
            clean_page(page, None, "cleaners:clean"), Refused
        )
    except CleaningError:
        return True


def _good_pages() -> Iterator[Page]:
    """The articles of the test site, as they are served."""
    from tests.site.content import expectations
    from tests.site.pages import pages

    served = pages()
    for url in expectations():
        resource = served[url]
        if resource.status == 200:
            yield replace(page_from_bytes(resource.body, url), status=200)


def files() -> Result:
    """N17: images, PDF, ZIP, films and garbage called HTML; HTML called nothing or a file."""
    from tests.crawler.hostile import BODY, page
    from tests.crawler.hostile_server import serve_hostile

    binary = {
        "png": b"\x89PNG\r\n\x1a\n\x00\x00" * 999,
        "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF" * 999,
        "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" * 999,
        "zip": b"PK\x03\x04\x14\x00\x08" * 999,
        "film": b"\x00\x00\x00\x20ftypisom" * 999,
        "garbage": random.Random(1).randbytes(9_999),
    }
    octets, nothing = "Content-Type: application/octet-stream", None
    pages = {f"/2025/a-story-called-{name}": page(body) for name, body in binary.items()}
    named = {
        "/2025/the-story-without-a-type": page(BODY, kind=nothing),
        "/2025/another-story-of-octets": page(BODY.replace(b"middle", b"end of it"), kind=octets),
    }
    with serve_hostile() as site:
        ended, _ = crawled(site, pages | named, {})
    ok = ended["stored"] == len(named) and ended.total() == len(pages) + len(named)
    return Result(told(ended), ok and not ended["traceback"])


def charsets() -> Result:
    """N18: 13 encodings, each without a label, with its own, and with wrong ones."""
    from tests.cleaners.test_encoding import LEGACY, SENTENCES, page

    right = total = lone = 0
    for language, encoding in LEGACY:
        sentence = SENTENCES[language]
        for label, head in _labels(encoding):
            text, _ = decode(page(sentence, label).encode(encoding), head)
            total, right = total + 1, right + (sentence in text)
            lone += any("\ud800" <= character <= "\udfff" for character in text)
    for sentence in SENTENCES.values():
        for _, head in _labels("utf-8"):
            text, _ = decode(page(sentence).encode(), head)
            total, right = total + 1, right + (sentence in text)
    figure = f"{right} of {total} right, {lone} lone surrogates"
    return Result(figure, right >= 0.99 * total and not lone)


def _labels(encoding: str) -> Iterator[tuple[str, str | None]]:
    """A meta element and a header for a page of this encoding: none, right, wrong or unknown."""
    yield "", None
    yield f'<meta charset="{encoding}">', None
    yield "", f"text/html; charset={encoding}"
    yield "", "text/html; charset=utf-8"
    yield "", "text/html; charset=no-such-charset"


def silent_loss() -> Result:
    """C5: depth, a text node of 9 MB, NUL, character references, surrogates: all comes out."""
    from quality.hostile import end_of, is_right
    from quality.hostile_pages import CORE, REFUSED

    endings = {hostile.name: (hostile, end_of(hostile)) for hostile in (*CORE, *REFUSED)}
    lost = [name for name, (hostile, ending) in endings.items() if not is_right(hostile, ending)]
    whole = sum(ending.outcome == "whole" for _, ending in endings.values())
    named = len(endings) - whole
    return Result(
        f"{whole} pages whole, {named} refused by name, wrong: {lost or 'none'}", not lost
    )


def gate() -> Result:
    """C6: 50 MB of text, a million tags, attributes without an end; and good pages."""
    bodies = {
        "50 MB": b"<html><body><p>" + b"A sentence of the text. " * 2_083_333,
        "a million tags": b"<p>" + b"<br>" * 1_000_000,
    }
    slowest = 0.0
    refused: list[str] = []
    for body in bodies.values():
        began = time.process_time()
        try:
            clean(page_from_bytes(body, "http://example.com/2026/harbour"))
        except CleaningError as error:
            refused.append(error.name)
        slowest = max(slowest, time.process_time() - began)
    good = sum(map(_is_refused, _good_pages()))
    figure = f"{refused} after {1_000 * slowest:.0f} ms at most, {good} good pages refused"
    return Result(figure, len(refused) == len(bodies) and slowest <= GATE_SECONDS and not good)


def mutants() -> Result:
    """C8: pages broken at random: no exception, nothing lost, no character that is none."""
    from quality.fuzz import fault_of, seeds_of

    seeds = seeds_of(None)
    faults = [fault for n in range(MUTANTS) if (fault := fault_of(1, n, seeds)[1])]
    return Result(f"{MUTANTS:,} pages, {len(faults)} faults {faults[:2] or ''}".strip(), not faults)


ROWS = (
    Row("N14", "walls, blocks, soft 404s, empty pages", walls),
    Row("N17", "images, PDF, ZIP, film, garbage as HTML; HTML as nothing", files),
    Row("N18", "13 encodings: no label, right ones, wrong ones", charsets),
    Row("C5", "depth, huge nodes, NUL, references, surrogates", silent_loss),
    Row("C6", "50 MB, a million tags, before anything is parsed", gate),
    Row("C8", f"{MUTANTS:,} pages broken at random", mutants),
)
