"""The phrases by which furniture names itself, from `lexicon.toml`, and how texts meet them."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

MORE_WORDS = 8
"""How many words `*` at the end of a phrase may stand for."""

SEPARATORS = ":：|»›>→–—-•["
"""What parts a cue ("Read also") from the headline behind it."""

FURNITURE = (
    "comment_form", "share", "newsletter", "ad", "cookie", "paywall", "related_label",
    "tags_label", "bio_label", "home",
)  # fmt: skip
"""The families whose phrases are furniture wherever they fill a line."""

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{4}")
"""Letters of scripts without spaces: so many begin a phrase that is no part of another word."""

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_NUMBER = re.compile(rf"[0-9٠-٩۰-۹०-९০-৯]+(?:[.,\s][0-9]{{3}})*[kKmM]?(?![^\W_{_CJK}])")
_BESIDE_NUMBER = re.compile(rf"(?<=[{_CJK}])#|#(?=[{_CJK}])")


@dataclass(frozen=True, slots=True)
class Family:
    """The phrases of one kind of furniture: whole ones, beginnings, and those too weak alone.

    `longest` is the number of words of the longest; `unspaced` are the beginnings in scripts that
    write no spaces.
    """

    whole: frozenset[str]
    beginnings: frozenset[str]
    weak: frozenset[str]
    longest: int
    unspaced: tuple[str, ...]


def fold(text: str) -> str:
    """Words in lower case with single spaces; numbers are "#", punctuation and symbols go.

    >>> fold("  12 Comments! »")
    '# comments'
    >>> fold("コメント12件")
    'コメント # 件'
    """
    text = _BESIDE_NUMBER.sub(" # ", _NUMBER.sub("#", text.casefold()))
    kept = [c if c == "#" or c.isalnum() or _is_mark(c) else " " for c in text]
    return " ".join("".join(kept).split())


@lru_cache(maxsize=4_096)
def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


@cache
def family(name: str) -> Family:
    """The phrases of a family, folded."""
    table = tomllib.loads(files("cleaners").joinpath("lexicon.toml").read_text("utf-8"))[name]
    whole: set[str] = set()
    beginnings: set[str] = set()
    for phrase in table["phrases"]:
        folded = fold(phrase.replace("#", "1"))
        (beginnings if phrase.endswith("*") else whole).add(folded)
    weak = frozenset(_folded(phrase) for phrase in table.get("weak", ()))
    longest = max(phrase.count(" ") for phrase in whole | beginnings) + 1
    unspaced = tuple(phrase for phrase in sorted(beginnings) if _UNSPACED.search(phrase))
    return Family(frozenset(whole), frozenset(beginnings), weak, longest, unspaced)


def _folded(phrase: str) -> str:
    """A phrase as `matches` returns it."""
    return f"{fold(phrase)} *" if phrase.endswith("*") else fold(phrase)


def matches(text: str, name: str) -> str | None:
    """The phrase of the family that the whole text is, or None.

    >>> matches("LEAVE A REPLY", "comment_form"), matches("Sponsored by the port", "ad")
    ('leave a reply', 'sponsored by *')
    """
    phrases = family(name)
    if len(text) > 200:
        return None
    folded = fold(text)
    if folded in phrases.whole:
        return folded
    words = folded.split()
    for end in range(min(len(words), phrases.longest), 0, -1):
        beginning = " ".join(words[:end])
        if beginning in phrases.beginnings and len(words) - end <= MORE_WORDS:
            return f"{beginning} *"
    return _unspaced(folded, phrases)


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
    >>> cue("Read the harbour's own rules") is None
    True
    """
    phrases = family(name)
    folded = fold(text)
    if folded in phrases.whole:
        return folded, ""
    for place, character in enumerate(text[:60]):
        if character not in SEPARATORS or (character == "-" and text[place - 1 : place] != " "):
            continue
        head = fold(text[:place])
        if head in phrases.whole:
            return head, text[place:].lstrip(SEPARATORS + " ").rstrip("] ")
    inside = text.strip("()[]【】 ")
    if inside and text.startswith(("(", "[", "【")) and text.rstrip().endswith((")", "]", "】")):
        return cue(inside, name)
    return None


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
