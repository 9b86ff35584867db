"""What goes in and what comes out of cleaning: frozen data, nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from cleaners.rights import UNSTATED, Rights
from cleaners.sentences import is_finished, reads_as_prose, word_count

BlockKind = Literal[
    "paragraph",
    "heading",
    "list-item",
    "quote",
    "preformatted",
    "table-row",
    "caption",
    "credit",
]
ArticleKind = Literal[
    "article",
    "live-blog",
    "list",
    "gallery",
    "video",
    "forum",
    "product",
    "documentation",
    "service",
    "error",
    "consent-wall",
    "login-wall",
    "other",
]
Paywall = Literal["none", "teaser", "full-text"]

_set = object.__setattr__


class CleaningError(Exception):
    """The bytes are no page: nothing can be cleaned.

    `name` is short and stable ("too-big", "not-html", ...), the message a sentence for a person.
    """

    def __init__(self, name: str, message: str) -> None:
        super().__init__(name, message)
        self.name = name
        self.message = message

    def __str__(self) -> str:
        return f"{self.name}: {self.message}"


@dataclass(frozen=True, slots=True)
class Page:
    """One response, as it came: bytes and the facts around them.

    `url` is what was asked for, `final_url` what answered after redirects; header names are
    lower case. `fetched_at` carries a zone. `parts` are the further pages of an article that its
    site cuts into several, in order. `rights` are what `cleaners.rights` read, where it was asked.
    Whoever has only bytes uses `page_from_bytes`.
    """

    url: str | None
    final_url: str | None
    status: int | None
    headers: tuple[tuple[str, str], ...]
    fetched_at: datetime | None
    body: bytes
    parts: "tuple[Page, ...]" = ()
    rights: Rights = UNSTATED

    def header(self, name: str) -> str | None:
        """The first header of that name (lower case), or None."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def address(self) -> str | None:
        """The URL that the page's relative links are relative to."""
        return self.final_url or self.url


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a block: its absolute http(s) URL and its text."""

    url: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Container:
    """An element around blocks: what its author called it.

    `names` are the lower-case words of class, id, role and ARIA label, and the tag itself.
    """

    tag: str
    class_: str
    id: str
    names: frozenset[str]
    parent: "Container | None"

    def chain(self) -> Iterator["Container"]:
        """This container and those around it, the innermost first."""
        node: Container | None = self
        while node is not None:
            yield node
            node = node.parent


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A numbered piece of the page's text: what a reader sees as one paragraph, line or row.

    `n` is its place in the page, given once, from 0. `text` has no line breaks except in
    `preformatted` blocks. While a page is judged it is normalised (see `cleaners.tree.normalise`)
    and `written` is the page's own spelling, where that is another; in an article `text` is the
    page's spelling (`cleaners.tree.tidy`) and `written` None. `level` is
    1-6 for headings, else None. `linked` counts the characters of `text` that are inside links,
    `pictures` the images between the block before and the end of this one. What every rule asks is
    counted once: its words, whether it ends as a sentence does, whether it is prose.
    """

    n: int
    kind: BlockKind
    text: str
    level: int | None = None
    links: tuple[Link, ...] = ()
    linked: int = 0
    bold: int = 0
    container: Container | None = None
    hidden: str | None = None
    pictures: int = 0
    written: str | None = None
    words: int = field(init=False)
    finished: bool = field(init=False)
    linked_share: float = field(init=False)
    prose: bool = field(init=False)

    def __post_init__(self) -> None:
        words, finished = word_count(self.text), is_finished(self.text)
        linked = self.linked / len(self.text) if self.text else 0.0
        marked_up = self.container is not None
        prose = reads_as_prose(self.kind, words, linked, finished=finished, marked_up=marked_up)
        _set(self, "words", words)
        _set(self, "finished", finished)
        _set(self, "linked_share", linked)
        _set(self, "prose", prose)

    def as_written(self) -> "Block":
        """The block in the page's own spelling."""
        if self.written is None:
            return self
        linked = round(self.linked_share * len(self.written))
        return replace(self, text=self.written, written=None, linked=linked)

    def ancestors(self) -> Iterator[Container]:
        """The elements around the block, the innermost first."""
        return iter(()) if self.container is None else self.container.chain()


@dataclass(frozen=True, slots=True)
class Removal:
    """A block that was cut: its number in the page, the step that cut it, and the evidence."""

    n: int
    step: str
    why: str
    text: str

    @property
    def by(self) -> str:
        """The step and the evidence, in a line.

        >>> Removal(3, "recipe", "recipe: a score table", "2 : 1").by
        'recipe: a score table'
        """
        return f"{self.step}: {self.why.removeprefix(f'{self.step}: ')}"


@dataclass(frozen=True, slots=True)
class RelatedLink:
    """Where a removed headline pointed: an article that the site calls related."""

    url: str | None
    title: str
    step: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article: absolute URL, alternative text, and where it was named."""

    url: str
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A doubt about an article: a stable name ("too-short", "paywall", ...) and a sentence."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Article:
    """A page after cleaning: the article, and the record of what was cut.

    Kept blocks and removals together are the page's text, in order of `n`. Absent fields are
    None or empty tuples. Times are as the page states them, with the page's own zone where it
    names one, else UTC with the note `date-without-zone`.
    """

    url: str | None
    canonical_url: str | None
    title: str | None
    description: str | None
    authors: tuple[str, ...]
    published_at: datetime | None
    modified_at: datetime | None
    section: str | None
    tags: tuple[str, ...]
    language: str | None
    site_name: str | None
    credit: str | None
    blocks: tuple[Block, ...]
    images: tuple[Image, ...]
    lead_image: Image | None
    kind: ArticleKind
    paywall: Paywall
    links: tuple[RelatedLink, ...]
    removals: tuple[Removal, ...]
    notes: tuple[Note, ...]
    confidence: float
    rules_version: str

    @property
    def text(self) -> str:
        """The article's text: one block a line, captions and credit left out."""
        return "\n".join(b.text for b in self.blocks if b.kind not in ("caption", "credit"))

    @property
    def markdown(self) -> str:
        """The article as Markdown, title first."""
        from cleaners.render import to_markdown

        return to_markdown(self)
