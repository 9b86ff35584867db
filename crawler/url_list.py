"""A list of URLs to fetch, one a line: each line is accounted for, a bad one stops nothing."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cleaners.urls import normalise_url, site_of, spelled_out, url_key
from crawler.tasks import SiteTask

MAX_LINE = 8_192
"""Bytes; a longer line is no URL."""

MAX_LINES = 1_000_000
"""More lines than this belong into a crawl of their own."""


class ListError(Exception):
    """The list can't be read: which, and why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number, what stands there, and its URL in normal form; None if it is none.

    `first` is the number of the earlier line that names the same page; `spelled` the URL as it
    stands there, where its normal form leaves out a part.
    """

    number: int
    text: str
    url: str | None
    first: int | None = None
    spelled: str | None = None


def read_list(name: str) -> list[Line]:
    """The lines of a file, or of standard input for "-"; empty lines and # comments are left out.

    Raises ListError.
    """
    try:
        if name == "-":
            return list(lines_of(sys.stdin.buffer))
        with Path(name).open("rb") as file:
            return list(lines_of(file))
    except OSError as error:
        raise ListError(f"{name}: {error.strerror or error}.") from error


def lines_of(raw: Iterable[bytes]) -> Iterator[Line]:
    """The lines, judged one by one.

    >>> [(line.number, line.url) for line in lines_of([b"a.example/x", b"", b"mailto:me"])]
    [(1, 'https://a.example/x'), (3, None)]
    """
    seen: dict[str, int] = {}
    for number, line in enumerate(raw, 1):
        if number > MAX_LINES:
            raise ListError(f"The list has more than {MAX_LINES:,} lines; split it.")
        text = line[:MAX_LINE].decode("utf-8-sig" if number == 1 else "utf-8", "replace").strip()
        if not text or text.startswith("#"):
            continue
        written = None if len(line) > MAX_LINE else _written(text)
        url = normalise_url(written) if written else None
        first = seen.setdefault(url_key(url), number) if url else number
        spelled = spelled_out(written or "")
        yield Line(number, text[:200], url, None if first == number else first, spelled)


def _written(text: str) -> str | None:
    """The URL that a line means; a word without a dot is none, whatever a browser makes of it."""
    if "://" in text:
        return text
    host = text.split("/", 1)[0]
    return f"https://{text}" if "." in host and " " not in text else None


def tasks_of(lines: Iterable[Line]) -> list[SiteTask]:
    """The URLs, as one task a site, in the order of the list."""
    by_site: dict[str, list[str]] = {}
    for line in lines:
        if line.url is not None and line.first is None:
            by_site.setdefault(site_of(line.url), []).append(line.spelled or line.url)
    return [SiteTask(urls[0], urls=tuple(urls)) for urls in by_site.values()]
