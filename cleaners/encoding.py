"""Which characters the bytes mean: byte order mark, UTF-8 if it is, HTTP, meta, then detection.

The order follows the WHATWG Encoding and HTML standards, with one change: bytes that are valid
UTF-8 beyond ASCII are UTF-8 whatever the labels say, since no other text looks so by chance.
"""

import re
from functools import partial

import charset_normalizer
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

from cleaners.charsets import FEW, best_of, guess

SAMPLE = 120_000
"""Bytes of text that detection looks at; more does not change its answer."""

MAX_DAMAGE = 0.005
"""Share of undecodable characters up to which a declared encoding is believed."""

_PLAIN = re.compile(rb"[\x00\t\n\r -~]*")

MIN_WIDE = 4
"""NULs of which UTF-16 must have so many at least; fewer happen by accident."""

_TAGS = re.compile(
    rb"<script.*?(?:</script>|\Z)|<style.*?(?:</style>|\Z)|<[^>]*+>?", re.DOTALL | re.IGNORECASE
)
_WORD = re.compile(rb"(?<!\S)[^\s\x80-\xff]*+[\x80-\xff]\S*")
_LANGUAGE = re.compile(rb"<html[^>]{0,300}?\blang=[\"']?([a-zA-Z]{2})")

_KANA = re.compile(r"[\u3041-\u30fa]")

_LEGACY = {
    **dict.fromkeys(("ru", "uk", "bg", "be", "mk"), "cp1251"),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "ro"), "cp1250"),
    **dict.fromkeys(("lt", "lv", "et"), "cp1257"),
    "el": "cp1253",
    "tr": "cp1254",
    "he": "cp1255",
    "ar": "cp1256",
    "fa": "cp1256",
    "vi": "cp1258",
    "ja": "cp932",
    "zh": "gb18030",
    "ko": "cp949",
    "th": "cp874",
}
"""The legacy encoding that browsers assume for a language (HTML standard, 13.2.3.2)."""


_OLDER = {"cp1251": "koi8_r", "cp1250": "iso8859_2"}
"""The other encoding that pages in those languages are in."""

_WEB = [
    *(
        "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 koi8_r koi8_u"
    ).split(),
    *("iso8859_2 iso8859_5 iso8859_6 iso8859_7 iso8859_15 mac_roman mac_cyrillic cp932").split(),
    *("euc_jp gb18030 big5 cp949").split(),
]
"""The encodings that browsers know (Encoding standard, section 4.2), without mere subsets."""

MIN_WORDS = 8
"""Words that a text must have to tell its language."""

_LABELS = frozenset(
    "utf-8 gb18030 big5hkscs euc_jp iso2022_jp cp932 cp949 cp866 cp874 koi8-r koi8-u mac-roman"
    " mac-cyrillic cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2"
    " iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14"
    " iso8859-15 iso8859-16".split()
)
"""What a label may mean (Encoding standard, 4.2), by the names of Python, which has codecs that
are none for pages. UTF-16 is known by its NULs; as a label it means UTF-8 (HTML standard,
13.2.3.2)."""

_CYRILLIC = {"cp1251": "koi8_r", "koi8-r": "cp1251"}
"""Each is valid in the other, with the letters mixed up."""

_LATIN_LABELS = frozenset(
    "cp1250 cp1252 cp1254 cp1257 iso8859-2 iso8859-3 iso8859-4 iso8859-10 iso8859-13 iso8859-14"
    " iso8859-15 iso8859-16 mac-roman".split()
)
MAX_ACCENTED = 0.7
"""Share of letters with an accent, in the words that have one, above which a text is not Latin: in
French and Polish it is a quarter, in Russian read as Latin nearly all."""

MIN_ACCENTED = 20
"""Such letters of which a text must have so many to be told by them."""

_HIGH = bytes(range(0x80, 0x100))

_LATIN = frozenset("cp1250 cp1252 cp1254 cp1257 iso8859_2 iso8859_15 mac_roman".split())


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """The text of the bytes, and the name of the encoding that it was read with. Never raises.

    >>> decode("Привет".encode("cp1251"), "text/html; charset=windows-1251")
    ('Привет', 'cp1251')
    """
    marked, mark = read_bom(body)
    if marked and mark:
        return body[len(mark) :].decode(marked, "replace"), marked
    if b"\x1b$" in body[:50_000] and (text := _strict(body, "iso2022_jp")) is not None:
        return text, "iso2022_jp"
    if (wide := _wide(body)) is not None:
        return body.decode(wide, "replace"), wide
    if (text := _strict(body, "utf-8")) is not None:
        return text, "utf-8"
    for label in (
        http_content_type_encoding(content_type) if content_type else None,
        html_body_declared_encoding(body[:8_192]),
    ):
        meant = resolve_encoding(label) if label else None
        name = _believed(body, meant) if meant in _LABELS else None
        if name and (text := _nearly(body, name)) is not None:
            return text, name
    return _detect(body)


