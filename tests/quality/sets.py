"""A small benchmark of our own making, for the tests of the evaluation."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

SENTENCES = (
    "The town council met on Monday evening and voted for the new bridge over the river.",
    "Work is to begin in spring and will take two years, the mayor told the newspaper.",
    "Residents of the lower town had asked for the crossing for more than a decade.",
    "The old ferry will run until the first cars have driven across, the council said.",
)


def page(title: str, author: str = "Ana Silva", extra: str = "") -> str:
    """An article of a few paragraphs, as a news site has it."""
    text = "".join(f"<p>{title}: {sentence}</p>" for sentence in SENTENCES)
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>"
        f"<meta property='article:published_time' content='2024-05-03T10:00:00+02:00'>"
        f"<meta name='author' content='{author}'></head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{text}{extra}</article>"
        f"<footer>All rights reserved</footer></body></html>"
    )


def write_set(data: Path, name: str, pages: Mapping[str, tuple[str | None, bytes]]) -> None:
    """Write a set: the gold with id and URL, and the pages beside it."""
    folder = data / name / "html"
    folder.mkdir(parents=True)
    rows = [
        {"id": id_, "url": url, "text": "secret", "title": 7} for id_, (url, _) in pages.items()
    ]
    gold = "".join(json.dumps(row) + "\n" for row in rows)
    (data / name / "gold.jsonl").write_text(gold, encoding="utf-8")
    for id_, (_, body) in pages.items():
        (folder / f"{id_}.html.gz").write_bytes(gzip.compress(body))


def rows_of(path: Path) -> list[dict[str, object]]:
    """The lines of a result file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
