"""JSON as pages write it: parsed if it can be, mended where that is cheap, else picked apart.

Nothing here takes more than a few linear passes, whatever the bytes are.
"""

import json
import re
from html import unescape

MAX_JSON = 2_000_000
"""Characters of one script. Of 3,700 pages none had JSON-LD above 1 MB."""

MAX_PICKED = 300_000
"""Characters of a broken script that are searched for single fields."""

_DECODER = json.JSONDecoder(strict=False)
_WRAPPERS = ("<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[", "//-->", "//]]>", "]]>", "-->")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_BAD_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_FIELDS = "headline|datePublished|dateModified|dateCreated|description|articleSection|inLanguage"
_PICKED_FIELD = re.compile(rf'"({_FIELDS})"\s{{0,20}}:\s{{0,20}}"((?:[^"\\]|\\.){{1,2000}})"')
_PICKED_NAME = re.compile(r'"name"\s{0,20}:\s{0,20}"([^"\\]{1,200})"')
_NAME_WITHIN = 400
"""Characters behind "author" within which the author's name stands."""


def read_json(text: str) -> object | None:
    """The value that a script holds; fields picked out of it if it is broken; None if nothing.

    >>> read_json('{"headline": "A", }')
    {'headline': 'A'}
    """
    text = _unwrap(text)
    if not text or len(text) > MAX_JSON:
        return None
    try:
        return _parse(text)
    except RecursionError:
        return None
    except ValueError:
        pass
    try:
        return _parse(_mend(text))
    except (ValueError, RecursionError):
        return _pick(text[:MAX_PICKED])


def _unwrap(text: str) -> str:
    """Without the comment and CDATA marks that some pages put around their scripts."""
    text = text.strip().strip("\ufeff")
    for mark in _WRAPPERS:
        text = text.removeprefix(mark).removesuffix(mark).strip()
    return text


def _parse(text: str) -> object:
    """The first JSON value of the text; what stands behind it (a semicolon, a second one) goes."""
    value: object = _DECODER.raw_decode(text)[0]
    return value


def _mend(text: str) -> str:
    """What is most often wrong, put right: escaped quotes, bad escapes, trailing commas."""
    if '"' not in text and "&quot;" in text:
        text = unescape(text)
    text = _BAD_ESCAPE.sub(_good_escape, text)
    return _TRAILING_COMMA.sub(r"\1", text)


def _good_escape(match: re.Match[str]) -> str:
    letter = match[1]
    if letter in '"\\/bfnrtu':
        return match[0]
    return letter if letter in "'&$- " else "\\\\" + letter


def _pick(text: str) -> object | None:
    """Single fields out of JSON that cannot be parsed: the first of each name."""
    found: dict[str, object] = {}
    for match in _PICKED_FIELD.finditer(text):
        found.setdefault(match[1], _unescape(match[2]))
    at = text.find('"author"')
    if at >= 0 and (name := _PICKED_NAME.search(text, at, at + _NAME_WITHIN)):
        found["author"] = name[1]
    return {"@type": "Article", **found} if "headline" in found else None


def _unescape(raw: str) -> str:
    try:
        value: str = json.loads(f'"{raw}"', strict=False)
    except ValueError:
        return raw
    return value