def _believed(body: bytes, name: str) -> str | None:
    """The encoding of a page with that label, None where no text in it looks like these bytes."""
    if name not in _LATIN_LABELS and name not in _CYRILLIC:
        return name
    words = _WORD.findall(_TAGS.sub(b" ", body[: 4 * SAMPLE])[:SAMPLE])
    if name in _CYRILLIC:
        both = (name.replace("-", "_"), _CYRILLIC[name])
        return best_of(b" ".join(words[:FEW]), both, least=-2.0)
    accented = b"".join(words)
    high = len(accented) - len(accented.translate(None, _HIGH))
    return None if high >= MIN_ACCENTED and high > MAX_ACCENTED * len(accented) else name


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _nearly(body: bytes, name: str) -> str | None:
    """The text, if the bytes make sense in that encoding but for a little damage."""
    text = body.decode(name, "replace")
    beyond_ascii = sum(map(len, re.findall(r"[^\x00-\x7f]+", text)))
    damaged = text.count("\ufffd")
    return text if damaged <= max(3, MAX_DAMAGE * len(text), 0.05 * beyond_ascii) else None


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its markup is NUL.

    A NUL here and there in other text is damage: where the rest is ASCII, nearly every other byte
    must be one.
    """
    start = body[:2_000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    most, pairs = max(even, odd), len(start) // 2
    if most < MIN_WIDE or most < pairs / 5 or min(even, odd) > most / 10:
        return None
    if most < 0.9 * pairs and _PLAIN.fullmatch(start):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _detect(body: bytes) -> tuple[str, str]:
    if (text := _torn(body)) is not None:
        return text, "utf-8"
    visible = _TAGS.sub(b" ", body[: 4 * SAMPLE])[:SAMPLE]
    readable = partial(_readable, visible)
    language = _LANGUAGE.search(body[:4_096])
    if language:
        usual = _LEGACY.get(language[1].decode().lower(), "cp1252")
        if usual in _OLDER:
            words = b" ".join(_WORD.findall(visible)[:FEW])
            usual = best_of(words, (usual, _OLDER[usual]), least=-2.0) or usual
        if readable(usual):
            return body.decode(usual, "replace"), usual
    name = guess(visible) or _statistics(visible)
    if name in _LATIN and len(visible.split()) >= MIN_WORDS:
        name = _latin(visible.decode(name, "replace"), name)
    return body.decode(name, "replace"), name


def _torn(body: bytes) -> str | None:
    """The text, if it is UTF-8 that was torn: of five characters four are whole."""
    text = body.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    whole = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    return text if whole and whole >= 4 * damaged else None


def _statistics(visible: bytes) -> str:
    if visible.isascii():
        return "cp1252"
    matches = charset_normalizer.from_bytes(visible, cp_isolation=_WEB, preemptive_behaviour=False)
    best = matches.best()
    name = best.encoding if best else "cp1252"
    if (text := _strict(visible, "euc_jp")) and len(_KANA.findall(text)) > len(text) / 20:
        return "euc_jp"  # its kana are valid, and meaningless, in EUC-KR
    return name


def _latin(text: str, name: str) -> str:
    """Latin code pages share most letters, so the language of the text decides among them."""
    import py3langid  # with numpy, a sixth of a second that few pages need

    language, _ = py3langid.classify(text)
    usual = _LEGACY.get(language, "cp1252")
    return usual if usual in _LATIN else name


def _readable(visible: bytes, name: str) -> bool:
    """Whether those bytes are letters, mostly, in that encoding."""
    text = visible.decode(name, "replace")
    beyond_ascii = [c for c in text if c > "\x7f"]
    letters = sum(c.isalpha() or c in "«»„“”‘’–—…€°·、。「」・！？：（）" for c in beyond_ascii)
    return letters >= 0.8 * len(beyond_ascii) and text.count("\ufffd") <= len(text) * MAX_DAMAGE
