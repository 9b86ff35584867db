"""Articles that their site cuts into pages: joined in order, with the record of what was cut."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from cleaners.memory import fingerprint
from cleaners.types import Article, Block, Note, Removal
from cleaners.urls import url_key

EARLIER_PART = "earlier-part"
"""The step that cuts what a later page of an article says again: its title, its summary."""

JOINED = "joined-pages"
"""The note of an article that stands on several pages."""

_PAGE_WORDS = 4
"""Words by which the titles of two pages of an article may differ ("... - page 2 of 3")."""


def is_part_of(first: Article, part: Article) -> bool:
    """Whether a page goes on with an article: the same title or canonical URL, and text of its own.

    A page that says nothing new is the article again, with other comments under it.
    """
    if part.kind not in ("article", "other") or not _same_name(first, part):
        return False
    known = {fingerprint(block.text) for block in first.blocks}
    return any(block.prose and fingerprint(block.text) not in known for block in part.blocks)


def _same_name(first: Article, part: Article) -> bool:
    own = {url_key(url) for url in (first.url, first.canonical_url) if url}
    if part.canonical_url and url_key(part.canonical_url) in own:
        return True
    if first.title is None or part.title is None:
        return False
    one, other = _words(first.title), _words(part.title)
    shorter, longer = sorted((one, other), key=len)
    return longer[: len(shorter)] == shorter and len(longer) - len(shorter) <= _PAGE_WORDS


def _words(title: str) -> list[str]:
    spaced = "".join(c if c.isalnum() else " " for c in title.casefold())
    return spaced.split()


def joined(pages: Sequence[Article]) -> Article:
    """One article of its pages, in order; all but the text and what belongs to it is the first's.

    Blocks are numbered through. What a later page repeats of an earlier one is cut, on record. The
    first page that does not go on with the article ends it.
    """
    first, *rest = pages
    parts = list(takewhile(lambda part: is_part_of(first, part), rest))
    if not parts:
        return first
    blocks, removals = list(first.blocks), list(first.removals)
    known = {fingerprint(block.text) for block in first.blocks}
    for number, part in enumerate(parts, start=2):
        numbers = [block.n for block in blocks] + [removal.n for removal in removals]
        start = 1 + max(numbers)
        removals += [replace(removal, n=removal.n + start) for removal in part.removals]
        for block in part.blocks:
            if (print_ := fingerprint(block.text)) in known:
                why = f"page {number} says it again"
                removals.append(Removal(block.n + start, EARLIER_PART, why, block.text))
            else:
                known.add(print_)
                blocks.append(replace(block, n=block.n + start))
    return _with(first, parts, blocks, removals)


def _with(
    first: Article, parts: Sequence[Article], blocks: Sequence[Block], removals: Sequence[Removal]
) -> Article:
    pages = (first, *parts)
    return replace(
        first,
        blocks=tuple(blocks),
        removals=tuple(sorted(removals, key=lambda removal: removal.n)),
        images=tuple(dict.fromkeys(image for page in pages for image in page.images)),
        links=tuple(dict.fromkeys(link for page in pages for link in page.links)),
        credit=next((page.credit for page in reversed(pages) if page.credit), None),
        confidence=min(page.confidence for page in pages),
        notes=(*first.notes, Note(JOINED, f"{len(pages)} pages are one article")),
    )


def pages_of(article: Article) -> int:
    """How many pages were joined into an article; 1 for most."""
    told = next((note.sentence for note in article.notes if note.name == JOINED), "1 page")
    return int(told.split()[0])
