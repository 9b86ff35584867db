"""How the special pages are made: cut off, unclosed, missing, live."""

import re
from dataclasses import replace

from tests.site.head import json_ld, structured_data
from tests.site.hosts import UTF8, Encoding, Host, article_url
from tests.site.markup import around, element, link
from tests.site.newsroom import NewsArticle, articles
from tests.site.phrases import Phrases, phrases
from tests.site.resource import Resource, page
from tests.site.story import Piece, story_of
from tests.site.themes import THEMES
from tests.site.themes.theme import View, html_of

OLD = Encoding("windows-1251", "windows-1251", in_header=False)
OPTIONAL_ENDS = re.compile(r"</(p|li|td|tr|body|html)>", re.IGNORECASE)
"""End tags that old pages leave out."""


def live_blog(article: NewsArticle) -> Resource:
    """A page of updates: each heading opens one, and JSON-LD lists them."""
    theme, story = THEMES[article.folder], story_of(article)
    pieces: list[Piece] = []
    for piece in theme.body(story):
        if piece.kind == "block" and piece.html.startswith("<h3"):
            pieces.append(Piece("markup", "</div>" if pieces else ""))
            pieces.append(Piece("markup", '<div class="liveblog-entry wp-block-group">'))
        pieces.append(piece)
    pieces.append(Piece("markup", "</div>"))
    updates = [
        {"@type": "BlogPosting", "headline": block.text}
        for block in article.blocks
        if block.kind == "heading"
    ]
    data = structured_data(story) | {"@type": "LiveBlogPosting", "liveBlogUpdate": updates}
    html = theme.article(story, pieces, json_ld(data))
    return page(html, story.encoding, article.changed)


def truncated(article: NewsArticle, intact: int) -> Resource:
    """The page up to the block that follows the first `intact` ones, cut inside its tag."""
    theme, story = THEMES[article.folder], story_of(article)
    body = theme.body(story)
    blocks = [n for n, piece in enumerate(body) if piece.kind == "block"]
    kept = [*body[: blocks[intact]], Piece("cut", "\0")]
    html = html_of(theme.article(story, kept, ""))
    cut = html[: html.index("\0")] + '<p class="has-drop-c'
    return Resource(
        story.encoding.encode(cut), story.encoding.content_type, changed=article.changed
    )


def unclosed(clean: Resource) -> Resource:
    """The same page without optional end tags, and with end tags that end nothing."""
    html = OPTIONAL_ENDS.sub("", clean.body.decode("latin-1"))
    html = html.replace("<hr>", "</span><hr></font>")
    return replace(clean, body=html.encode("latin-1"))


def missing(host: Host) -> Resource:
    """The page of a host for what is not there; who serves it chooses the status."""
    language = host.languages[0]
    words = phrases(language)
    found = articles(host.folder)[:4]
    listed = "".join(around("li", link(article_url(a), a.title)) for a in found)
    inner = element("h1", words.missing.title) + element("p", words.missing.prose)
    main = [
        Piece("missing", around("div", inner, class_="error-404")),
        Piece("related-list", f"{element('h3', words.most_read)}<ul>{listed}</ul>"),
    ]
    return _framed(host, words.missing.title, main)


def about(host: Host, words: Phrases) -> Resource:
    """Who makes the paper, in the words that its footer has."""
    title = words.footer.links[0]
    lines = [f"{host.site_name}, {host.name}", f"{words.footer.rights}", words.newsletter.prose]
    main = [
        Piece("title", element("h1", title)),
        Piece("about", "".join(element("p", line) for line in lines)),
    ]
    return _framed(host, title, main)


def private(host: Host) -> Resource:
    """What nobody who obeys robots.txt will see."""
    return _framed(host, "Desk notes", [Piece("private", element("p", "Call the printer back."))])


def _framed(host: Host, title: str, main: list[Piece]) -> Resource:
    encoding = OLD if host.folder == "vechernik" else UTF8
    view = View(host, host.languages[0], title, encoding)
    return page(THEMES[host.folder].frame(view, main), encoding)
