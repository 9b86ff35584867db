"""An article as plain text, Markdown or HTML. What the page said stays text: never live markup.

Markdown is CommonMark 0.31 (https://spec.commonmark.org/0.31.2/), without raw HTML.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from urllib.parse import quote

from cleaners.types import Article, Block, BlockKind
from cleaners.urls import normalise_url

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LINE_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_URL_CHARACTERS = ":/?#[]@!$&'()*+,;=%-._~"
_ON_ONE_LINE: frozenset[BlockKind] = frozenset({"list-item", "table-row"})
"""Blocks of these kinds belong to the one before, if it is of the same kind."""


def to_text(article: Article) -> str:
    """The title, an empty line, and the text; captions and credit are left out as in `text`.

    Paragraphs are parted by an empty line, the items of a list and the rows of a table are not.
    """
    blocks = [b for b in article.blocks if b.kind not in ("caption", "credit")]
    title = _one_line(article.title or "")
    parts = ["\n".join(_plain(block) for block in group) for group in _groups(blocks)]
    return _document([title, *parts] if title else parts)


def to_markdown(article: Article) -> str:
    """The article as CommonMark: the title as the only heading of level 1, then the blocks.

    A link is placed where its text stands once in the block; its URL is http or https.
    """
    title = _one_line(article.title or "")
    parts = [f"# {_markdown_text(title)}"] if title else []
    parts += [_markdown_group(group) for group in _groups(article.blocks)]
    return _document(parts)


def to_html(article: Article) -> str:
    """The article as an `<article>` element. Everything is escaped; links are http or https."""
    language = _one_line(article.language or "")
    lang = f' lang="{escape(language)}"' if language else ""
    title = _one_line(article.title or "")
    parts = [f"<h1>{_html_text(title)}</h1>"] if title else []
    parts += [_html_group(group) for group in _groups(article.blocks)]
    return "\n".join([f'<article{lang} dir="auto">', *parts, "</article>", ""])


def to_html_page(article: Article) -> str:
    """A whole HTML document that shows the article, as a file for a browser."""
    title = _html_text(_one_line(article.title or article.url or ""))
    return (
        f'<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"</head>\n<body>\n{to_html(article)}</body>\n</html>\n"
    )


def _groups(blocks: tuple[Block, ...] | list[Block]) -> Iterator[list[Block]]:
    """The blocks that have text; items of one list, rows of one table, quotes in one group."""
    visible = [block for block in blocks if _plain(block)]
    grouped = _ON_ONE_LINE | {"quote"}
    for kind, run in groupby(visible, key=lambda block: block.kind):
        if kind in grouped:
            yield list(run)
        else:
            yield from ([block] for block in run)


def _document(parts: list[str]) -> str:
    """The parts, with an empty line between two of them."""
    return "\n\n".join(parts) + "\n" if parts else ""


def _plain(block: Block) -> str:
    if block.kind == "preformatted":
        text = _printable(block.text.replace("\r\n", "\n").replace("\r", "\n"))
        return "\n".join(text.splitlines()).strip("\n") if text.strip() else ""
    return _one_line(block.text)


def _one_line(text: str) -> str:
    return _printable(_LINE_BREAKS.sub(" ", text)).strip()


def _printable(text: str) -> str:
    return _SURROGATE.sub("\ufffd", _UNPRINTABLE.sub("", text))


def _pieces(block: Block) -> Iterator[tuple[str, str | None]]:
    """The text of a block in order, in pieces, each with the URL that it links to or None.

    A link says what it is called, not where it stands: it is placed where its text stands once.
    """
    text, end = _one_line(block.text), 0
    placed: list[tuple[int, int, str]] = []
    for link in block.links:
        label, url = _one_line(link.text), _web_url(link.url)
        if label and url and text.count(label) == 1:
            placed.append((text.index(label), text.index(label) + len(label), url))
    for start, stop, url in sorted(placed):
        if start >= end:
            yield text[end:start], None
            yield text[start:stop], url
            end = stop
    yield text[end:], None


def _web_url(url: str) -> str | None:
    normal = normalise_url(url)
    return quote(normal, safe=_URL_CHARACTERS) if normal else None


# --- Markdown

_SPECIAL = re.compile(
    r"[\\`*_\[\]<~]"  # inline markup
    r"|&(?=\#?\w+;)"  # what reads like a character reference
    r"|!(?=\[|\Z)"  # what would turn the link behind it into an image
    r"|(?<!\S)\#"  # headings, and the closing sequence of one
)
_LINE_START = re.compile(r"(?=[-+=>:|])|[0-9]{1,9}(?=[.)])")
_REFERENCE = re.compile(r"&(?=\#?\w+;)")


def _markdown_text(text: str) -> str:
    """Text that CommonMark reads as just that text, at the start of a line or behind it.

    >>> print(_markdown_text("1. [x](javascript:y) * <b>"))
    1\\. \\[x\\](javascript:y) \\* \\<b>
    """
    return _line_start(_escaped(text))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _line_start(escaped: str) -> str:
    match = _LINE_START.match(escaped)
    return escaped if match is None else f"{match[0]}\\{escaped[match.end() :]}"


def _markdown_inline(block: Block) -> str:
    written = []
    for text, url in _pieces(block):
        inner = _escaped(text)
        written.append(f"[{inner}](<{_REFERENCE.sub('&amp;', url)}>)" if url else inner)
    return _line_start("".join(written))


def _markdown_group(group: list[Block]) -> str:
    first = group[0]
    match first.kind:
        case "heading":
            return f"{'#' * _level(first)} {_markdown_inline(first)}"
        case "list-item":
            return "\n".join(f"- {_markdown_inline(block)}" for block in group)
        case "quote":
            return "\n>\n".join(f"> {_markdown_inline(block)}" for block in group)
        case "preformatted":
            return _fenced(_plain(first))
        case "table-row":
            return "\\\n".join(_markdown_inline(block) for block in group)
        case "caption":
            return f"*{_markdown_inline(first)}*"
        case _:
            return _markdown_inline(first)


def _fenced(text: str) -> str:
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _level(block: Block) -> int:
    """The level of a heading below the title: 2 to 6."""
    return min(6, max(2, block.level or 2))


# --- HTML


def _html_text(text: str) -> str:
    return escape(text, quote=True)


def _html_inline(block: Block) -> str:
    written = []
    for text, url in _pieces(block):
        inner = _html_text(text)
        link = f'<a href="{escape(url)}" rel="nofollow noopener">' if url else ""
        written.append(f"{link}{inner}</a>" if url else inner)
    return "".join(written)


def _html_group(group: list[Block]) -> str:
    first, lines = group[0], [_html_inline(block) for block in group]
    match first.kind:
        case "heading":
            return f"<h{_level(first)}>{lines[0]}</h{_level(first)}>"
        case "list-item":
            return "\n".join(["<ul>", *(f"<li>{line}</li>" for line in lines), "</ul>"])
        case "quote":
            return "\n".join(
                ["<blockquote>", *(f"<p>{line}</p>" for line in lines), "</blockquote>"]
            )
        case "preformatted":
            return f"<pre>\n{_html_text(_plain(first))}</pre>"
        case "table-row":
            rows = (f"<tr><td>{line}</td></tr>" for line in lines)
            return "\n".join(["<table>", *rows, "</table>"])
        case "caption" | "credit":
            return f'<p class="{first.kind}">{lines[0]}</p>'
        case _:
            return f"<p>{lines[0]}</p>"
