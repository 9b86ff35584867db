"""The next page of an article that its site cuts into several: /story?page=2, /story-2.html.

A link counts only if its address is that of the page itself, one further, and if it is made as one
turns pages: "next" in its rel, a number or an arrow as its text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from cleaners.parts import pages_of
from cleaners.rights import forbids_following
from cleaners.tree import parse
from cleaners.types import Article, CleaningError, Page
from cleaners.urls import normalise_url, url_key
from crawler.markup import plain

MAX_PARTS = 20
"""Pages of one article that are fetched; the longest features have a dozen."""

SHORT = 4
"""Characters; the name of a page that has fewer stands in too many other addresses."""

_KEYS = ("page", "seite", "pagina", "pag", "pg", "part", "teil", "p")
_SEGMENT = re.compile(r"/(?:page|seite|pagina|part|p)?[/_-]?(\d{1,2})/?$", re.IGNORECASE)
_SUFFIX = re.compile(r"([-_,](?:page|seite|part|p|s)?-?)(\d{1,2})(?=\.\w{2,5}$)", re.IGNORECASE)
_BEFORE_NEXT = (b'rel="', b"rel='", b"rel=")
_BY_KEY = rb"""\?(?:[^"'\s<>#]{0,150}[&;])?(?:page|seite|pagina|pag|pg|part|teil|p)=2"""
_ENDS = rb"""(?=["'\s<>#&])"""
_TWO = re.compile(
    rb"(?:\.\w{2,5})?/?(?:" + _BY_KEY + rb"|[-_,/](?:(?:page|seite|pagina|part|p|s)[-_/]?)?2"
    rb"(?:\.\w{2,5})?/?)" + _ENDS
)
_RELATIVE = re.compile(
    rb"""href=["']?(?:\./)?(?:""" + _BY_KEY + rb"|(?:page|seite|pagina|part|p)[-/]?2/?)" + _ENDS
)
_ARROWS = re.compile(
    r"(?:next|continue|weiter|nächste|vor|suivante?|siguiente|próxima|seguente|avanti|volgende"
    r"|nästa|neste|næste|следующая|далее|次へ|下一页|다음)?(?: ?(?:page|seite|pagina|página))?"
    r"(?: ?[>›»→▶]{1,2})?",
    re.IGNORECASE,
)


def may_go_on(page: Page, number: int) -> bool:
    """Whether a glance at the raw page shows what may be a link to its page `number`."""
    body, url = page.body, page.address or ""
    if _has_rel_next(body):
        return True
    stem = urlsplit(url).path.rstrip("/").rpartition("/")[2].partition(".")[0].encode()
    if number == 2 and len(stem) >= SHORT:
        return bool(_RELATIVE.search(body)) or _stands_with_a_two(body, stem)
    ends = {_end(spelled) for spelled in _spellings(url, number)}
    return any(end.encode() in body for end in ends)


def _has_rel_next(body: bytes) -> bool:
    """Whether `rel=next` stands there, quoted or not: one look for the rarer word, not three."""
    place = body.find(b"next")
    while place >= 0:
        if body[max(0, place - 5) : place].endswith(_BEFORE_NEXT):
            return True
        place = body.find(b"next", place + 4)
    return False


def _stands_with_a_two(body: bytes, stem: bytes) -> bool:
    """Whether the name of a page stands somewhere with a lone 2 behind it, in one address.

    One look through the page: each of the fifteen spellings costs one.
    """
    place = body.find(stem)
    while place >= 0:
        place += len(stem)
        if _TWO.match(body, place):
            return True
        place = body.find(stem, place)
    return False


def _end(url: str) -> str:
    """What of an address must stand in any link to it, however short it is written."""
    parts = urlsplit(url)
    if parts.query:
        return parts.query.rsplit("&", 1)[-1]
    last = parts.path.rsplit("/", 1)[-1]
    return last if len(last) > 2 else "/".join(parts.path.split("/")[-2:])


def with_its_own(page: Page, article: Article) -> Page:
    """A page without the parts that did not become part of its article.

    They are pages of their own, whatever `rel=next` says, and are fetched as such.
    """
    return replace(page, parts=page.parts[: pages_of(article) - 1])


def next_part(page: Page, number: int) -> str | None:
    """The address of page `number` (from 2) of the article whose page before that this is.

    Raises nothing: what can't be parsed has no next page, nor has what says `nofollow`.
    """
    if forbids_following(page):
        return None
    url = page.address or ""
    wanted = {url_key(address): address for address in _spellings(url, number)}
    try:
        root = parse(page).root
    except CleaningError:
        return None
    for href, turning in _links(root, number):
        address = normalise_url(href, url)
        if turning and address and url_key(address) in wanted:
            return address
    return None


def _spellings(url: str, number: int) -> Iterator[str]:
    """How the address of page `number` may be written, by the address of the page before."""
    parts = urlsplit(url)
    path, query = parts.path, parse_qsl(parts.query, keep_blank_values=True)

    def with_path(new: str) -> str:
        return urlunsplit((parts.scheme, parts.netloc, new, parts.query, ""))

    def with_query(key: str) -> str:
        kept = [(k, v) for k, v in query if k != key]
        changed = urlencode([*kept, (key, str(number))])
        return urlunsplit((parts.scheme, parts.netloc, path, changed, ""))

    if number > 2:  # the page before says how it is written
        before = str(number - 1)
        yield from (with_query(key) for key, value in query if key in _KEYS and value == before)
        for pattern in (_SEGMENT, _SUFFIX):
            match = pattern.search(path)
            if match and match[match.lastindex or 1] == before:
                at = match.start(match.lastindex or 1), match.end(match.lastindex or 1)
                yield with_path(path[: at[0]] + str(number) + path[at[1] :])
        return
    yield from (with_query(key) for key in _KEYS if key not in dict(query) or key != "p")
    stem, dot, ending = path.rpartition(".")
    if dot and "/" not in ending:
        for joint in ("-", "_", ",", "-page-", "-page", "-p", "-s", "-seite-"):
            yield with_path(f"{stem}{joint}{number}.{ending}")
    for joint in ("/", "/page/", "/page-", "/p", "/seite/", "/seite-"):
        yield with_path(f"{path.rstrip('/')}{joint}{number}")


def _links(root: Any, number: int) -> Iterator[tuple[str, bool]]:
    """The links of a page, each with whether it is made to turn to that page."""
    for element in root.iter("a", "link"):
        href = element.get("href")
        if not href:
            continue
        if "next" in (element.get("rel") or "").lower().split():
            yield href, True
        elif element.tag == "a":
            text = plain("".join(element.itertext()), 40) or ""
            label = (element.get("aria-label") or element.get("title") or "").strip()
            yield href, _turns(text, number) or (not text and _turns(label, number))


def _turns(text: str, number: int) -> bool:
    bare = text.strip("[]() .")
    return bare == str(number) or bool(bare and _ARROWS.fullmatch(bare))
