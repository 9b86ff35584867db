"""The four hosts of the test site: their names, the shapes of their URLs, their encodings."""

import unicodedata
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from tests.site.newsroom import FOLDERS, NewsArticle, articles
from tests.site.variation import number

Dated = Literal["instant", "local-time", "day"]
"""How much of the time of publication a page states: with zone, without zone, or the day only."""


@dataclass(frozen=True, slots=True)
class Host:
    """One news site: its address, and what it calls itself."""

    name: str
    folder: str
    site_name: str
    languages: tuple[str, ...]
    feed_path: str
    feed_type: str
    states_everything: bool = True

    @property
    def address(self) -> str:
        """The URL of the front page without its last slash."""
        return f"http://{self.name}"


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a page is written down, and where it says so.

    `label` is what a page would declare, `codec` what its bytes really are. What the codec cannot
    write becomes a character reference.
    """

    label: str
    codec: str
    in_header: bool = True
    in_meta: bool = True

    def encode(self, html: str) -> bytes:
        """The bytes of a page."""
        return html.encode(self.codec, errors="xmlcharrefreplace")

    @property
    def content_type(self) -> str:
        """The Content-Type header."""
        return f"text/html; charset={self.label}" if self.in_header else "text/html"


UTF8 = Encoding("utf-8", "utf-8")

HOSTS = (
    Host(
        "harbourpost.example",
        "harbourpost",
        "Harbour Post",
        ("en",),
        "/feed/",
        "application/rss+xml",
    ),
    Host(
        "tagesfenster.example",
        "tagesfenster",
        "Tagesfenster",
        ("de", "fr", "es", "pt"),
        "/feed/atom.xml",
        "application/atom+xml",
    ),
    Host(
        "vechernik.example",
        "vechernik",
        "Vechernik",
        ("ru", "fr", "es", "it"),
        "/rss.php",
        "application/rss+xml",
        states_everything=False,
    ),
    Host(
        "nadwa.example",
        "nadwa",
        "Nadwa",
        ("ar", "ja", "zh", "he"),
        "/feed.json",
        "application/feed+json",
    ),
)
assert tuple(host.folder for host in HOSTS) == FOLDERS


def host_of(folder: str) -> Host:
    """The host whose articles lie in that folder."""
    return next(host for host in HOSTS if host.folder == folder)


def article_id(article: NewsArticle) -> int:
    """The number of an article in its content management system: six digits."""
    return 100_000 + number(900_000, "id", article.folder, article.slug)


def ascii_words(text: str) -> str:
    """ "Économie locale" as a path segment: "economie-locale"; other scripts percent-encoded."""
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return quote("-".join(letters.split()))


def article_path(article: NewsArticle) -> str:
    """The path of an article, in its host's own shape."""
    key = article_id(article)
    if article.folder == "harbourpost":
        return f"/{article.published:%Y/%m/%d}/{article.slug}/"
    if article.folder == "tagesfenster":
        return f"{_subsite(article)}/{ascii_words(article.section)}/{article.slug}-{key}.html"
    if article.folder == "vechernik":
        foreign = f"/{article.language}/story/{key}.html"
        return f"/news.php?id={key}" if article.language == "ru" else foreign
    return f"/{article.language}/a/{key}/{article.slug}"


def _subsite(article: NewsArticle) -> str:
    return "" if article.language == "de" else f"/{article.language}"


def article_url(article: NewsArticle) -> str:
    """The absolute URL of an article."""
    return host_of(article.folder).address + article_path(article)


def section_path(article: NewsArticle) -> str:
    """The path of the section that an article stands in."""
    words = ascii_words(article.section)
    if article.folder == "harbourpost":
        return f"/category/{words}/"
    if article.folder == "tagesfenster":
        return f"{_subsite(article)}/{words}/"
    if article.folder == "vechernik":
        return f"/rubric.php?r={10 + number(9_000, 'rubric', article.language, article.section)}"
    return f"/{article.language}/section/{words}"


def latest_path(host: Host, language: str, page: int) -> str:
    """The path of the list of all articles of a language, page by page from 1."""
    if host.folder == "harbourpost":
        return "/latest/" if page == 1 else f"/latest/page/{page}/"
    if host.folder == "tagesfenster":
        return f"/archiv/{language}/" + ("" if page == 1 else f"?seite={page}")
    if host.folder == "vechernik":
        return f"/all.php?lang={language}&p={page}"
    return f"/{language}/latest/{page}"


def dated(article: NewsArticle) -> Dated:
    """How much of the time of publication the article's page states."""
    if host_of(article.folder).states_everything:
        return "instant"
    return "local-time" if number(3, "dated", article.slug) else "day"


def encoding_of(article: NewsArticle) -> Encoding:
    """The encoding of an article's page; the n-th article of a language alternates."""
    same = sorted(a.slug for a in articles(article.folder) if a.language == article.language)
    n = same.index(article.slug) if article.slug in same else 0
    declared, in_header = n % 2 == 0, n % 4 == 0
    if article.folder == "vechernik":
        latin = "cp1252" if n % 2 else "iso-8859-1"
        label, codec = ("iso-8859-1", latin)
        if article.language == "ru":
            label, codec = ("windows-1251", "windows-1251")
        return Encoding(label, codec, declared and in_header, declared and not in_header)
    if article.language == "ja":
        return Encoding("Shift_JIS", "cp932", declared and in_header, declared and not in_header)
    return Encoding("utf-8", "utf-8", in_header=n % 3 != 1, in_meta=n % 3 != 2)


def sections(host: Host, language: str) -> dict[str, str]:
    """The sections of a host in a language: their names, and their paths."""
    return {
        article.section: section_path(article)
        for article in articles(host.folder)
        if article.language == language
    }
