"""Samples of a site: raw pages with what cleaning made of them, kept in the home's `samples/`.

    samples/SITE/NAME/page.html       the bytes as they came; page-2.html ... of further pages
                      page.json       addresses, status, headers, time
                      article.json    the clean result, as `corpus clean --json` prints it

They are cleaned with what the samples themselves tell of their site, so the result is the same on
every machine and does not change as the store grows.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cleaners.serialise import article_from_dict, article_to_dict
from cleaners.types import Article, Page
from cleaners.urls import url_key
from corpus.file_names import slug
from corpus.output import as_json
from corpus.whole_file import whole_file

PAGE, FACTS, ARTICLE = "page.html", "page.json", "article.json"
SLUG_LETTERS = 60
_SITE = re.compile(r"[a-z0-9][a-z0-9._:-]*")


class SampleError(Exception):
    """A sample can't be read; the message names the file and what to do."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A page, and the article that cleaning is known to make of it."""

    folder: Path
    page: Page
    article: Article


def sites_with_samples(folder: Path) -> list[str]:
    """The sites of which samples are kept."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if _SITE.fullmatch(path.name))


def read_samples(folder: Path, site: str) -> Iterator[Sample]:
    """The samples of a site, in a steady order. Raises SampleError."""
    if not _SITE.fullmatch(site) or not (folder / site).is_dir():
        return
    for place in sorted((folder / site).iterdir()):
        if (place / FACTS).is_file():
            yield _read(place)


def keep_samples(folder: Path, site: str, samples: Iterable[tuple[Page, Article]]) -> Path:
    """Write samples of a site; those of the same addresses are replaced. Returns their folder."""
    for page, article in samples:
        place = folder / site / _name(page, article)
        place.mkdir(parents=True, exist_ok=True)
        files = [PAGE, *(f"page-{n}.html" for n in range(2, len(page.parts) + 2))]
        for name, part in zip(files, (page, *page.parts), strict=True):
            with whole_file(place / name) as file:
                file.write_bytes(part.body)
        facts = [_facts(part) for part in (page, *page.parts)]
        _write(place / FACTS, {"pages": facts})
        accept(Sample(place, page, article), article)
    return folder / site


def accept(sample: Sample, article: Article) -> None:
    """Take an article for what cleaning is to make of a sample from now on."""
    _write(sample.folder / ARTICLE, article_to_dict(article))


def forget_samples(folder: Path, what: str) -> int:
    """Delete the samples of a URL or host, and those that link to it; returns how many."""
    address = what.partition("://")[2] or what
    host, _, path = address.rstrip("/").partition("/")
    host = host.removeprefix("www.")
    needle = f"/{path}".encode() if path else host.encode()
    gone = 0
    for site in sites_with_samples(folder):
        own = site == host or site.partition(":")[0] == host
        for place in list((folder / site).iterdir()):
            if (own and not path) or _holds(place, needle):
                shutil.rmtree(place)
                gone += 1
        if not any((folder / site).iterdir()):
            (folder / site).rmdir()
    return gone


def _holds(place: Path, needle: bytes) -> bool:
    """Whether any file of a sample holds an address."""
    return any(needle in file.read_bytes() for file in place.iterdir() if file.is_file())


def _name(page: Page, article: Article) -> str:
    digest = hashlib.sha256(url_key(page.address or "").encode()).hexdigest()[:8]
    words = slug(article.title or "")[:SLUG_LETTERS].strip("-")
    return f"{words or 'page'}-{digest}"


def _facts(page: Page) -> dict[str, Any]:
    return {
        "url": page.url,
        "final_url": page.final_url,
        "status": page.status,
        "fetched_at": page.fetched_at,
        "headers": [list(header) for header in page.headers],
    }


def _write(file: Path, value: object) -> None:
    with whole_file(file) as part:
        part.write_text(as_json(value) + "\n", "utf-8")


def _read(place: Path) -> Sample:
    try:
        facts = json.loads((place / FACTS).read_text("utf-8"))["pages"]
        article = article_from_dict(json.loads((place / ARTICLE).read_text("utf-8")))
        files = [PAGE, *(f"page-{n}.html" for n in range(2, len(facts) + 1))]
        pages = [_page(one, place / name) for one, name in zip(facts, files, strict=True)]
        return Sample(place, replace(pages[0], parts=tuple(pages[1:])), article)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        said = f"{type(error).__name__}: {error}"
        raise SampleError(f"{place} is no sample ({said}); delete the folder.") from error


def _page(facts: Mapping[str, Any], file: Path) -> Page:
    fetched = facts["fetched_at"]
    return Page(
        url=facts["url"],
        final_url=facts["final_url"],
        status=facts["status"],
        headers=tuple((str(name), str(value)) for name, value in facts["headers"]),
        fetched_at=datetime.fromisoformat(fetched) if fetched else None,
        body=file.read_bytes(),
    )
