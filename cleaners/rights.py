"""What a publisher allows: noindex, noarchive, unavailable_after, reservations against mining.

They stand in headers and in `<meta>` elements, as https://developers.google.com/search/docs/
crawling-indexing/robots-meta-tag, the TDM Reservation Protocol (W3C community group, 2024), AIPREF
(IETF, draft) and DeviantArt's "noai" have it. The strictest of several statements counts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaners.types import Page

AGENT = "copydesk"
"""Our name in statements that are made for one agent."""

MAX_SOURCE = 2_000_000
"""Bytes of a page in which statements are looked for."""

MAX_NOTICE = 500
MAX_TAG = 4_096

_VALUED = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
"""Directives with a colon, which would else be the name of an agent."""

_AGENT = re.compile(r"\s*([a-z0-9_-]+|\*)\s*:", re.IGNORECASE)
_WORD = re.compile(r"[a-z_-]+")
_PREVIEW = re.compile(r"max-[a-z-]+\s*:\s*[\w-]*")
"""How large a preview may be: "max-image-preview:none" is no "none"."""
_AFTER = re.compile(
    r"unavailable[_-]after\s*:\s*((?:[a-z]{3,9},?\s+)?(?:[a-z]{3,9}\s+\d{1,2},\s*)?\d[^,]{3,60})",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(r"(\d-[a-z]{3}-)(\d\d)(?=\s)", re.IGNORECASE)
_REFUSED_USE = re.compile(r"[\w-]+\s*=\s*(?:n|no|\?0)(?![\w-])", re.IGNORECASE)
_MARK = re.compile(
    r"<(?:(!--)|(meta)(?=[\s/])|(script|style|textarea|title|xmp|iframe|noframes)(?=[\s/>]))"
)
_ATTRIBUTE = re.compile(
    r"""([a-z:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))|>""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Notice:
    """A statement of the publisher: where it stands, and its words as they stand there."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Rights:
    """What the publisher of a page allows. `reserved` is an opt-out of mining or of AI."""

    noindex: bool = False
    noarchive: bool = False
    reserved: bool = False
    unavailable_after: datetime | None = None
    notices: tuple[Notice, ...] = ()

    def ended(self, today: date) -> bool:
        """Whether the day has come from which the page is no longer available."""
        after = self.unavailable_after
        return after is not None and after.astimezone(UTC).date() <= today


UNSTATED = Rights()


def rights_of(page: "Page", outside: Iterable[Notice] = ()) -> Rights:
    """What headers and meta elements of a page say, and files of its host (`outside`).

    Never raises.

    >>> from cleaners import page_from_bytes
    >>> rights_of(page_from_bytes(b"<meta name=robots content='noarchive, follow'>")).noarchive
    True
    """
    found = [*_in_headers(page.headers), *_in_source(page.body), *outside]
    if not found:
        return UNSTATED
    robots = [(notice, _directives(notice)) for notice in found if _is_robots(notice)]
    words = frozenset[str]().union(*(said for _, said in robots))
    dates = [moment for notice, _ in robots if (moment := _after(notice.text)) is not None]
    kept = [n for n in found if not _is_robots(n)]
    kept += [n for n, said in robots if said & _TOLD or "unavailable" in n.text.lower()]
    return Rights(
        noindex=bool(words & {"noindex", "none"}),
        noarchive=bool(words & {"noarchive", "nocache"}),
        reserved=bool(words & {"noai", "noimageai"}) or _mining_reserved(found) or _no_use(found),
        unavailable_after=min(dates, default=None),
        notices=tuple(dict.fromkeys(kept)),
    )


def forbids_following(page: "Page") -> bool:
    """Whether a page asks that its links not be followed: "nofollow" or "none", to all or to us.

    That of a single link (`rel=nofollow`) is none of it: it says who vouches for a link.

    >>> from cleaners import page_from_bytes
    >>> forbids_following(page_from_bytes(b"<meta name=robots content='index, nofollow'>"))
    True
    """
    found = (*_in_headers(page.headers), *_in_source(page.body))
    robots = filter(_is_robots, found)
    return any(_directives(notice) & {"nofollow", "none"} for notice in robots)


_TOLD = frozenset("noindex none noarchive nocache noai noimageai".split())


def _in_headers(headers: Iterable[tuple[str, str]]) -> Iterator[Notice]:
    for name, value in headers:
        if name == "x-robots-tag":
            if text := _for_us(value):
                yield Notice("header x-robots-tag", text[:MAX_NOTICE])
        elif name in ("tdm-reservation", "tdm-policy", "content-usage"):
            yield Notice(f"header {name}", value.strip()[:MAX_NOTICE])


def _for_us(value: str) -> str:
    """The parts of an X-Robots-Tag that are said to everybody or to us.

    >>> _for_us("otherbot: noindex, nofollow"), _for_us("noarchive, Copydesk: noindex")
    ('', 'noarchive, Copydesk: noindex')
    """
    ours, kept = True, []
    for part in value.split(","):
        named = _AGENT.match(part)
        if named and named[1].lower() not in _VALUED:
            ours = named[1].lower() in (AGENT, "*")
        if ours:
            kept.append(part.strip())
    return ", ".join(kept)


def _in_source(body: bytes) -> Iterator[Notice]:
    """The statements in meta elements; what stands in comments and scripts is none."""
    told = body[:MAX_SOURCE]
    if told[:2] in (b"\xff\xfe", b"\xfe\xff"):
        told = told.decode("utf-16", "replace").encode("ascii", "replace")
    source = told[: _last(told)].decode("latin-1")
    folded = source.lower()
    place = 0
    while found := _MARK.search(folded, place):
        place = found.end()
        if found[1] or found[3]:
            end = folded.find("-->", place - 2) if found[1] else folded.find(f"</{found[3]}", place)
            if end < 0:
                return
            place = end
        else:
            notice, length = _in_meta(source[place : place + MAX_TAG])
            place += length
            if notice is not None:
                yield notice


def _last(source: bytes) -> int:
    """Where the last meta element ends that may say something; what comes then is not read."""
    place = last = 0
    for part in source.lower().split(b"<meta"):
        place += len(part) + 5
        tag = part[:MAX_TAG]
        if any(name in tag for name in _SAYS):
            last = place
    return last


def _in_meta(tag: str) -> tuple[Notice | None, int]:
    """What a meta element says, and where it ends."""
    said: dict[str, str] = {}
    length = len(tag)
    for match in _ATTRIBUTE.finditer(tag):
        if match[1] is None:
            length = match.end()
            break
        value = next((v for v in match.groups()[1:] if v is not None), "")
        said.setdefault(match[1].lower(), value)
    name = (said.get("name") or said.get("http-equiv") or "").strip().lower()
    if name not in _NAMES:
        return None, length
    text = unescape(said.get("content", "")).strip()[:MAX_NOTICE]
    return Notice(f"meta {name}", text), length


_NAMES = frozenset(
    ("robots", AGENT, "x-robots-tag", "tdm-reservation", "tdm-policy", "content-usage")
)
_SAYS = tuple(name.encode() for name in sorted(_NAMES))


def _is_robots(notice: Notice) -> bool:
    return notice.place.endswith(("robots", "x-robots-tag", AGENT))


def _directives(notice: Notice) -> frozenset[str]:
    """The words that say something by themselves."""
    return frozenset(_WORD.findall(_PREVIEW.sub(" ", _AFTER.sub(" ", notice.text).lower())))


def _after(text: str) -> datetime | None:
    """The moment that an `unavailable_after` names.

    >>> _after("noai, unavailable_after: Friday, 25-Jun-10 15:00:00 GMT, noarchive").isoformat()
    '2010-06-25T15:00:00+00:00'
    """
    from cleaners.metadata.date_text import parse_date

    if (found := _AFTER.search(text)) is None:
        return None
    stamp = parse_date(_SHORT_YEAR.sub(r"\g<1>20\2", found[1]))
    return stamp.moment if stamp else None


def _mining_reserved(found: Iterable[Notice]) -> bool:
    """TDMRep: what the page says overrides what the file of its host says."""
    said = [n for n in found if n.place.endswith(("tdm-reservation", "tdmrep.json"))]
    own = [n for n in said if n.place != "tdmrep.json"]
    return any(n.text.removeprefix("tdm-reservation:").strip() == "1" for n in own or said)


def _no_use(found: Iterable[Notice]) -> bool:
    """AIPREF and Content-Signal: a use that is refused."""
    about = (n.text for n in found if n.place.endswith(("content-usage", "robots.txt")))
    return any(_REFUSED_USE.search(text) for text in about)
