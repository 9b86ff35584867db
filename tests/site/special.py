"""Pages that go wrong, or are no articles, each with what a crawl must make of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tests.site.expectation import Expected, Outcome, expected_of
from tests.site.head import json_ld, structured_data
from tests.site.hosts import Encoding, article_id, article_path, host_of
from tests.site.lists import TRAPS, lists
from tests.site.markup import around, element
from tests.site.newsroom import NewsArticle, articles, special_article
from tests.site.odd_pages import about, live_blog, missing, private, truncated, unclosed
from tests.site.phrases import phrases
from tests.site.resource import Resource, page, redirect
from tests.site.story import Piece, story_of
from tests.site.themes import THEMES

TEASER = 2
"""Blocks of the paywalled article that everybody may read."""

INTACT = 4
"""Blocks of the truncated article that stand before the cut."""

LATIN_HEADER = Encoding("iso-8859-1", "utf-8", in_header=True, in_meta=False)
UTF8_IN_META = Encoding("utf-8", "windows-1251", in_header=False, in_meta=True)


@dataclass(frozen=True, slots=True)
class SpecialPage:
    """A URL, what a crawl must make of it and why, and all resources that it needs.

    `expected` is there where the outcome is an article; for a redirect chain it is that of the
    article at its end.
    """

    url: str
    outcome: Outcome
    sentence: str
    resources: Mapping[str, Resource]
    expected: Expected | None = None


def specials() -> tuple[SpecialPage, ...]:
    """All special pages."""
    return (
        _paywalled(),
        _live_blog(),
        _plain("harbourpost", "lantern-night-in-pictures", "A gallery: pictures and captions."),
        _plain("harbourpost", "rowing-league-ends-level", "A table and preformatted lines."),
        _truncated(),
        _control_characters(),
        _unclosed(),
        _wrong_charset("tagesfenster", "le-clocher-penche-de-sainte-orne", LATIN_HEADER),
        _wrong_charset("vechernik", "kotelnaya-na-rechnoi", UTF8_IN_META),
        _soft_404(),
        _redirect_chain(),
        _redirect_loop(),
        *_closed(),
        *_abouts(),
        *_lists(),
    )


def _paywalled() -> SpecialPage:
    whole = special_article("harbourpost", "harbour-board-hides-a-loan")
    teaser = replace(whole, blocks=whole.blocks[:TEASER])
    story = story_of(teaser)
    words = story.words.paywall
    box = (
        element("h3", words.title)
        + element("p", words.prose)
        + element("button", words.button)
        + element("p", words.login)
    )
    pieces = THEMES["harbourpost"].body(story)
    pieces.append(Piece("paywall", around("div", box, class_="td-paywall subscription-box")))
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".td-paywall"}
    data = structured_data(story) | {"isAccessibleForFree": False, "hasPart": part}
    html = THEMES["harbourpost"].article(story, pieces, json_ld(data))
    expected = replace(expected_of(teaser), paywall="teaser")
    return _article(
        "A teaser and a subscription box; isAccessibleForFree is false.",
        expected,
        page(html, story.encoding, whole.changed),
    )


def _live_blog() -> SpecialPage:
    article = special_article("tagesfenster", "liveblog-hochwasser-an-der-limmel")
    return _article(
        "A live blog: updates, the newest first.", expected_of(article), live_blog(article)
    )


def _plain(folder: str, slug: str, sentence: str) -> SpecialPage:
    article = special_article(folder, slug)
    return _article(sentence, expected_of(article), article_page(article))


def _truncated() -> SpecialPage:
    article = special_article("harbourpost", "tide-tables-printed-upside-down")
    whole = expected_of(article)
    expected = replace(whole, blocks=whole.blocks[:INTACT])
    sentence = f"Cut off in the middle of a tag: the first {INTACT} blocks must survive."
    return _article(sentence, expected, truncated(article, INTACT))


def _control_characters() -> SpecialPage:
    article = special_article("harbourpost", "bakery-till-speaks-in-code")
    clean = article_page(article)
    body = clean.body.replace(b" and ", b" \x07and\x00 ").replace(b"telegraph", b"tele\x00graph")
    dirty = replace(clean, body=body.replace(b"<p>", b"<p>\x1f\x0b"))
    return _article(
        "NUL and control characters, one of them inside a word.", expected_of(article), dirty
    )


def _unclosed() -> SpecialPage:
    article = special_article("vechernik", "le-facteur-de-lile-aux-grues")
    return _article(
        "Tags that are never closed, and closing tags of nothing.",
        expected_of(article),
        unclosed(article_page(article)),
    )


def _wrong_charset(folder: str, slug: str, encoding: Encoding) -> SpecialPage:
    article = special_article(folder, slug)
    sentence = f"Says {encoding.label}, is {encoding.codec}: the text must be right all the same."
    return _article(sentence, expected_of(article), article_page(article, encoding))


def article_page(article: NewsArticle, encoding: Encoding | None = None) -> Resource:
    """The page of an article in its host's theme."""
    theme, story = THEMES[article.folder], story_of(article, encoding)
    return page(theme.article(story, theme.body(story), ""), story.encoding, article.changed)


