"""What a page's fields are read from, gathered in one pass: meta tags, links, headings, JSON-LD."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from cleaners.metadata.anchor import find_anchor
from cleaners.metadata.markup import Markup
from cleaners.metadata.phrases import element_text, plain
from cleaners.metadata.structured_data import StructuredData, read_structured_data
from cleaners.tree import Document
from cleaners.types import Page

T = TypeVar("T")

MOST = {"h1": 8, "time": 40, "title": 4, "script": 10_000, "article": 1, "main": 1, "input": 200}
"""Elements of a kind that are read; scripts are JSON-LD."""

MAX_META = 2_000
MAX_CONTENTS = 200
"""Meta tags of one name, or links of one relation, that are kept."""


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A value that a field might have, and where it was found, for people.

    `doubt` is a sentence where the value had to be completed, `grounds` says what more speaks for
    it, `refused` why it may not be taken.
    """

    value: T
    source: str
    doubt: str | None = None
    grounds: str | None = None
    refused: str | None = None


def chosen(candidates: Iterable[Candidate[T]]) -> Candidate[T] | None:
    """The first candidate that is not refused: fields name the most trustworthy first."""
    return next((candidate for candidate in candidates if candidate.refused is None), None)


def value_of(candidate: Candidate[T] | None) -> T | None:
    """The value of a candidate, None for none."""
    return None if candidate is None else candidate.value


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody who knows the site finds on the page: the values of fields, each with where the
    rule for it stands. Without `json_ld`, what the page says in JSON-LD is not to be trusted."""

    values: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    json_ld: bool = True

    def of(self, name: str) -> Iterator[Candidate[str]]:
        """The values of a field ("title", "author", "date")."""
        return (Candidate(value, source) for value, source in self.values.get(name, ()))


NOTHING_TOLD = Told()


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a page says about itself, before anything is believed.

    `meta` maps the lower-case name, property or "itemprop:name" of the meta tags to their
    contents; `canonical` are the addresses that the page calls its right one. `anchor` is the
    heading beside which bylines and dates stand, `areas` the first <article> and <main>. `told` is
    what was found by rules for this site.
    """

    page: Page
    root: Any
    meta: Mapping[str, list[str]]
    canonical: tuple[str, ...]
    headings: tuple[Any, ...]
    heading_texts: tuple[str | None, ...]
    anchor: Any
    times: tuple[Any, ...]
    head_title: str | None
    html_lang: str | None
    data: StructuredData
    areas: tuple[Any, ...]
    markup: Markup
    asks_password: bool = False
    told: Told = NOTHING_TOLD

    @property
    def article(self) -> Mapping[str, object]:
        """The JSON-LD object of the page's article; empty if there is none."""
        return self.data.article

    def of_meta(self, *names: str) -> Iterator[Candidate[str]]:
        """The contents of these meta tags, in the order of the names."""
        for name in names:
            for content in self.meta.get(name, ()):
                if text := plain(content):
                    yield Candidate(text, f"meta {name}")


def gather(document: Document, page: Page, told: Told = NOTHING_TOLD) -> Evidence:
    """Read the page once. The tree is not changed."""
    meta: dict[str, list[str]] = {}
    canonical: list[str] = []
    found: dict[str, list[Any]] = {name: [] for name in MOST}
    for element in document.root.iter("meta", "link", *found):
        tag = element.tag
        if tag == "meta":
            _add_meta(meta, element)
        elif tag == "link":
            if "canonical" in element.get("rel", "").lower() and len(canonical) < MAX_CONTENTS:
                canonical.append(element.get("href", ""))
        elif len(found[tag]) < MOST[tag] and (tag != "script" or _is_json_ld(element)):
            found[tag].append(element)
    texts = tuple(map(element_text, found["h1"]))
    scripts = filter(None, (script.text for script in found["script"] if told.json_ld))
    head_title = next(filter(None, map(element_text, found["title"])), None)
    titles = meta.get("og:title", [])
    addresses = [page.url, page.final_url, *canonical, *meta.get("og:url", [])]
    data = read_structured_data(scripts, addresses, [*titles, *filter(None, texts)])
    anchor = find_anchor(document.root, found["h1"], texts, [*titles, head_title or ""])
    return Evidence(
        page=page,
        root=document.root,
        meta=meta,
        canonical=tuple(canonical),
        headings=tuple(found["h1"]),
        heading_texts=texts,
        anchor=anchor,
        times=tuple(found["time"]),
        head_title=head_title,
        html_lang=document.root.get("lang") or document.root.get("xml:lang"),
        data=data,
        areas=(*found["article"], *found["main"]),
        markup=Markup(document.root, anchor),
        asks_password=any(e.get("type", "").lower() == "password" for e in found["input"]),
        told=told,
    )


def _is_json_ld(script: Any) -> bool:
    kind = script.get("type")
    return kind is not None and "ld+json" in kind.lower()


def _add_meta(meta: dict[str, list[str]], element: Any) -> None:
    content = element.get("content")
    if not content or len(meta) > MAX_META:
        return
    name, label = element.get("name"), element.get("property")
    if label and label != name:
        _add(meta, label.strip().lower(), content)
    if name:
        _add(meta, name.strip().lower(), content)
    elif item := element.get("itemprop"):
        _add(meta, f"itemprop:{item.strip().lower()}", content)
    elif item := element.get("http-equiv"):
        _add(meta, f"http-equiv:{item.strip().lower()}", content)


def _add(found: dict[str, list[str]], name: str, value: str) -> None:
    values = found.setdefault(name, [])
    if len(values) < MAX_CONTENTS:
        values.append(value)
