"""The article's pictures: the one that the page is shown with, and those of its text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain, islice
from typing import Any
from urllib.parse import unquote

from cleaners.metadata.evidence import Candidate, Evidence
from cleaners.metadata.phrases import plain
from cleaners.metadata.site_name import SiteNames
from cleaners.metadata.structured_data import listed, text_of
from cleaners.metadata.words import word_group, words
from cleaners.types import Image
from cleaners.urls import normalise_url

MAX_IMAGES = 30
MAX_LOOKED_AT = 100
MIN_SIDE = 100
"""Pixels; smaller pictures are icons and portraits beside bylines."""

_NAMES = (
    "og:image",
    "og:image:url",
    "og:image:secure_url",
    "twitter:image",
    "twitter:image:src",
)
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-srcset", "srcset")
_ORNAMENTS = ("logo", "icon", "avatar", "pixel", "spacer", "placeholder", "blank", "sprite", ".svg")
"""Parts of the addresses of pictures that are no part of an article."""

_DRAWN = (".svg", ".ico")
"""Endings of the addresses of drawings: photographs are never in these formats."""

_WORD = re.compile(r"[^\W\d_]+")
_SIZE = re.compile(r"\d+(?:x\d*)?|\d*x\d+")
"""A number or a size, which says nothing of what a picture shows."""


def weigh_lead_image(evidence: Evidence, site: SiteNames) -> tuple[Candidate[Image], ...]:
    """The pictures that stand for the article where it is shared; the site's own is none."""
    return tuple(
        replace(candidate, refused=_no_photograph(candidate.value.url, site))
        for candidate in _stated(evidence)
    )


def _no_photograph(url: str, site: SiteNames) -> str | None:
    """Why a picture shows nothing of the article: a drawing, or named as the site's logo.

    A logo in the news keeps what else its name says.
    """
    name = url.split("?", 1)[0].rsplit("/", 1)[-1].lower()
    if name.endswith(_DRAWN):
        return "it is a drawing"
    if not _of_no_article().search(name):
        return None
    stem = unquote(name).rsplit(".", 1)[0]
    said = _WORD.findall(_SIZE.sub(" ", stem))
    if word_group("markup", "no_picture").isdisjoint(said):
        return None
    empty = word_group("markup", "no_picture") | word_group("markup", "any_picture")
    rest = " ".join(word for word in said if word not in empty)
    return None if rest and not site.has(rest) else "its name says that it is the site's own"


@cache
def _of_no_article() -> re.Pattern[str]:
    return re.compile("|".join(words("markup", "no_picture")))


def _stated(evidence: Evidence) -> Iterator[Candidate[Image]]:
    """The pictures that the page states for sharing, with their texts."""
    alt = next((c.value for c in evidence.of_meta("og:image:alt", "twitter:image:alt")), None)
    for found in evidence.of_meta(*_NAMES):
        if url := _url(evidence, found.value):
            yield Candidate(Image(url, alt), found.source)
    for value in listed(evidence.article.get("image"))[:MAX_IMAGES]:
        node = evidence.data.resolve(value)
        address: object = node
        text = None
        if isinstance(node, Mapping):
            address = node.get("url") or node.get("contentUrl")
            text = text_of(node.get("caption"))
        for part in listed(address)[:3]:
            if isinstance(part, str) and (url := _url(evidence, part)):
                yield Candidate(Image(url, text), "json-ld")


def images_of(evidence: Evidence, leads: Iterable[Candidate[Image]]) -> tuple[Image, ...]:
    """The lead image, the stated ones and those of the article's element, none twice."""
    found: dict[str, Image] = {}
    for candidate in leads:
        if candidate.refused is None:
            found.setdefault(candidate.value.url, candidate.value)
    for image in _in_article(evidence):
        if len(found) >= MAX_IMAGES:
            break
        if image.url not in found or found[image.url].alt is None:
            found[image.url] = image
    return tuple(found.values())[:MAX_IMAGES]


def _in_article(evidence: Evidence) -> Iterator[Image]:
    """The pictures of the page's <article> or <main>, but ornaments and furniture."""
    area = _area(evidence)
    for element in () if area is None else islice(area.iter("img"), MAX_LOOKED_AT):
        source = _source(element)
        if not source or _is_ornament(source) or _small(element):
            continue
        if not evidence.markup.in_furniture(element) and (url := _url(evidence, source)):
            yield Image(url, plain(element.get("alt")))


def _area(evidence: Evidence) -> Any:
    """The <article> around the heading, else the first, else <main>, or None."""
    around = () if evidence.anchor is None else evidence.anchor.iterancestors("article")
    return next(chain(around, evidence.areas), None)


def _is_ornament(source: str) -> bool:
    lowered = source.lower()
    return any(part in lowered for part in _ORNAMENTS)


def _source(element: Any) -> str:
    """Where a picture comes from; pages that load late keep it in another attribute."""
    source: str = element.get("src") or ""
    if source and not source.startswith("data:"):
        return source
    late = next((element.get(name) for name in _LAZY if element.get(name)), "")
    return str(late).strip().split(" ", 1)[0]


def _small(element: Any) -> bool:
    sides = (element.get("width", ""), element.get("height", ""))
    return any(side.isdecimal() and int(side[:6]) < MIN_SIDE for side in sides)


def _url(evidence: Evidence, text: str) -> str | None:
    return normalise_url(text, evidence.page.address) if text else None