def _article(sentence: str, expected: Expected, resource: Resource) -> SpecialPage:
    return SpecialPage(expected.url, "article", sentence, {expected.url: resource}, expected)


def _soft_404() -> SpecialPage:
    host = host_of("harbourpost")
    url = host.address + TRAPS[0][0]
    sentence = "Nothing is there, but the status is 200."
    return SpecialPage(url, "missing", sentence, {url: missing(host)})


def _redirect_chain() -> SpecialPage:
    host = host_of("harbourpost")
    article = next(a for a in articles(host.folder) if a.section == "Sport")
    steps = [host.address + TRAPS[1][0], f"{host.address}/go/{article_id(article)}"]
    steps.append(f"{host.address}/?p={article_id(article)}")
    ends = [*steps[1:], article_path(article)]
    answers = {
        step: redirect(end, status)
        for step, end, status in zip(steps, ends, (301, 302, 308), strict=True)
    }
    sentence = "Three redirects, then an article that has an address of its own."
    return SpecialPage(steps[0], "article", sentence, answers, expected_of(article))


def _redirect_loop() -> SpecialPage:
    host = host_of("harbourpost")
    first, second = host.address + TRAPS[2][0], f"{host.address}/2025/09/04/and-back-again/"
    answers = {first: redirect(second, 301), second: redirect(first, 302)}
    return SpecialPage(first, "redirect-loop", "Two URLs that redirect to each other.", answers)


def _closed() -> list[SpecialPage]:
    """What robots.txt closes, on the two hosts that link to it."""
    paths = {"harbourpost": "/private/desk-notes/", "vechernik": "/private/notes.txt"}
    found = []
    for folder, path in paths.items():
        url = host_of(folder).address + path
        sentence = "Closed by robots.txt: never to be asked for."
        found.append(SpecialPage(url, "robots", sentence, {url: private(host_of(folder))}))
    return found


def _abouts() -> list[SpecialPage]:
    paths = {
        "harbourpost": "/about/",
        "tagesfenster": "/about/",
        "vechernik": "/about.php",
        "nadwa": "/about",
    }
    found = []
    for folder, path in paths.items():
        url = host_of(folder).address + path
        resource = about(host_of(folder), phrases(host_of(folder).languages[0]))
        sentence = "Who makes the paper: no news."
        found.append(SpecialPage(url, "not-an-article", sentence, {url: resource}))
    return found


def _lists() -> list[SpecialPage]:
    return [
        SpecialPage(url, "list", "A list of articles.", {url: resource})
        for folder in THEMES
        for url, resource in lists(host_of(folder)).items()
    ]
