"""The phrases by which furniture names itself, from `lexicon.toml`, and how texts meet them."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

MORE_WORDS = 8
"""How many words `*` at the end of a phrase may stand for."""

SEPARATORS = ":：|»›>→–—-•["
"""What parts a cue ("Read also") from the headline behind it."""

MAX_LINE = 250
"""Characters of a line whose words are remembered; no cue alone is longer."""

MAX_PHRASE = 200
"""Characters of a line that may be a phrase with what follows it."""

MAX_CUE = 60
"""Characters at the beginning of a line among which a cue ends."""

MAX_CUE_WORDS = 4
"""Words of the longest cue that needs no separator behind it, where brackets enclose the line."""

FURNITURE = (
    "comment_form", "share", "newsletter", "ad", "cookie", "paywall", "related_label",
    "tags_label", "bio_label", "home", "newsroom_note", "tool",
)  # fmt: skip
"""The families whose phrases are furniture wherever they fill a line."""

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{4}")
"""Letters of scripts without spaces: so many begin a phrase that is no part of another word."""

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_CLOSING = re.compile(r"[)\]】]")
_SEPARATOR = re.compile(rf"[{re.escape(SEPARATORS.replace('-', ''))}]|(?<= )-")
_NUMBER = re.compile(rf"[0-9٠-٩۰-۹०-९০-৯]+(?:[.,\s][0-9]{{3}})*[kKmM]?(?![^\W_{_CJK}])")
_BESIDE_NUMBER = re.compile(rf"(?<=[{_CJK}])#|#(?=[{_CJK}])")


@dataclass(frozen=True, slots=True)
class Family:
    """The phrases of one kind of furniture: whole ones, beginnings, and those too weak alone.

    `longest` is the number of words of the longest; `unspaced` are the beginnings in scripts that
    write no spaces; `firsts` are the first words of the whole ones.
    """

    whole: frozenset[str]
    beginnings: frozenset[str]
    weak: frozenset[str]
    longest: int
    unspaced: tuple[str, ...]
    firsts: frozenset[str]


class _Spaced(dict[int, int]):
    """For each character itself, or a space for what is no letter, digit, mark or "#"."""

    def __missing__(self, code: int) -> int:
        character = chr(code)
        kept = character == "#" or character.isalnum() or unicodedata.category(character)[0] == "M"
        self[code] = code if kept else 32
        return self[code]


_SPACED = _Spaced()
_PLAIN = bytes(
    ord(chr(code).lower()) if chr(code).isalnum() or code == ord("#") else ord(" ")
    for code in range(128)
).ljust(256)
"""The same for ASCII, in lower case: most lines, and six times quicker."""

_OF_NUMBERS = b"#0123456789\xd9\xdb\xe0"
"""Bytes of which UTF-8 has one in each digit that is read as a number, and in a "#"."""


def fold(text: str) -> str:
    """Words in lower case with single spaces; numbers are "#", punctuation and symbols go.

    >>> fold("  12 Comments! »")
    '# comments'
    >>> fold("コメント12件")
    'コメント # 件'
    """
    return _folded_line(text) if len(text) <= MAX_LINE else _fold(text)


def _fold(text: str) -> str:
    if text.isascii():
        plain = text.encode()
        if len(plain.translate(None, b"0123456789")) < len(plain):
            plain = _NUMBER.sub("#", text.lower()).encode()
        return " ".join(plain.translate(_PLAIN).decode().split())
    folded = text.casefold().replace("i\u0307", "i")  # what becomes of a Turkish capital
    return " ".join(numbered(folded).translate(_SPACED).split())


def numbered(folded: str) -> str:
    """A text in one case with "#" for its numbers.

    >>> numbered("1,000 of 3.5m, コメント12件")
    '# of #.#, コメント # 件'
    """
    written = folded.encode("utf-8", "surrogatepass")
    if len(written.translate(None, _OF_NUMBERS)) == len(written):
        return folded
    folded = _NUMBER.sub("#", folded)
    return _BESIDE_NUMBER.sub(" # ", folded) if "#" in folded else folded


_folded_line = lru_cache(maxsize=16_384)(_fold)
"""The same, remembered: each line is asked for by a dozen rules."""


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(files("cleaners").joinpath("lexicon.toml").read_text("utf-8"))


def families() -> tuple[str, ...]:
    """The names of all families."""
    return tuple(_tables())


@cache
def family(name: str) -> Family:
    """The phrases of a family, folded."""
    table = _tables()[name]
    whole: set[str] = set()
    beginnings: set[str] = set()
    for phrase in table["phrases"]:
        folded = fold(phrase.replace("#", "1"))
        (beginnings if phrase.endswith("*") else whole).add(folded)
    weak = frozenset(_folded(phrase) for phrase in table.get("weak", ()))
    longest = max(phrase.count(" ") for phrase in whole | beginnings) + 1
    unspaced = tuple(phrase for phrase in sorted(beginnings) if _UNSPACED.search(phrase))
    firsts = frozenset(phrase.partition(" ")[0] for phrase in whole)
    return Family(frozenset(whole), frozenset(beginnings), weak, longest, unspaced, firsts)


def _folded(phrase: str) -> str:
    """A phrase as `matches` returns it."""
    return f"{fold(phrase)} *" if phrase.endswith("*") else fold(phrase)


def matches(text: str, name: str) -> str | None:
    """The phrase of the family that the whole text is, or None.

    >>> matches("LEAVE A REPLY", "comment_form"), matches("Sponsored by the port", "ad")
    ('leave a reply', 'sponsored by *')
    """
    return phrases_of(text).get(name) if len(text) <= MAX_PHRASE else None


_NO_PHRASES: Mapping[str, str] = {}


@lru_cache(maxsize=16_384)
def phrases_of(text: str) -> Mapping[str, str]:
    """For each family that has the text among its phrases the phrase; the text is a short line."""
    known = _known_phrases()
    folded = fold(text)
    whole, begins = known.whole.get(folded, ()), folded.partition(" ")[0] in known.firsts
    if not whole and not begins and folded.isascii():
        return _NO_PHRASES
    found = dict.fromkeys(whole, folded)
    if begins:
        words = folded.split()
        for end in range(min(len(words), known.longest), 0, -1):
            beginning = " ".join(words[:end])
            near = len(words) - end <= MORE_WORDS
            for name in known.beginnings.get(beginning, ()) if near else ():
                found.setdefault(name, f"{beginning} *")
    if not folded.isascii() and _UNSPACED.search(folded):
        for name in families():
            if name not in found and (phrase := _unspaced(folded, family(name))):
                found[name] = phrase
    return found


def may_begin(folded: str) -> bool:
    """Whether a phrase may begin a folded line: one begins with its first word.

    >>> may_begin("sponsored by the port"), may_begin("harbour news")
    (True, False)
    """
    return folded.partition(" ")[0] in _known_phrases().firsts


@dataclass(frozen=True, slots=True)
class _Phrases:
    """All whole phrases and all beginnings, each with the families that have it.

    `firsts` are the first words of the beginnings, `longest` the number of words of the longest.
    """

    whole: Mapping[str, tuple[str, ...]]
    beginnings: Mapping[str, tuple[str, ...]]
    firsts: frozenset[str]
    longest: int


@cache
def _known_phrases() -> _Phrases:
    whole: dict[str, tuple[str, ...]] = {}
    beginnings: dict[str, tuple[str, ...]] = {}
    for name in families():
        for phrase in family(name).whole:
            whole[phrase] = (*whole.get(phrase, ()), name)
        for phrase in family(name).beginnings:
            beginnings[phrase] = (*beginnings.get(phrase, ()), name)
    firsts = frozenset(phrase.partition(" ")[0] for phrase in beginnings)
    return _Phrases(whole, beginnings, firsts, max(family(name).longest for name in families()))


def _unspaced(folded: str, phrases: Family) -> str | None:
    """The beginning that a text without spaces has: there a phrase ends within a word."""
    for beginning in phrases.unspaced:
        if folded.startswith(beginning) and len(folded) - len(beginning) <= 2 * MORE_WORDS:
            return f"{beginning} *"
    return None


def cue(text: str, name: str = "read_also") -> tuple[str, str] | None:
    """The cue that a line begins with and the rest behind a separator, or None.

    The rest is "" where the cue is the whole line. A cue without a separator behind it is prose
    ("Read the grain and feed the board") and is no cue.

    >>> cue("Read also: The harbour freezes")
    ('read also', 'The harbour freezes')
    >>> cue("[Read also] The harbour freezes"), cue("Read the harbour's own rules")
    (('read also', 'The harbour freezes'), None)
    """
    return _line_cue(text, name) if len(text) <= MAX_LINE else _cue(text, name)


def _cue(text: str, name: str) -> tuple[str, str] | None:
    phrases = family(name)
    folded = fold(text[: MAX_CUE if len(text) > MAX_LINE else MAX_LINE])
    if len(text) <= MAX_LINE and folded in phrases.whole:
        return folded, ""
    begins = folded.partition(" ")[0] in phrases.firsts
    for found in _SEPARATOR.finditer(text, 0, MAX_CUE) if begins else ():
        head = fold(text[: found.start()])
        if head in phrases.whole:
            return head, text[found.start() :].lstrip(SEPARATORS + " ").rstrip("] ")
    if text.startswith(("(", "[", "【")):
        return _bracketed(text.rstrip(), phrases, name)
    return None


def _bracketed(text: str, phrases: Family, name: str) -> tuple[str, str] | None:
    """The same where brackets hold the whole line, or the cue alone: "[Read also] The harbour"."""
    if text.endswith((")", "]", "】")):
        inside = text.strip("()[]【】 ")
        return (cue(inside, name) or _headed(inside, phrases)) if inside else None
    closed = _CLOSING.search(text, 1, MAX_CUE)
    head = fold(text[1 : closed.start()]) if closed else ""
    if closed and head in phrases.whole and head not in phrases.weak:
        return head, text[closed.end() :].strip()
    return None


def _headed(text: str, phrases: Family) -> tuple[str, str] | None:
    """The cue of two words or more that a line in brackets begins with, and the rest."""
    for count in range(MAX_CUE_WORDS, 1, -1):
        parts = text.split(None, count)
        head = fold(" ".join(parts[:count]))
        if len(parts) > count and head in phrases.whole and head not in phrases.weak:
            return head, parts[count]
    return None


_line_cue = lru_cache(maxsize=16_384)(_cue)


def is_weak(phrase: str, name: str = "read_also") -> bool:
    """Whether the phrase is an ordinary word that proves nothing when it stands alone."""
    return phrase in family(name).weak


def names_mailing(text: str) -> bool:
    """Whether the text names a thing that one subscribes to: a newsletter, a channel.

    >>> names_mailing("Recibe el boletín cada mañana"), names_mailing("Recibe el premio en Weir")
    (True, False)
    """
    folded = fold(text)
    return any(word in folded for word in family("mailing").whole)
