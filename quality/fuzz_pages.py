"""Broken pages without end: parts of real ones spliced and torn, markup by chance, odd bytes."""

import random
import re
from collections.abc import Callable, Sequence

MAX_PART = 2_000
"""Characters that are taken of a seed at most: many small pages find more than few large ones."""

TAGS = (
    "p div span a b strong em i h1 h2 h3 h6 ul ol li dl dt dd table tbody tr td th caption"
    " blockquote pre figure figcaption section article aside nav header footer main form label"
    " button noscript my-card br hr img script style template select option textarea title iframe"
    " html head body frameset noframes svg math plaintext xmp base meta link time center font"
    " input video object tt address summary details dialog menu search hgroup legend"
).split()

ATTRIBUTES = (
    "", " hidden", " style='display:none'", " class='comments share-bar'", " class=\"related\"",
    " href='/other-story'", " href=http://e.x/b", " href='javascript:x()'", " href='//[::1'",
    " id='content'", ' class=unclosed"', " class='byline author'", " itemprop=headline",
    " rel=author", " datetime='2026-01-01T10:00'", " content='x' property='og:title'", " a<b c='>'",
    " class='breadcrumb nav'", " role=navigation", " colspan=999999999",
    " style=\"visibility :hidden",
    " href='http://e.x:99999/'", " src=/a.jpg alt='A picture'", " data-x='{\"a\": \"it's\"}'", " /",
)  # fmt: skip

WORDS = (
    "The harbour froze over on Monday, and nobody in the town could remember the last time. ",
    "Read also: Ferry fares rise again", "LEAVE A REPLY", "spot_img", "Share", "Advertisement",
    "We use cookies to improve your experience on this site.",
    "By Anna Berg, 3 May 2026, 10:00 CET",
    "Photo: Anna Berg / Reuters", "Home > News > The harbour freezes", "12 comments", "Related:",
    "Subscribe to our newsletter", "© 2026 The Post", "#tags #more", "Tags: harbour, ice, town",
    "&#1;&#8;&#x1f;&amp;&lt;b&gt;&nbsp;", "&#xD800;&#x110000;&#99999999999;&bogus;&",
    "昨日、市内に新しい橋が開通した。",
    "В городе открылся мост. ", "قال رئيس البلدية أمس إن الجسر اكتمل",
    "สะพานใหม่เปิดแล้ว", "e\u0301\u0323\u0301", "\u200d\u200c\u00ad\ufeff",
    "\u2028\u2029\x85", "\x00", "\x0b\x0c", "\ud800",
    "\U000e0041\U0001f468\u200d\U0001f469", "\ufffe\uffff", "a" * 300, "1. ", "• ",
    "— Said who?", "الخميس ٣ مايو ٢٠٢٦", "１２：３４", "ﬁ ﷺ ß İ", "x" * 50 + ".", "?", ":", "：",
)  # fmt: skip

LD = (
    '{"@type":"NewsArticle","headline":"The harbour freezes","author":{"name":["A",null]}}',
    '{"@type":["NewsArticle",1],"datePublished":"2026-13-45","author":[{"@id":1},[[]]],"a":',
    '[{"@graph":[{"@type":"BreadcrumbList","itemListElement":[{"item":{"name":3}}]}]}]',
    '{"@type":"NewsArticle","isAccessibleForFree":[],"image":{"url":{"url":1}},"keywords":{}}',
    '{"@type":"Article","articleBody":"The harbour froze over.","publisher":"x","@id":"#a"}}}',
    '{"@type":"Article","headline":{"@value":{"@value":[]}},"inLanguage":[{}],"articleSection":0}',
)  # fmt: skip

_SENTENCE = "The harbour froze over on Monday, and nobody in the town could remember when."
_TOLD_BY_SCRIPT = "".join([f"\\u003cp>{_SENTENCE}\\u003c/p>"] * 6)

SCRAPS = (
    f'<script>self.__next_f.push([1,"{_TOLD_BY_SCRIPT}"])</script>', _TOLD_BY_SCRIPT,
    "<!--", "-->", "<![CDATA[", "]]>", "<?php", "?>", "</", "<", ">", "'", '"', "=", "<!",
    "<a href=", "</body>", "</html>", "<html>", "<body>", "<head>", "</p>", "</table>", "</br>",
    "<p><p>", "&", "<script>", "</script>", "<style>", "<title>", "<textarea>", "<br><br>", "<br>",
    "\n\n", " ",
)  # fmt: skip

ENCODINGS = (
    *["utf-8"] * 12,
    "cp1251", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "euc-jp", "cp932", "gb18030",
    "koi8-r", "cp1256", "utf-8-sig", "utf-32", "iso2022_jp", "cp1250",
)  # fmt: skip

_TAG = re.compile(r"<[^<>]{1,200}>")

Chance = random.Random


def broken_page(chance: Chance, seeds: Sequence[str]) -> bytes:
    """One page: a start, some mutations, an encoding, and sometimes broken bytes."""
    text = chance.choice((_spliced, _spliced, _grown))(chance, seeds)
    for _ in range(chance.choice((0, 1, 1, 2, 3, 5, 8))):
        text = chance.choice(MUTATIONS)(chance, text, seeds)
    body = text.encode(chance.choice(ENCODINGS), chance.choice(("replace", "xmlcharrefreplace")))
    if chance.random() < 0.15:
        body = _broken_bytes(chance, body)
    return body


