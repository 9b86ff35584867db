"""Manifests: what a corpus was on a day, article by article, as hashes that anybody can recompute.

A manifest is a file of JSON lines: a head (name, time, filters, rules, hash of the weights), a line
an article, and a seal, which is the SHA-256 of all that stands above it.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from corpus.export import rights_to_dict
from corpus.whole_file import whole_file

if TYPE_CHECKING:
    from cleaners.types import Article
    from storage import StoredArticle

FORMAT = "copydesk-snapshot-1"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
"""Names of snapshots: they are files, on every system."""

NOT_FACTS = frozenset(("text", "blocks", "links", "removals", "notes", "confidence"))
"""What of an article is its text, or the record of how it was made."""

DIGITS = 8
"""Of the hash of one fact: it only tells which one has changed, `facts` is the proof."""


class ManifestError(Exception):
    """A manifest that can't be believed; the message says which, and why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a manifest: `text` and `facts` are SHA-256 in hexadecimal.

    `rights` is what the publisher stated when the page was fetched, without what it did not.
    `each` tells which fact has changed: the first digits of the SHA-256 of each that is stated;
    None in older manifests.
    """

    id: int
    url: str
    site: str
    text: str
    facts: str
    rules_version: str
    fetched_at: str
    rights: dict[str, Any]
    each: dict[str, str] | None = None


def entry_of(stored: "StoredArticle") -> Entry:
    """What a manifest says of an article."""
    facts = _facts(stored.article)
    return Entry(
        id=stored.id,
        url=stored.article.url or "",
        site=stored.site,
        text=_sha256(stored.article.text),
        facts=_sha256(_line(facts, sort=True)),
        rules_version=stored.article.rules_version,
        fetched_at=stored.fetched_at.isoformat(),
        rights={name: said for name, said in rights_to_dict(stored.rights).items() if said},
        each={
            name: _sha256(_line(said, sort=True))[:DIGITS] for name, said in facts.items() if said
        },
    )


def _facts(article: "Article") -> dict[str, Any]:
    """Title, authors, times and all the rest, by name; their hash is that of sorted JSON."""
    from cleaners.serialise import article_to_dict

    data = article_to_dict(article)
    return {k: v for k, v in data.items() if k not in NOT_FACTS and k != "rules_version"}


def weights_hash() -> str:
    """The SHA-256 of what was learned: of the names and bytes of all files of weights."""
    seal = hashlib.sha256()
    weights = [f for f in files("cleaners.weights").iterdir() if f.name.endswith((".npz", ".json"))]
    for file in sorted(weights, key=lambda file: file.name):
        data = file.read_bytes()
        seal.update(f"{file.name} {hashlib.sha256(data).hexdigest()}\n".encode())
    return seal.hexdigest()


def write_manifest(path: Path, head: dict[str, Any], articles: Iterable["StoredArticle"]) -> int:
    """Write a manifest, whole or not at all; returns how many articles are in it."""
    number = 0
    with whole_file(path) as part, part.open("wb") as out:
        seal = hashlib.sha256()
        lines = (_line(_fields(entry_of(stored))) for stored in articles)
        _put(out, seal, _line({"format": FORMAT, **head}))
        for number, line in enumerate(lines, 1):  # noqa: B007
            _put(out, seal, line)
        out.write(_line({"articles": number, "sha256": seal.hexdigest()}).encode() + b"\n")
    return number


def _put(out: BinaryIO, seal: "hashlib._Hash", line: str) -> None:
    data = line.encode() + b"\n"
    seal.update(data)
    out.write(data)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest that was read and whose seal holds; its entries are read again from the file."""

    path: Path
    head: dict[str, Any]
    articles: int

    def entries(self) -> Iterator[Entry]:
        """The articles, in the order of their numbers."""
        with self.path.open("rb") as file:
            file.readline()
            for _, line in zip(range(self.articles), file, strict=False):
                yield Entry(**json.loads(line))


def read_manifest(path: Path) -> Manifest:
    """The manifest at that path. Raises ManifestError where it is none, or not as it was made."""
    seal, before = hashlib.sha256(), b""
    number = -2  # head and seal are no articles
    with path.open("rb") as file:
        head = _read(path, file.readline())
        file.seek(0)
        for line in file:
            seal.update(before)
            before = line
            number += 1
    if head.get("format") != FORMAT:
        raise ManifestError(f"{path} is no manifest of a snapshot that this version reads.")
    if _read(path, before) != {"articles": number, "sha256": seal.hexdigest()}:
        raise ManifestError(
            f"{path} is not as it was made: its seal does not fit. Take an unchanged copy of it."
        )
    return Manifest(path, head, number)


def _read(path: Path, line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ManifestError(f"{path} is no manifest of a snapshot, or it is cut off.")
    return found


def _fields(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__slots__}


def _line(value: Any, *, sort: bool = False) -> str:
    return json.dumps(value, separators=(",", ":"), sort_keys=sort)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
