"""Benchmark sets on disk: a folder a set, `gold.jsonl` beside `html/<id>.html.gz`."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]


class BenchmarkError(Exception):
    """The data are not where they should be; the message says what to do."""


@dataclass(frozen=True, slots=True)
class BenchmarkPage:
    """A page of a set: what identifies it, and where its bytes lie. Of the gold, no more."""

    set: str
    id: str
    url: str | None
    path: Path

    def body(self) -> bytes:
        """The page's bytes, as they were saved."""
        return gzip.decompress(self.path.read_bytes())


def read_sets(data: Path, names: tuple[str, ...] = ()) -> dict[str, tuple[BenchmarkPage, ...]]:
    """The pages of each set in `data`, in the order of the gold; all sets, or those named."""
    found = {path.parent.name: path for path in sorted(data.glob("*/gold.jsonl"))}
    if not found:
        raise BenchmarkError(f"{data} has no set: a folder with gold.jsonl and html/ was expected")
    if unknown := sorted(set(names) - set(found)):
        raise BenchmarkError(f"no set {', '.join(unknown)} in {data}; there are {', '.join(found)}")
    chosen = names or tuple(found)
    return {name: tuple(_pages(name, found[name])) for name in chosen}


def read_pages(data: Path) -> tuple[BenchmarkPage, ...]:
    """All pages `SET/html/ID.html.gz` of a folder, with their URLs where a gold names them."""
    if not data.is_dir():
        raise BenchmarkError(f"{data} is no folder")
    found = []
    for folder in sorted(data.glob("*/html")):
        name, gold = folder.parent.name, folder.parent / "gold.jsonl"
        urls = {page.id: page.url for page in _pages(name, gold)} if gold.is_file() else {}
        for path in sorted(folder.glob("*.html.gz")):
            id_ = path.name.removesuffix(".html.gz")
            found.append(BenchmarkPage(name, id_, urls.get(id_), path))
    if not found:
        raise BenchmarkError(f"{data} has no page: SET/html/ID.html.gz was expected")
    return tuple(found)


def gold_rows(gold: Path) -> Iterator[Row]:
    """The rows of a gold in its order, each with an id; blank lines are none."""
    with gold.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                yield {**row, "id": str(row["id"])}
            except (ValueError, KeyError, TypeError) as error:
                raise BenchmarkError(
                    f"{gold}, line {number}: no row with an id ({error})"
                ) from None


def _pages(name: str, gold: Path) -> Iterator[BenchmarkPage]:
    for row in gold_rows(gold):
        path = gold.parent / "html" / f"{row['id']}.html.gz"
        yield BenchmarkPage(name, row["id"], row.get("url"), path)
