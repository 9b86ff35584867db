"""What a configuration finds on a page: elements and values; the tree stays as it is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from cleaners.metadata.evidence import NOTHING_TOLD, Told
from cleaners.site_configs.cost import ALLOWED, TooMuchError, size_of, work_of
from cleaners.site_configs.format import FIELDS, Directive, SiteConfig
from cleaners.tree import Document, normalise
from cleaners.types import Image, Note

MAX_FOUND = 5_000
"""Elements or values that one directive may find."""

MAX_TEXT = 2_000
"""Characters of a value that are read."""

NOTE = "site-config"


@dataclass(slots=True)
class Found:
    """What the directives found: of the body the elements, what is stripped element by element, the
    values of fields. `notes` say what could not be asked of this page."""

    bodies: list[tuple[Directive, list[Any]]] = field(default_factory=list)
    strips: dict[Any, Directive] = field(default_factory=dict)
    told: Told = NOTHING_TOLD
    native_ad: Directive | None = None
    notes: list[Note] = field(default_factory=list)

    def elements(self) -> frozenset[Any]:
        """All elements that were found."""
        bodies = (element for _, found in self.bodies for element in found)
        return frozenset((*self.strips, *bodies))


class Asking:
    """Runs expressions on one page as long as their work stays below what is allowed."""

    def __init__(self, document: Document, config: SiteConfig) -> None:
        self.notes: list[Note] = []
        self._root = document.root
        self._config = config
        self._size = size_of(document.root, len(document.source))
        self._left = float(ALLOWED)

    def elements(self, directive: Directive) -> list[Any]:
        """The elements that a directive means."""
        found = self._run(directive, directive.value)
        return [one for one in found if isinstance(one, etree._Element)]

    def holds(self, directive: Directive, expression: str | None) -> bool:
        """Whether a condition holds; one that is not there does."""
        return expression is None or bool(self._run(directive, expression))

    def values(self, directive: Directive) -> Iterator[str]:
        """The values that a directive means, without doubles."""
        seen: set[str] = set()
        for one in self._run(directive, directive.value):
            if value := self._value(one):
                if value not in seen:
                    yield value
                seen.add(value)

    def links(self, directive: Directive) -> Iterator[str]:
        """The addresses that a directive means."""
        for one in self._run(directive, directive.value):
            found = one.get("href") if isinstance(one, etree._Element) else one
            if isinstance(found, str) and found.strip():
                yield found.strip()[:MAX_TEXT]

    def _value(self, one: Any) -> str:
        if isinstance(one, etree._Element):
            one = one.get("datetime") or one.get("content") or "".join(_texts(one))
        return normalise(str(one)[:MAX_TEXT])

    def _run(self, directive: Directive, expression: str) -> list[Any]:
        """What an expression finds: elements and strings; nothing where it may not be asked."""
        try:
            work = work_of(expression, self._size, self._reached, self._left)
            self._left -= work
            found = etree.XPath(expression, regexp=False, smart_strings=False)(self._root)
        except (TooMuchError, etree.XPathError, etree.XMLSyntaxError) as error:
            where = self._config.where(directive)
            self.notes.append(Note(NOTE, f"{where}: {directive.name} was not asked: {error}"))
            return []
        if isinstance(found, list):
            return found[:MAX_FOUND]
        return self._single(found)

    def _single(self, found: object) -> list[Any]:
        """A string as the page has it, "true" or a number; a text that it does not have is none."""
        if isinstance(found, str):
            self._left -= self._size.characters  # the whole page is searched
            return [found] if found.strip() and self._is_of_page(normalise(found)) else []
        return [found] if found else []

    def _is_of_page(self, text: str) -> bool:
        for element in self._root.iter(etree.Element):
            if any(text in normalise(value) for value in element.attrib.values()):
                return True
        return text in normalise("".join(self._root.itertext()))

    def _reached(self, prefix: str) -> int:
        try:
            found = etree.XPath(f"count({prefix})", regexp=False)(self._root)
        except etree.XPathError as error:
            raise TooMuchError(f"its beginning {prefix!r} can't be counted") from error
        return int(found) if isinstance(found, float) else 0


def _texts(element: Any) -> Iterator[str]:
    """The text below an element, as much as a value has."""
    left = MAX_TEXT
    for text in element.itertext():
        yield text
        left -= len(text)
        if left <= 0:
            return


def find(document: Document, config: SiteConfig) -> Found:
    """What the directives of a configuration find on a page. Raises nothing."""
    asking, found = Asking(document, config), Found()
    fields = {name: tuple(_values(asking, config, name)) for name in FIELDS}
    found.told = Told(fields, json_ld=not config.says("skip_json_ld"))
    for directive in config.of("body"):
        if elements := asking.elements(directive):
            found.bodies.append((directive, elements))
    for directive in config.of("strip"):
        for element in asking.elements(directive):
            found.strips.setdefault(element, directive)
    _strip_by_name(document.body, config, found.strips)
    for directive in config.of("native_ad_clue"):
        if asking.holds(directive, directive.value):
            found.native_ad = directive
            break
    found.notes = asking.notes
    return found


def _values(asking: Asking, config: SiteConfig, name: str) -> Iterator[tuple[str, str]]:
    """What the first directive of a field that finds something finds, and where it stands."""
    for directive in config.of(name):
        if values := list(asking.values(directive)):
            yield from (
                (value, f"site configuration {config.where(directive)}") for value in values
            )
            return


def _strip_by_name(body: Any, config: SiteConfig, strips: dict[Any, Directive]) -> None:
    """The elements whose class or id holds one of the words, wherever in it."""
    wanted = {one.value: one for one in config.of("strip_id_or_class")}
    if not wanted:
        return
    pattern = re.compile("|".join(map(re.escape, sorted(wanted, key=len, reverse=True))))
    for element in body.iterdescendants(etree.Element):
        for name in ("class", "id"):
            value = element.get(name)
            if value and (match := pattern.search(value)):
                strips.setdefault(element, wanted[match[0]])


def without_pictures(images: Iterable[Image], config: SiteConfig) -> tuple[Image, ...]:
    """The pictures but those whose address holds one of the words."""
    words = [one.value for one in config.of("strip_image_src")]
    return tuple(image for image in images if not any(word in image.url for word in words))


def link_of(
    document: Document, config: SiteConfig, name: str, *, only_on_condition: bool = False
) -> str | None:
    """Where the link to a single or a next page leads, as it is written; None for nowhere.

    With `only_on_condition`, a link without a condition is not looked for.
    """
    asking = Asking(document, config)
    for directive in config.of(name):
        if only_on_condition and directive.when is None:
            continue
        if not asking.holds(directive, directive.when):
            continue
        for one in asking.links(directive):
            return one
    return None
