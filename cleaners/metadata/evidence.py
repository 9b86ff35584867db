"""What a page's fields are read from, gathered in one pass: meta tags, links, headings, JSON-LD."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from cleaners.metadata.markup import around
from cleaners.metadata.phrases import element_text, plain
from cleaners.metadata.structured_data import StructuredData, read_structured_data
from cleaners.tree import Document
from cleaners.types import Page

T = TypeVar("T")

MAX_HEADINGS = 8
MAX_META = 2_000
MAX_TIMES = 40


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A value that a field might have, and where it was found, for people.

    `doubt` is a sentence where the value had to be completed.
    """

    value: T
    source: str
    doubt: str | None = None


def value_of(candidate: Candidate[T] | None) -> T | None:
    """The value of a candidate, None for none."""
    return None if candidate is None else candidate.value


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a page says about itself, before anything is believed.

    `meta` maps the lower-case name, property or "itemprop:name" of the meta tags to their
    contents; `rel` the lower-case relation of `<link>` elements to their addresses. `around` are
    the elements around the first heading.
    """

    page: Page
    root: Any
    meta: Mapping[str, tuple[str, ...]]
    rel: Mapping[str, tuple[str, ...]]
    headings: tuple[Any, ...]
    around: frozenset[Any]
    times: tuple[Any, ...]
    head_title: str | None
    html_lang: str | None
    data: StructuredData

    @property
    def article(self) -> Mapping[str, object]:
        """The JSON-LD object of the page's article; empty if there is none."""
        return self.data.article

    @property
    def anchor(self) -> Any:
        """The element beside which bylines and dates stand: the heading, else the first h2."""
        return self.headings[0] if self.headings else self.root.find(".//h2")

    def of_meta(self, *names: str) -> Iterator[Candidate[str]]:
        """The contents of these meta tags, in the order of the names."""
        for name in names:
            for content in self.meta.get(name, ()):
                if text := plain(content):
                    yield Candidate(text, f"meta {name}")


def gather(document: Document, page: Page) -> Evidence:
    """Read the page once. The tree is not changed."""
    meta: dict[str, list[str]] = {}
    rel: dict[str, list[str]] = {}
    scripts: list[str] = []
    headings: list[Any] = []
    times: list[Any] = []
    title = None
    for element in document.root.iter("meta", "link", "script", "title", "h1", "time"):
        tag = element.tag
        if tag == "meta":
            _add_meta(meta, element)
        elif tag == "script":
            if "ld+json" in element.get("type", "").lower() and element.text:
                scripts.append(element.text)
        elif tag == "link":
            _add_link(rel, element)
        elif tag == "time":
            times.append(element)
        elif tag == "h1":
            headings.append(element)
        elif title is None:
            title = element_text(element)
    headings = headings[:MAX_HEADINGS]
    canonical = rel.get("canonical", []) + meta.get("og:url", [])
    titles = [*meta.get("og:title", []), *filter(None, map(element_text, headings))]
    data = read_structured_data(scripts, [page.url, page.final_url, *canonical], titles)
    return Evidence(
        page=page,
        root=document.root,
        meta={key: tuple(values) for key, values in meta.items()},
        rel={key: tuple(values) for key, values in rel.items()},
        headings=tuple(headings),
        around=around(headings[0] if headings else None),
        times=tuple(times[:MAX_TIMES]),
        head_title=title,
        html_lang=document.root.get("lang") or document.root.get("xml:lang"),
        data=data,
    )


def _add_meta(meta: dict[str, list[str]], element: Any) -> None:
    content = element.get("content")
    if not content or len(meta) > MAX_META:
        return
    for attribute in ("property", "name"):
        if name := element.get(attribute):
            meta.setdefault(name.strip().lower(), []).append(content)
            if name == element.get("name"):
                return
    if name := element.get("itemprop"):
        meta.setdefault(f"itemprop:{name.strip().lower()}", []).append(content)
    elif name := element.get("http-equiv"):
        meta.setdefault(f"http-equiv:{name.strip().lower()}", []).append(content)


def _add_link(rel: dict[str, list[str]], element: Any) -> None:
    href = element.get("href")
    if href and (names := element.get("rel")):
        for name in names.lower().split()[:5]:
            rel.setdefault(name, []).append(href)
