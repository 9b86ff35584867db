"""What the addresses of one site's articles look like: learned from that site's own pages.

An address is read as a form: its words stay, its names, numbers and dates become marks. Forms are
counted twice, once with the words ("/sport/~-1234.html") and once without ("/w/~-1234.html"); the
first is asked first. What has been seen too seldom, or both ways, is not judged.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.shapes import WIDE

ENOUGH = 3
"""Pages of one form, word for word, that tell what the form is."""

ENOUGH_WORDLESS = 6
"""The same for a form of which the words are not known."""

SURE = 8
"""Pages of a form that were no articles, and none that was, until it is not asked for any more."""

_EXTENSION = re.compile(r"\.[a-z]{2,5}\d?$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19[89]\d|20\d\d)")
_DATE = re.compile(r"(?:19[89]\d|20\d\d)[-_.]?\d\d(?:[-_.]?\d\d)?")
_CODE = re.compile(r"(?=.*\d)(?=.*[a-z])[a-z0-9]{6,}", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_SEPARATOR = re.compile(r"[-_+,. ]+")


@dataclass(frozen=True, slots=True)
class Form:
    """The form of an address: with its words, and without."""

    worded: str
    wordless: str


def form_of(url: str) -> Form:
    """The form of an address.

    >>> form_of("https://e.x/sport/2026/11/20/ferry-sails-at-dawn-67234111.html").worded
    '/sport/Y/9/9/~-9999.html'
    >>> form_of("https://e.x/view.php?id=58354")
    Form(worded='/view.php?id=9', wordless='/w.php?id=9')
    """
    parts = urlsplit(url)
    segments = [unquote(s) for s in parts.path.split("/") if s]
    extension = ""
    if segments and (match := _EXTENSION.search(segments[-1])):
        extension = match[0].lower()
        segments[-1] = segments[-1][: match.start()]
    marks = [_mark(segment) for segment in segments]
    query = "&".join(sorted(_query_mark(k, v) for k, v in parse_qsl(parts.query)))
    ending = extension + (f"?{query}" if query else "")
    worded = "/".join(
        mark or segment.lower() for mark, segment in zip(marks, segments, strict=True)
    )
    return Form(f"/{worded}{ending}", "/" + "/".join(mark or "w" for mark in marks) + ending)


def _mark(segment: str) -> str | None:
    """The mark of a segment: a year, a date, a number, a code, a name; None for a word."""
    if _YEAR.fullmatch(segment):
        return "Y"
    if _DATE.fullmatch(segment):
        return "D"
    if segment.isdigit():
        return "9" if len(segment) < 4 else "9999"
    pieces = [piece for piece in _SEPARATOR.split(segment) if piece]
    words = sum(bool(_LETTERS.fullmatch(piece)) for piece in pieces)
    if words >= 3 or len(WIDE.findall(segment)) >= 6:
        return "~" + _ends(pieces)
    if any(_CODE.fullmatch(piece) for piece in pieces):
        return "#"
    if pieces and any(piece.isdigit() and len(piece) >= 4 for piece in pieces):
        return "w-9999"
    return "w-w" if words == 2 and len(pieces) == 2 else None


def _ends(pieces: list[str]) -> str:
    """The number or the code at one end of a name, which many sites put there."""
    for end, form in ((pieces[-1], "-{}"), (pieces[0], "{}-")):
        if end.isdigit() and len(end) >= 4:
            return form.format("9999")
        if _CODE.fullmatch(end):
            return form.format("#")
    return ""


def _query_mark(key: str, value: str) -> str:
    return f"{key}={'9' if value.isdigit() else 'x'}"


@dataclass(slots=True)
class SiteShapes:
    """What is known of a site's addresses: how often each form was an article, how often not.

    >>> shapes = SiteShapes()
    >>> shapes.learn([f"https://e.x/story/{n}000" for n in range(4)], article=True)
    >>> shapes.judge("https://e.x/story/7000"), shapes.judge("https://e.x/about")
    (True, None)
    """

    articles: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)

    def learn(self, urls: Iterable[str], *, article: bool) -> None:
        """Take in addresses of pages that were articles, or that were something else."""
        counts = self.articles if article else self.others
        for url in urls:
            form = form_of(url)
            counts[form.worded] += 1
            if form.wordless != form.worded:
                counts[form.wordless] += 1

    def judge(self, url: str) -> bool | None:
        """Whether an address looks like an article's on this site; None where that is unknown."""
        form = form_of(url)
        for shape, enough in ((form.worded, ENOUGH), (form.wordless, ENOUGH_WORDLESS)):
            yes, no = self.articles[shape], self.others[shape]
            if yes + no >= enough:
                share = yes / (yes + no)
                return True if share > 0.7 else False if share < 0.15 else None
        return None

    def never(self, url: str) -> int:
        """How many pages of this form were looked at, if that many show that none is an article."""
        shape = form_of(url).worded
        seen = self.others[shape]
        return seen if seen >= SURE and not self.articles[shape] else 0
