"""How a line that names the author or the date of an article looks, in many languages."""

import re
from collections.abc import Collection
from functools import lru_cache

from cleaners.wording import is_finished, word_count

MAX_BYLINE_WORDS = 14
"""Words of the longest line of this kind: author, place, date and time."""

MAX_BYLINE = 250
"""Characters of such a line; longer ones without spaces are data."""

MAX_NAME_WORDS = 9
MAX_BESIDE_DATE = 4
"""Words that may stand beside a date: a weekday, a time, its zone."""

_BY = re.compile(
    r"(?P<by>by|von|par|por|di|door|av|af|przez|od|autor(?:a|ka|en)?|автор(?:и)?|autore|auteur|"
    r"texte?|reporter|words|from|geschrieben von|написал[аи]?|szerző|από|yazan|كتب(?:ت|ه)?|"
    r"بقلم|מאת|लेखक|oleh|penulis|tác giả|作者|記者|记者|文|기자)"
    r"(?:\s*[:：]\s*|\s+)(?P<name>\S.*)",
    re.IGNORECASE,
)
_BY_BEGINS = frozenset("by vo pa po di do av af pr od au te re wo fr ge sz ya ol pe tá".split())
"""How those words begin that begin with a Latin letter."""

_SIGNED = re.compile(
    r"[가-힣]{2,4}\s?기자(?:\s\S+@\S+)?|(?:記者|记者)\S{2,12}[／/]\S{2,8}(?:報導|报道)"
)
"""A name with the word for reporter, as Korean and Chinese papers sign."""

_DAY = r"\d{1,2}(?!\d)"
_YEAR = r"(?<!\d)(?:1[0-9]|20|২০|२०|٢٠|۲۰|۱۴|25)[\d]{2}(?!\d)"
_MONTH = r"[^\W\d](?:[^\W\d]++|[’'’])*+"
_DATE = re.compile(
    rf"(?<!\d){_DAY}(?:st|nd|rd|th|er|º|-?an?)?[.,]?\s*(?:{_MONTH}[.,]?\s*){{1,3}}{_YEAR}"
    rf"|{_MONTH}\.?\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}"
    rf"|{_YEAR}[.,]?\s(?:{_MONTH}[.,]?\s){{1,2}}{_DAY}"
    rf"|(?<!\d){_DAY}\s?[./-]\s?{_DAY}\s?[./-]\s?(?:{_YEAR}|\d{{2}}(?!\d))"
    rf"|{_YEAR}\s?[./-]\s?{_DAY}\s?[./-]\s?{_DAY}"
    rf"|{_YEAR}\s?[年년]\s?{_DAY}\s?[月월]\s?{_DAY}\s?[日일]",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_MAY_BE_DATE = re.compile(r"\d(?:\d{3}|\s?[./-]\s?\d)")
"""What each form of a date has in it, and quicker to look for: a year, or days parted by signs."""

_CLOCK = re.compile(r"(?<!\d)[0-2]?\d[:.h][0-5]\d(?!\d)")
_ALONE = re.compile(rf"{_CLOCK.pattern}|(?<!\S)[,.;|](?!\S)")
"""What counts for nothing beside a date: a time, and a sign that stands alone."""

_PART = re.compile(r"[|•·–—]")
_BETWEEN_NAMES = re.compile(r"[|•·–—/,;&()]")
_UPDATED = re.compile(
    r"(?:published|updated|posted|last (?:updated|modified)|veröffentlicht|aktualisiert|stand|"
    r"publié|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|"
    r"opublikowano|aktualizacja|publikováno|опубликовано|обновлено|дата|نشر|نُشر|تحديث|"
    r"פורסם|עודכן|güncelleme|yayınlanma)\b|(?:发布|發布|更新|公開|입력|수정)",
    re.IGNORECASE,
)


def why_byline(text: str) -> str | None:
    """Why a short line names the author or the date, or None.

    >>> why_byline("Von Anna Berg"), why_byline("Monday, 12 March 2026, 14:05 CET")
    ('names who wrote it', 'is a date')
    >>> why_byline("By noon the harbour was closed"), why_byline("The winter of 1962")
    (None, None)
    """
    return _why(text) if len(text) <= MAX_BYLINE else None


@lru_cache(maxsize=16_384)
def _why(text: str) -> str | None:
    if word_count(text) > MAX_BYLINE_WORDS or (is_finished(text) and not text[-4:].isdigit()):
        return None
    dated = _DIGIT.search(text) is not None
    date = _DATE.search(text) if dated and _MAY_BE_DATE.search(text) else None
    if dated and _UPDATED.match(text) and (date or _CLOCK.search(text)):
        return "says when it was published"
    if date and word_count(_ALONE.sub("", text.replace(date[0], ""))) <= MAX_BESIDE_DATE:
        return "is a date"
    if date and _is_dated_name(text.replace(date[0], "")):
        return "names who wrote it, and when"
    begins = text[:2].lower()
    if begins.isascii() and begins not in _BY_BEGINS:
        return None
    named = _BY.fullmatch(text)
    if _SIGNED.fullmatch(text) or (named and _is_name(named["name"])):
        return "names who wrote it"
    return None


def names_authors(text: str, authors: Collection[str]) -> bool:
    """Whether a line is names of the page's authors, with a time or one more name beside them.

    `authors` are in small letters. A single word is no person: it may be what the text is about.

    >>> names_authors("14:05 Anna Berg/dpa", {"anna berg"}), names_authors("Berg", {"anna berg"})
    (True, False)
    >>> names_authors("MDR (Anna Berg, Jan Holm)", {"anna berg", "jan holm"})
    True
    """
    folded = text.casefold()
    if folded in authors:
        return True
    if not any(" " in name and name in folded for name in authors):
        return False
    parts = [part.strip() for part in _BETWEEN_NAMES.split(_CLOCK.sub(" ", folded))]
    others = [part for part in parts if part and part not in authors]
    people = sum(" " in part and part in authors for part in parts)
    return people > 0 and len(others) <= 1 and all(word_count(part) == 1 for part in others)


def _is_dated_name(text: str) -> bool:
    """Whether what stands beside a date is a name behind "by", and a weekday or a zone at most."""
    parts = [part.strip() for part in _PART.split(_CLOCK.sub("", text)) if part.strip()]
    named = [found for part in parts if (found := _BY.fullmatch(part)) and _is_name(found["name"])]
    words = sum(map(word_count, parts)) - sum(word_count(found[0]) for found in named)
    return len(named) == 1 and words <= MAX_BESIDE_DATE


def _is_name(text: str) -> bool:
    """Whether words could be names: few, and capitalised where the script has capitals."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    capitals = sum(not word[0].islower() for word in words)
    if not words or words[0][0].islower() or word_count(text) >= MAX_NAME_WORDS:
        return False
    return 2 * capitals >= len(words)
