"""What a robots.txt says to us (RFC 9309): which paths, how often, which sitemaps, which uses.

Pure: bytes in, rules out. Reading half a megabyte takes a few tenths of a second, so the crawl
does it in a thread.
"""

import codecs
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from protego import Protego

from cleaners.urls import normalise_url

PRODUCT = "copydesk"
"""Our product token (RFC 9309, 2.2.1): what a robots.txt calls us."""

MAX_BYTES = 524_288
"""What is read of a robots.txt (RFC 9309, 2.5: at least 500 KiB)."""

_VERSION = re.compile(
    r"^([ \t]*user-agent[ \t]*:[ \t]*[a-z_-]+)/[^\s#]*", re.IGNORECASE | re.MULTILINE
)
_DELAY = re.compile(
    r"^([ \t]*+crawl-delay[ \t]*+:[ \t]*+\d++)(?:[.,](\d++))?"
    r"[ \t]*+(?:s|secs?|seconds?)?\.?[ \t]*+(?=[#\r]|$)",
    re.IGNORECASE | re.MULTILINE,
)
"""A pause with its unit or a decimal comma, which the parser passes over."""

_USAGE = re.compile(r"content-(?:usage|signal)", re.IGNORECASE)
_LINE = re.compile(r"[ \t]*([a-z-]+)[ \t]*:[ \t]*([^#\r\n]*)", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Usage:
    """A preference about the use of what lies below a path (AIPREF, contentsignals.org)."""

    path: str
    line: str


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of one host for us. `crawl_delay` in seconds, None where it names none."""

    _parser: Protego
    sitemaps: tuple[str, ...] = ()
    crawl_delay: float | None = None
    usages: tuple[Usage, ...] = ()

    def allows(self, url: str) -> bool:
        """Whether we may fetch this URL."""
        return self._parser.can_fetch(url, PRODUCT)

    def usages_of(self, url: str) -> tuple[str, ...]:
        """The preferences about this URL, as they stand there: those of the longest path."""
        path = unquote(urlsplit(url).path) or "/"
        fitting = [usage for usage in self.usages if covers(usage.path, path)]
        longest = max((len(usage.path) for usage in fitting), default=0)
        return tuple(usage.line for usage in fitting if len(usage.path) == longest)


def read_rules(body: bytes, url: str) -> RobotsRules:
    """The rules in a robots.txt that was read from this URL; HTML and binary files have none.

    Never raises.

    >>> rules = read_rules(b"User-agent: *\\nDisallow: /private/", "http://e.x/robots.txt")
    >>> rules.allows("http://e.x/a"), rules.allows("http://e.x/private/a")
    (True, False)
    """
    text = _text(body)
    parser = Protego.parse(text)
    named = (normalise_url(sitemap, url) for sitemap in parser.sitemaps)
    return RobotsRules(
        parser,
        tuple(dict.fromkeys(filter(None, named))),
        _seconds(parser.crawl_delay(PRODUCT)),
        tuple(_usages(text)) if _USAGE.search(text) else (),
    )


def _text(body: bytes) -> str:
    """The whole lines of what is read of the file; "" for what is no robots.txt."""
    if len(body) > MAX_BYTES:  # half a rule may say the opposite
        body = body[: max(body.rfind(b"\n", 0, MAX_BYTES), body.rfind(b"\r", 0, MAX_BYTES), 0)]
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        body = body.removeprefix(mark)
    body = body.replace(
        b"\0", b""
    )  # UTF-16, or the end of a block: the rules are meant all the same
    if body.lstrip()[:1] == b"<":
        return ""
    return _DELAY.sub(r"\1.\2", _VERSION.sub(r"\1", body.decode("utf-8", "replace")))


def _seconds(delay: float | None) -> float | None:
    usable = delay is not None and math.isfinite(delay) and delay > 0
    return delay if usable else None


def _usages(text: str) -> Iterator[Usage]:
    """The preferences for us: those of our own groups, else those for everybody."""
    groups: dict[str, list[Usage]] = {}
    agents: set[str] = set()
    in_header = False
    for line in _LINE_END.split(text):
        found = _LINE.match(line)
        if found is None:
            continue
        field, value = found[1].lower(), found[2].strip()
        if field == "user-agent":
            agents = agents if in_header else set()
            agents.add(value.lower())
            groups.setdefault(value.lower(), [])
            in_header = True
        elif field != "sitemap":
            in_header = False
            if _USAGE.fullmatch(field) and value:
                for agent in agents or {"*"}:
                    groups.setdefault(agent, []).append(_usage(field, value))
    yield from groups[PRODUCT] if PRODUCT in groups else groups.get("*", [])


def _usage(field: str, value: str) -> Usage:
    path, _, rest = value.partition(" ")
    named = path.startswith("/") and bool(rest.strip())
    return Usage(path if named else "/", f"{field.capitalize()}: {value}"[:500])


def covers(pattern: str, path: str) -> bool:
    """Whether a path of a rule covers a path of a page (RFC 9309, 2.2.3).

    >>> covers("/news/*/print$", "/news/a/print"), covers("/new", "/old")
    (True, False)
    """
    end = "" if not pattern.endswith("$") else r"\Z"
    parts = map(re.escape, re.sub(r"\*+", "*", unquote(pattern).removesuffix("$")).split("*"))
    return re.match(".*?".join(parts) + end, path, re.DOTALL) is not None
