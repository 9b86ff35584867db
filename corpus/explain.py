"""Why an article is what it is: what was kept and what was cut, in the order of the page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.output import minute

if TYPE_CHECKING:
    from cleaners.corrections import Correction
    from cleaners.metadata import Statement
    from cleaners.rights import Rights
    from cleaners.site_configs import SiteConfig
    from cleaners.types import Article
    from storage import Store, StoredArticle


@dataclass(frozen=True, slots=True)
class Kept:
    """A block of the page that is part of the article; `restored` says why a person put it back."""

    n: int
    kind: str
    text: str
    restored: str | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """A block of the page that a step removed, and why."""

    n: int
    step: str
    why: str
    text: str


def page_order(article: "Article", corrections: "Iterable[Correction]" = ()) -> list[Kept | Cut]:
    """Kept and removed blocks together, as they stood on the page."""
    restored = {c.block.text: c.why for c in corrections if c.action == "restore"}
    kept = [
        Kept(b.n, f"{b.kind} {b.level or ''}".strip(), b.text, restored.get(b.text))
        for b in article.blocks
    ]
    cut = [Cut(r.n, r.step, r.why, r.text) for r in article.removals]
    return sorted([*kept, *cut], key=lambda line: line.n)


def facts(stored: "StoredArticle") -> Iterator[tuple[str, str]]:
    """What is known of the article, as names and values; what is absent is left out."""
    article = stored.article
    named = {
        "id": str(stored.id),
        "kind": article.kind,
        "title": article.title,
        "url": article.url,
        "canonical url": article.canonical_url,
        "description": article.description,
        "authors": ", ".join(article.authors),
        "published": minute(article.published_at),
        "modified": minute(article.modified_at),
        "section": article.section,
        "tags": ", ".join(article.tags),
        "language": article.language,
        "site name": article.site_name,
        "credit": article.credit,
        "fetched": minute(stored.fetched_at),
        "paywall": None if article.paywall == "none" else article.paywall,
        "rights": told_rights(stored.rights),
        "confidence": f"{article.confidence:.2f}",
        "rules": article.rules_version,
    }
    yield from ((name, value) for name, value in named.items() if value)
    yield from ((f"note {note.name}", note.sentence) for note in article.notes)
    yield from ((f"related by {r.step}", f"{r.title} {r.url or ''}") for r in article.links)


def told_rights(rights: "Rights") -> str | None:
    """What the publisher allows, in a line, with its own words; None where it states nothing."""
    marks = [name for name in ("reserved", "noarchive") if getattr(rights, name)]
    if rights.unavailable_after is not None:
        marks.append(f"gone from {rights.unavailable_after:%Y-%m-%d}")
    said = [f"{notice.place}: {notice.text}" for notice in rights.notices]
    if not marks and not said:
        return None
    return (", ".join(marks) or "stated") + (f" ({'; '.join(said)})" if said else "")


def statements_of(
    store: "Store", stored: "StoredArticle", config: "SiteConfig | None" = None
) -> "tuple[Statement, ...]":
    """What the stored page states of each field, weighed by today's rules; none without it.

    `config` is what others know of its site.
    """
    from cleaners import CleaningError
    from cleaners.metadata import statements

    kept = store.page_of(stored.id)
    if kept is None:
        return ()
    try:
        stated = statements(kept.page, config)
    except CleaningError:
        return ()
    told = tuple(_told_by_the_text(stored.article))
    decided = {one.field for one in told}
    others = (_outweighed(one) if one.field in decided else one for one in stated)
    return (*others, *told)


def _outweighed(statement: "Statement") -> "Statement":
    return replace(statement, taken=False, why="the text decides") if statement.taken else statement


def _told_by_the_text(article: "Article") -> "Iterator[Statement]":
    """What of the fields the text decides, where the page may have stated another."""
    from cleaners.metadata import Statement, language_of

    if article.language:
        own = language_of(article.text) == article.language
        why = "its letters and words tell" if own else "the text leaves it open: as the page states"
        source = "the text" if own else "declared_language"
        yield Statement("language", article.language, source, True, why)
    for note in article.notes:
        if note.name in ("paywall", "full-text"):
            yield Statement("paywall", article.paywall, "the text", True, note.sentence)
