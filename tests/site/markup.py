"""Small pieces of HTML that every theme writes; what a reader sees stays exactly the text."""

from html import escape

from tests.site.hosts import article_url
from tests.site.newsroom import TextBlock
from tests.site.story import Story

UNSPACED = ("ja", "zh")
SOURCE = "http://records.example/file"
"""Where links to sources outside the site point."""


def attributes(**values: str) -> str:
    """HTML attributes; a last underscore is dropped, others become hyphens.

    >>> attributes(class_="a b", data_id="7")
    ' class="a b" data-id="7"'
    """
    named = ((key.rstrip("_").replace("_", "-"), value) for key, value in values.items())
    return "".join(f' {key}="{escape(value)}"' for key, value in named)


def element(tag: str, text: str, **values: str) -> str:
    """An element with that text."""
    return f"<{tag}{attributes(**values)}>{escape(text, quote=False)}</{tag}>"


def link(url: str, text: str, **values: str) -> str:
    """A link with that text."""
    return element("a", text, href=url, **values)


def around(tag: str, html: str, **values: str) -> str:
    """An element around HTML."""
    return f"<{tag}{attributes(**values)}>{html}</{tag}>"


DROP_CAP = '<span class="dropcap">{}</span>'


def inline(story: Story, n: int, block: TextBlock, drop_cap: str = DROP_CAP) -> str:
    """A block's text, in some blocks with a link, an emphasis or a big first letter in it."""
    text = block.text
    plain = escape(text, quote=False)
    if block.kind not in ("paragraph", "quote", "list-item") or len(text) < 60:
        return plain
    choice = story.number(6, "inline", str(n))
    if choice == 0 and n == 0 and text[0].isalpha():
        return drop_cap.format(text[0]) + escape(text[1:], quote=False)
    if choice > 3 or choice == 0:
        return plain
    start, end = _phrase(story, n, text)
    before, middle, after = (escape(t, quote=False) for t in _split(text, start, end))
    wrapped = {
        1: f'<a href="{escape(_target(story, n))}">{middle}</a>',
        2: f"<em>{middle}</em>",
        3: f"<strong>{middle}</strong>",
    }[choice]
    return before + wrapped + after


def _target(story: Story, n: int) -> str:
    if story.others and story.number(2, "target", str(n)):
        return article_url(story.others[-1])
    return f"{SOURCE}/{story.number(9000, 'source', str(n))}"


def _split(text: str, start: int, end: int) -> tuple[str, str, str]:
    return text[:start], text[start:end], text[end:]


def _phrase(story: Story, n: int, text: str) -> tuple[int, int]:
    """Where a few words in the text begin and end."""
    if story.article.language in UNSPACED:
        start = 8 + story.number(len(text) // 3, "phrase", str(n))
        return start, start + 6
    words = text.split(" ")
    first = 1 + story.number(max(1, len(words) - 5), "phrase", str(n))
    start = len(" ".join(words[:first])) + 1
    return start, start + len(" ".join(words[first : first + 3]))
