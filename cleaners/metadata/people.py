"""Names of people and agencies, told out of bylines: no "By", no role, no URL.

>>> names_in("By Ana Silva and Bo Ek, dpa")
('Ana Silva', 'Bo Ek', 'dpa')
"""

import re
from functools import cache

from cleaners.metadata.words import word_group, words

MAX_BYLINE = 400
MAX_NAME = 70
MAX_NAME_WORDS = 8
MAX_AUTHORS = 30

_CJK_ROLE = re.compile(
    r"\s*(?:선임기자|전문기자|기자|특파원|논설위원|記者|记者|編集委員)(?:\s*외.*)?$"
)
_APART = re.compile(r"\s*[;|•·⋅\n]\s*|\s+/\s+|(?<=[^\W\d_])/(?=[^\W\d_a-z])|、|，")
_COMMA = re.compile(r"\s*,\s*")
_PARENTHESES = re.compile(r"\s*[(\[（][^()\[\]（）]{0,60}[)\]）]")
_CONTACT = re.compile(r"https?://\S*|www\.\S+|(?<!\S)\S[^\s@]*+@\S[^\s.]*+\.\S+|(?:^|\s)@\w+")
_PICTURES = re.compile(
    r"(?:^|\s)(?:photo(?:graph)?s?|fotos?|bild(?:er)?|pictures?|images?|illustrations?|video)"
    r"\s*(?::|by\s|von\s|de\s|di\s|por\s|par\s)"
    r".*?(?=[\s,;|]+(?:text|tekst|texte|texto|testo|story|words)(?:\s*:|\s+by\s)|\n|$)",
    re.IGNORECASE,
)
"""Whose pictures they are: "Photo by Ana Silva"; who wrote the text may stand behind them."""

_PLACE = re.compile(r"\s+(?:in|from|em|en|à|aus|fra|från)(?:\s+[^\W\d_a-zà-ÿ][\w.'’-]*){1,3}$")
"""From where somebody writes: "Ana Silva in Lisbon"."""

_DUTCH_AND = re.compile(r"\s+en\s+")
"""Before a person's name it joins two authors; else it is a place's ("Ana Silva en Lisboa")."""

_FOR = re.compile(r"\s+(?:for|für|pour)\s+.+$")
_CREDENTIAL = re.compile(
    r"(?:[A-Z][A-Za-z]{0,3}\.){1,4}[A-Z]?|[A-Z]{2,6}(?:-[A-Z]+)*(?: \d{1,3})?®?|[JS]r\.?|I{2,3}"
    r"|Ph\.?D\.?|DrPH|PharmD|PsyD|MBAs?|Esq\.?|[A-Z]{1,2}\.?[A-Z][a-z]\.?"
)
_SLUG = re.compile(r"[a-z]+(?:[-_][a-z]+)+\d*$")
_ORNAMENT = ' -–—,;:|/*"“”©'
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\ud7af\uf900-\ufaff]")
"""Letters of scripts that write names without spaces."""

MAX_UNSPACED = 12
"""Letters of such a name; foreign ones are spelled by their sound."""

_ACCOUNT = re.compile(r"[A-Za-z0-9._-]+")
_RUN_TOGETHER = re.compile(r"[a-z][A-Z]|\d")
MIN_ACCOUNT = 4
"""Letters of an account's name; what is shorter are initials."""

_SHORT = 5
"""Letters of a last word whose full stop belongs to it ("Ph.D.", "Jr.")."""


def names_in(text: str, last_name_first: bool = False) -> tuple[str, ...]:
    """The names in a byline, in order, none twice; empty if it holds none.

    `last_name_first` reads "Silva, Ana" as one person, as library catalogues write it.
    """
    text = _PARENTHESES.sub("", _CONTACT.sub(" ", text[:MAX_BYLINE])).strip(_ORNAMENT)
    text = without_by(_PICTURES.sub("", text).strip(_ORNAMENT))
    if last_name_first and (swapped := _swap(text)):
        return (swapped,)
    names: dict[str, str] = {}
    for part in _APART.split(text):
        for name in _of_part(part):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())[:MAX_AUTHORS]


def without_by(text: str) -> str:
    """A text without the words that introduce a byline, if a name can be left behind them.

    >>> without_by("Written by: Ana Silva"), without_by("Von Braun"), without_by("文／王小明")
    ('Ana Silva', 'Von Braun', '王小明')
    """
    for _ in range(2):
        found = _by().match(text)
        rest = text[found.end() :].strip(_ORNAMENT) if found else ""
        if not found or not rest:
            return text
        by = found[0].strip().rstrip(":：／/|").strip()
        if by.casefold() in word_group("byline", "also_names") and len(rest.split()) < 2:
            return text
        text = rest
    return text


def begins_with_by(text: str | None) -> bool:
    """Whether a text is or begins with words that introduce a byline.

    >>> begins_with_by(" By "), begins_with_by("von Ana Silva"), begins_with_by("Bylaws")
    (True, True, False)
    """
    if not text or text.isspace():
        return False
    text = text[:MAX_BYLINE].strip().lstrip(_ORNAMENT)
    return text[:1].casefold() in _first_letters() and bool(_spaced_by().match(f"{text} "))


