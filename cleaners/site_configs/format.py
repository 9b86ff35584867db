"""The format of site configurations (FiveFilters' `ftr-site-config`, first Instapaper's).

A line is `directive: value` or `directive(argument): value`; "#" begins a comment. What stands in a
file and can't be used is a remark with its line, and the rest of the file holds.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from lxml import etree

MAX_DIRECTIVES = 400
"""Lines of a file that are followed; the longest that people write have about a hundred."""

MAX_VALUE = 1_000
"""Characters of a value."""

FIELDS = ("title", "author", "date")
SELECTING = ("body", "strip", *FIELDS, "native_ad_clue", "single_page_link", "next_page_link")
"""Directives whose value is an XPath expression, any number of times."""

NAMING = ("strip_id_or_class", "strip_image_src")
"""Directives whose value is a piece of an attribute."""

SWITCHES = ("skip_json_ld",)
CONDITION = "if_page_contains"

LEFT: Mapping[str, str] = {
    "strip_attr": "attributes are no text",
    "strip_comments": "comments are no text",
    "prune": "what stands in a body is judged like all else",
    "tidy": "every page is parsed in one way",
    "parser": "every page is parsed in one way",
    "autodetect_on_failure": "what is not found is always looked for in other ways",
    "insert_detected_image": "the images of an article stand beside its text",
    "src_lazy_load_attr": "images are found without it",
    "wrap_in": "the text of a page is never rewritten",
    "find_string": "the text of a page is never rewritten",
    "replace_string": "the text of a page is never rewritten",
    "move_into": "the text of a page is never rewritten",
    "dissolve": "the text of a page is never rewritten",
    "convert_double_br_tags": "line breaks that stand for paragraphs are found without it",
    "footnotes": "footnotes are judged like other text",
    "skip_id_or_class": "nothing is skipped by a name alone",
    "http_header": "a crawl says who it is, to every site alike",
    "requires_login": "a login is never attempted",
    "login_uri": "a login is never attempted",
    "login_username_field": "a login is never attempted",
    "login_password_field": "a login is never attempted",
    "login_extra_fields": "a login is never attempted",
    "not_logged_in_xpath": "a login is never attempted",
    "single_page_link_in_feed": "feeds only name articles",
    "autodetect_next_page": "pages of one article are always looked for",
    "test_url": "it is for people",
    "test_contains": "it is for people",
}
"""Directives that are known and not followed, and why."""

KNOWN = (*SELECTING, *NAMING, *SWITCHES, CONDITION, *LEFT)

_LINE = re.compile(r"(?P<name>[^:(]*)(?:\((?P<argument>.*?)\)\s*)?:(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Directive:
    """A line of a configuration that is followed; `when` is the condition of a link, an XPath."""

    name: str
    value: str
    line: int
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should know of a line: it is not followed, or not understood."""

    file: str
    line: int
    sentence: str
    understood: bool = False

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """What a file says of its site; `file` is its name, for the record."""

    file: str
    directives: tuple[Directive, ...] = ()

    def of(self, *names: str) -> Iterator[Directive]:
        """The directives of these names, in the order of the file."""
        return (one for one in self.directives if one.name in names)

    def says(self, name: str) -> bool | None:
        """Whether a switch is on; None where the file does not say."""
        last = [one.value for one in self.of(name)]
        return last[-1].lower() in ("yes", "true") if last else None

    def where(self, directive: Directive) -> str:
        """How a person finds a directive."""
        return f"{self.file}, line {directive.line}"


def parse_config(text: str, file: str) -> tuple[SiteConfig, tuple[Remark, ...]]:
    """What a file says, and what of it is not followed; raises nothing.

    >>> config, remarks = parse_config("body: //article\\nboddy: //div", "e.x.txt")
    >>> [one.value for one in config.of("body")], str(remarks[0])
    (['//article'], "e.x.txt, line 2: 'boddy' is no directive; did you mean body?")
    """
    found: list[Directive] = []
    remarks: list[Remark] = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if len(found) >= MAX_DIRECTIVES:
            said = f"only {MAX_DIRECTIVES} directives of a file are followed"
            remarks.append(Remark(file, number, said))
            break
        read = _directive(line, number)
        if isinstance(read, Directive):
            _add(found, read, remarks, file)
        elif read is not None:
            remarks.append(Remark(file, number, *read))
    return SiteConfig(file, tuple(found)), tuple(remarks)


def _directive(line: str, number: int) -> Directive | tuple[str, bool] | None:
    """A line as a directive; or why it is none, and whether it was understood."""
    match = _LINE.fullmatch(line)
    if match is None:
        return f"{line[:60]!r} is no directive; one is written name: value", False
    name, value = match["name"].strip().lower(), match["value"].strip()
    if name not in KNOWN:
        near = get_close_matches(name, KNOWN, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        return f"{name[:60]!r} is no directive{hint}", False
    if name in LEFT:
        return f"{name} is not followed: {LEFT[name]}", True
    if not value:
        return f"{name} says nothing", False
    if len(value) > MAX_VALUE:
        return f"{name} is longer than {MAX_VALUE:,} characters", False
    if name in (*SELECTING, CONDITION) and (wrong := _wrong_in(value)):
        return f"{name} is no XPath 1.0 expression: {wrong}", False
    if name in NAMING:
        value = value.replace("'", "").replace('"', "").strip()
        if not value:
            return f"{name} says nothing", False
    return Directive(name, value, number)


def _add(found: list[Directive], read: Directive, remarks: list[Remark], file: str) -> None:
    """Add a directive; a condition belongs to the last link to a single or a next page."""
    if read.name != CONDITION:
        found.append(read)
        return
    for name in ("single_page_link", "next_page_link"):
        places = [place for place, one in enumerate(found) if one.name == name]
        if places:
            link = found[places[-1]]
            found[places[-1]] = Directive(link.name, link.value, link.line, read.value)
            return
    remarks.append(Remark(file, read.line, f"{CONDITION} stands above every link"))


def _wrong_in(expression: str) -> str | None:
    """What is wrong in an expression; lxml takes no URL, no extension and no variable here."""
    try:
        etree.XPath(expression, regexp=False, smart_strings=False)
    except (etree.XPathError, ValueError) as error:
        return str(error).splitlines()[0][:100]
    return None