def broken_dump(chance: Chance, seeds: Sequence[str]) -> str:
    """Text without markup, with what dumps have: odd breaks, odd lines, scraps of markup."""
    lines = _TAG.sub("\n", _spliced(chance, seeds)).split("\n")
    for _ in range(chance.randint(0, 20)):
        lines.insert(chance.randint(0, len(lines)), chance.choice((*WORDS, *SCRAPS)))
    if chance.random() < 0.2:
        lines = lines * chance.randint(1, 6)
        chance.shuffle(lines)
    return chance.choice(("\n", "\n", "\r\n", "\r", "\u2028", "\n \n", "\x0b")).join(lines)


def _part(chance: Chance, text: str) -> str:
    start = chance.randint(0, len(text))
    return text[start : start + chance.randint(1, MAX_PART)]


def _spliced(chance: Chance, seeds: Sequence[str]) -> str:
    """The beginning of one page, parts of others, the end of a third."""
    pages = [chance.choice(seeds) for _ in range(3)]
    head = pages[0][: chance.randint(0, MAX_PART)]
    middle = "".join(_part(chance, chance.choice(pages)) for _ in range(chance.randint(0, 3)))
    return head + middle + pages[2][-chance.randint(1, MAX_PART // 2) :]


def _grown(chance: Chance, seeds: Sequence[str]) -> str:
    """Markup by chance: elements in each other, closed or not."""
    script = f"<script type='application/ld+json'>{chance.choice(LD)}</script>"
    head = f"<title>{chance.choice(WORDS)}</title>{script}" if chance.random() < 0.5 else ""
    return head + "".join(_element(chance, 0) for _ in range(chance.randint(1, 12)))


def _element(chance: Chance, depth: int) -> str:
    if depth > 6 or chance.random() < 0.35:
        return chance.choice(WORDS)
    tag, attributes = chance.choice(TAGS), chance.choice(ATTRIBUTES)
    inside = "".join(_element(chance, depth + 1) for _ in range(chance.randint(0, 4)))
    end = f"</{tag}>" if chance.random() < 0.8 else ""
    return f"<{tag}{attributes}>{inside}{end}"


def _range(chance: Chance, text: str, longest: int = 600) -> tuple[int, int]:
    start = chance.randint(0, len(text))
    return start, min(len(text), start + chance.randint(0, longest))


def _without(chance: Chance, text: str, seeds: Sequence[str]) -> str:
    start, end = _range(chance, text)
    return text[:start] + text[end:]


def _again(chance: Chance, text: str, seeds: Sequence[str]) -> str:
    start, end = _range(chance, text, 200)
    return text[:start] + text[start:end] * chance.choice((2, 3, 10, 30)) + text[end:]


def _moved(chance: Chance, text: str, seeds: Sequence[str]) -> str:
    start, end = _range(chance, text)
    rest = text[:start] + text[end:]
    place = chance.randint(0, len(rest))
    return rest[:place] + text[start:end] + rest[place:]


def _with(chance: Chance, text: str, seeds: Sequence[str]) -> str:
    for _ in range(chance.randint(1, 6)):
        place = chance.randint(0, len(text))
        text = text[:place] + chance.choice((*SCRAPS, *WORDS, *LD)) + text[place:]
    return text


def _torn_tags(chance: Chance, text: str, seeds: Sequence[str]) -> str:
    """Some tags lose an end, some are turned into others."""
    rate, attributes = chance.random() / 5, chance.choice(ATTRIBUTES)

    def torn(match: re.Match[str]) -> str:
        if chance.random() > rate:
            return match[0]
        tag = chance.choice(TAGS)
        other = (f"</{tag}>", f"<{tag}{attributes}>", match[0][:-1], match[0][1:], "", match[0] * 2)
        return chance.choice(other)

    return _TAG.sub(torn, text)


def _nested(chance: Chance, text: str, seeds: Sequence[str]) -> str:
    """A part stands in many elements of a kind."""
    start, end = _range(chance, text)
    tag, times = chance.choice(TAGS), chance.choice((2, 10, 100, 400))
    opening = f"<{tag}{chance.choice(ATTRIBUTES)}>" * times
    closing = f"</{tag}>" * chance.choice((times, times, 0, times // 2))
    return text[:start] + opening + text[start:end] + closing + text[end:]


def _lines(chance: Chance, text: str, seeds: Sequence[str]) -> str:
    """Paragraphs become lines with breaks."""
    old = chance.choice(("</p>", "<p>", ". ", "</li>", "</div>"))
    return text.replace(old, chance.choice(("<br>", "<br><br>", "<hr>", "\n\n")))


MUTATIONS: tuple[Callable[[Chance, str, Sequence[str]], str], ...] = (
    _without, _again, _moved, _with, _with, _torn_tags, _torn_tags, _nested, _lines,
)  # fmt: skip


def _broken_bytes(chance: Chance, body: bytes) -> bytes:
    """Bytes changed, cut off, or put before."""
    changed = bytearray(body)
    for _ in range(chance.choice((0, 1, 5, 50))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    body = (
        bytes(changed)[: chance.randint(0, len(body))] if chance.random() < 0.4 else bytes(changed)
    )
    before = (b"", b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00", b"\x1b$B", b"%PDF-")
    return chance.choice(before) + body