def is_person(text: str) -> bool:
    """Whether a text has the shape of a person's name: two to five capitalised words.

    >>> is_person("Anna van der Berg"), is_person("Read More"), is_person("山田太郎")
    (True, False, True)
    """
    parts = text.split()
    if any(c.isdigit() or c in "!?:@#&/" for c in text) or len(text) > MAX_NAME:
        return False
    if len(parts) == 1:
        return 2 <= len(text) <= MAX_UNSPACED and bool(_UNSPACED.match(text))
    folded = {part.casefold() for part in parts}
    if not 2 <= len(parts) <= 6 or not folded.isdisjoint(word_group("byline", "roles")):
        return False
    if not folded.isdisjoint(word_group("byline", "labels")):
        return False
    if parts[0][0].islower() or not all(any(map(str.isalpha, part)) for part in parts):
        return False
    proper = [part for part in parts if not part[0].islower()]
    small = (part.strip("'’.") for part in parts if part[0].islower())
    return len(proper) >= 2 and word_group("byline", "particles").issuperset(small)


def is_account(text: str) -> bool:
    """Whether a name is written as accounts are: one word, small, with digits, or two run together.

    >>> [is_account(name) for name in ("ana.silva", "AnaS", "ekbo99", "Ana", "dpa", "Ana Silva")]
    [True, True, True, False, False, False]
    """
    if len(text) < MIN_ACCOUNT or not _ACCOUNT.fullmatch(text) or is_agency(text):
        return False
    return text.islower() or bool(_RUN_TOGETHER.search(text))


@cache
def _first_letters() -> frozenset[str]:
    return frozenset(by[0].casefold() for by in words("byline", "by"))


@cache
def _spaced_by() -> re.Pattern[str]:
    spelled = sorted(words("byline", "by"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, spelled))})[\s:：／/|]", re.IGNORECASE)


@cache
def _by() -> re.Pattern[str]:
    spelled = sorted(words("byline", "by"), key=len, reverse=True)
    caseless = "|".join(
        re.escape(by) for by in spelled if not by[0].isupper() and not by[0].islower()
    )
    others = "|".join(re.escape(by) for by in spelled if by[0].isupper() or by[0].islower())
    mark = r"\s*[:：／/|]\s*"
    return re.compile(rf"(?:{others})(?:{mark}|\s+)|(?:{caseless})(?:{mark}|\s*)", re.IGNORECASE)


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(map(re.escape, words('byline', 'and')))})\s+")


def _swap(text: str) -> str | None:
    parts = _COMMA.split(text)
    if len(parts) == 2 and all(parts) and all(len(part.split()) <= 3 for part in parts):
        return f"{parts[1]} {parts[0]}"
    return None


def _of_part(part: str) -> list[str]:
    """The names of a part without semicolons: a list with commas and "and", or one name."""
    names: list[str] = []
    tokens = [token for token in _COMMA.split(part) if token]
    lonely = all(" " not in token for token in tokens)
    for place, token in enumerate(tokens):
        first, _, rest = token.partition(" ")
        if place and rest and first in words("byline", "and"):
            token = rest
        if names and _is_credential(token):
            names[-1] = f"{names[-1]}, {token}"
        elif names and not lonely and _is_no_name(token):
            continue
        else:
            names.extend(filter(None, map(_clean, _split_and(token))))
    return names


def _split_and(text: str) -> list[str]:
    """Split at "and" where both sides are names; companies keep theirs."""
    if not all(map(is_person, _DUTCH_AND.split(text))):
        for tail in (_PLACE, _FOR):
            head = tail.sub("", text)
            text = head if all(map(is_person, _and().split(head))) else text
    sides = _and().split(text)
    if len(sides) > 1 and all(is_person(side) or is_agency(side) for side in sides):
        return sides
    return [text]


def _is_no_name(token: str) -> bool:
    """Whether what stands behind a name and a comma is a place or a role."""
    if " " not in token:
        return not is_agency(token)
    first, *others = token.split()
    small = first[0].islower() and first.casefold() not in word_group("byline", "particles")
    return (small and len(others) > 1) or _has_role(token)


def _is_credential(token: str) -> bool:
    return bool(_CREDENTIAL.fullmatch(token)) and not is_agency(token)


def is_agency(token: str) -> bool:
    """Whether a text is the short name of a news agency."""
    return token.casefold().strip(".") in word_group("byline", "agencies")


def _clean(name: str) -> str | None:
    """One name without role and ornament; None if it is none."""
    name = _CJK_ROLE.sub("", name)
    for dash in (" - ", " – ", " — "):
        head, found, tail = name.partition(dash)
        if found and (_has_role(tail) or is_person(head)):
            name = head
    name = _without_role(name.strip(_ORNAMENT))
    if name.endswith(".") and len(name.rsplit(" ", 1)[-1]) > _SHORT:
        name = name[:-1]
    if not 2 <= len(name) <= MAX_NAME or not any(map(str.isalpha, name)):
        return None
    if name.casefold() in word_group("byline", "nobody") or _SLUG.fullmatch(name):
        return None
    parts = _folded(name)
    if len(parts) > MAX_NAME_WORDS or word_group("byline", "roles").issuperset(parts):
        return None
    return name


def _folded(text: str) -> list[str]:
    return text.casefold().replace("-", " ").split()


def _has_role(text: str) -> bool:
    return not word_group("byline", "roles").isdisjoint(_folded(text))


def _without_role(name: str) -> str:
    """A name without the role words around it ("Ana Silva Correspondent", "Editor: Ana Silva")."""
    role, found, rest = name.partition(":")
    if found and _has_role(role) and is_person(rest.strip()):
        return rest.strip()
    parts = name.split()
    if parts and parts[-1].casefold() in word_group("byline", "collectives"):
        return name
    roles = word_group("byline", "roles")
    behind = len(parts)
    while behind > 2 and parts[behind - 1].casefold() in roles:
        behind -= 1
    if behind < len(parts):
        while behind > 2 and parts[behind - 1].casefold() in word_group("byline", "beats"):
            behind -= 1
    return " ".join(parts[:behind])
