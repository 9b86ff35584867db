"""A corpus held against the manifest of a snapshot: what differs, article by article."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from corpus.manifest import Entry, entry_of

if TYPE_CHECKING:
    from storage import Store, StoredArticle

What = Literal["missing", "text", "facts", "rights", "rules"]
"""In which way an article is another one. "rules": other rules have made the same of its page."""

AT_ONCE = 50

HARMLESS: frozenset[What] = frozenset({"rules"})
"""What is told, and is no difference of the corpus."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An article that is not as the manifest has it, and a sentence for a person.

    `version` is that of its history which has the text of the manifest; None where none has, or
    the text is the same.
    """

    what: What
    id: int
    url: str
    why: str
    version: int | None = None


def differences(store: "Store", entries: Iterable[Entry]) -> Iterator[list[Difference]]:
    """For each entry in its order, how the store's article differs from it; mostly not at all."""
    waiting = iter(entries)
    while some := list(islice(waiting, AT_ONCE)):
        stored = store.holdings.numbered([entry.id for entry in some])
        for entry in some:
            found = stored.get(entry.id)
            if found is None or found.article.url != entry.url:
                found = store.article(entry.url)
            yield _compare(store, entry, found)


def _compare(store: "Store", entry: Entry, found: "StoredArticle | None") -> list[Difference]:
    if found is None:
        return [Difference("missing", entry.id, entry.url, _why_missing(store, entry.url))]
    now = entry_of(found)
    told: list[tuple[What, str]] = []
    version = _version_of(store, entry, now) if now.text != entry.text else None
    if now.text != entry.text:
        told.append(("text", _why_new(entry, now, version)))
    if now.facts != entry.facts:
        told.append(("facts", _why_other(entry, now)))
    if now.rights != entry.rights:
        told.append(("rights", f"{_rights(entry.rights)} before, {_rights(now.rights)} now"))
    if now.rules_version != entry.rules_version and not told:
        told.append(("rules", f"{entry.rules_version} before, {now.rules_version} now"))
    return [
        Difference(what, now.id, entry.url, why, version if what == "text" else None)
        for what, why in told
    ]


def _why_other(entry: Entry, now: Entry) -> str:
    """Which facts are not what they were, where the manifest has them one by one."""
    if entry.each is None or now.each is None:
        return "title, authors, times or another fact is not the same"
    before, after = entry.each, now.each
    names = [name for name in sorted(before | after) if before.get(name) != after.get(name)]
    return f"not the same: {', '.join(names)}"


def _version_of(store: "Store", entry: Entry, now: Entry) -> int | None:
    """The version of an article's history that has the text of the snapshot, if it is kept."""
    versions = store.versions.history(now.id)
    same = (v.number for v in versions if v.article and v.text_hash.hex() == entry.text)
    return next(same, None)


def _why_new(entry: Entry, now: Entry, version: int | None) -> str:
    """Where another text comes from, and whether the store still has the one of the snapshot."""
    fetched = "fetched again" if now.fetched_at != entry.fetched_at else "same page"
    history = f"; version {version} of its history is that of the snapshot" if version else ""
    return f"{fetched}, rules {now.rules_version}{history}"


def _why_missing(store: "Store", url: str) -> str:
    status = store.url_status(url)
    if status is None:
        return "the store knows nothing of it"
    return f"{status.state}, {status.reason}" if status.reason else status.state


def _rights(rights: dict[str, Any]) -> str:
    named = [name for name in ("reserved", "noarchive") if rights.get(name)]
    if after := rights.get("unavailable_after"):
        named.append(f"gone from {str(after)[:10]}")
    return ", ".join(named) or ("other statements" if rights else "nothing stated")
