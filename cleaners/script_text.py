"""Pages that show nothing without JavaScript: the article's HTML stands in a string of a script.

Frameworks send what a page will show a second time, as data: Next.js in `self.__next_f.push` or
`__NEXT_DATA__`, Nuxt, Apollo and others in objects of their own. Where the page itself has no
sentences, its text is the HTML among the strings of the script that has most of it. A page that
shows a part, or says that it is not free, is left as it is: what it holds back is not taken.
"""

import json
import re
from collections.abc import Iterator

from cleaners.sentences import word_count

MIN_WORDS = 60
"""Words in running text; a page that shows so many is read as it stands."""

MIN_PARAGRAPHS = 3
"""Of running text in a script that is an article; a ware is described in one or two."""

MAX_STRINGS = 4_000_000
"""Characters of scripts that are looked through."""

_RUN = 8
"""Words that stand together in running text; menus and buttons have fewer."""

_NESTED = 3
"""How deep strings are looked for within strings: HTML in JSON in a call of JavaScript."""

_HINTS = ("\\u003cp", "\\u003Cp", '"<p>', '"<p ')
_SIGN = re.compile(r"(?:\\u003[cC]|<)p(?:\s|>|\\u003[eE])")
_STRING = re.compile(r'\\.|"((?:[^"\\]++|\\.)*+)"?', re.DOTALL)
"""A string, or a sign outside of one that a backslash guards; every character is read once."""
_PARAGRAPH = re.compile(r"<p[\s>]")
_TAG = re.compile(r"<[^<>]*+>")
_NOT_FREE = (
    re.compile(
        r'"isaccessibleforfree\\?"\s*:\s*\[?\s*\\?"?(?:https?://schema\.org/)?(?:false|no\b|0)'
    ),
    re.compile(r'content="?(?:locked|premium|paid|metered|subscri)'),
)
"""What a page says of its access in JSON-LD, or as the tier of its content in a meta element; in
small letters, as a pattern that begins with letters of one case is sought ten times as quickly."""


def may_hold_text(source: str) -> bool:
    """Whether strings of a page look as if paragraphs of HTML stood in them, and may be read."""
    if not any(sign in source for sign in _HINTS):
        return False
    lowered = source.lower()
    return not any(pattern.search(lowered) for pattern in _NOT_FREE)


def running_words(texts: Iterator[str]) -> int:
    """The words of those texts that are long enough to be no menu; counted up to `MIN_WORDS`."""
    total = 0
    for text in texts:
        words = word_count(text)
        total += words if words >= _RUN else 0
        if total >= MIN_WORDS:
            break
    return total


def html_in_scripts(scripts: Iterator[str], shown: int) -> str | None:
    """The HTML in the script with the most running text, or None if it says hardly more than
    `shown`, the running words of the page itself.

    Sites keep an article as one string or as one for each part: all of the script, in order.
    """
    best, most = None, max(MIN_WORDS, 3 * shown)
    left = MAX_STRINGS
    for script in scripts:
        if len(script) > left:
            break
        left -= len(script)
        pieces = dict.fromkeys(_pieces(script, _NESTED))
        texts = (text for piece in pieces for text in _TAG.split(piece))
        running = [words for text in texts if (words := word_count(text)) >= _RUN]
        if len(running) >= MIN_PARAGRAPHS and sum(running) >= most:
            best, most = "\n".join(pieces), sum(running) + 1
    return best


def _pieces(script: str, deep: int) -> Iterator[str]:
    """The strings of a script that are HTML with paragraphs, those inside of strings too."""
    for found in _STRING.finditer(script):
        literal = found[1]
        if not literal or not _SIGN.search(literal):
            continue
        try:
            text = json.loads(f'"{literal}"', strict=False)
        except ValueError:
            continue
        if _PARAGRAPH.search(text) and not text.lstrip().startswith(("{", "[")):
            yield text
        elif deep:
            yield from _pieces(text, deep - 1)
