"""The section pages of a site: what its menus lead to, and what is written like a section."""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from cleaners.urls import site_of
from crawler.links import PageLink
from crawler.pages import is_front
from crawler.site_shapes import form_of

MAX_SECTIONS = 12
"""Sections of a site that are tried when nothing else names its articles."""

MAX_WATCHED = 30
"""Sections of a site that are watched, those that brought most of its articles first."""

PATIENCE = 3
"""Looks at a section that brought nothing that the front page did not, until it is let go."""

_NO_SECTION = re.compile(
    r"authors?|autor(?:en|es)?|auteurs?|contributors?|profiles?|users?|members?|people|staff|team"
    r"|search|suche|recherche|buscar|log-?(?:in|out)|sign-?(?:in|up)|regist(?:er|ration)|account"
    r"|konto|password|subscri(?:be|ptions?)|abo(?:nnement)?s?|e-?paper|newsletters?|about.*|contacts?.*"
    r"|kontakt|impressum|imprint|datenschutz.*|privacy.*|cookies?.*|terms.*|agb|legal.*|mediadaten"
    r"|advert.*|werb.*|jobs|careers|stellen.*|help|hilfe|faq|sitemap|feeds?|rss|atom|wp-.*|cdn-cgi"
    r"|comments?|share|print|cart|checkout|shop|store|wishlist|calendar|events|galler(?:y|ies)|games?"
    r"|app|apps|mobile|podcasts?|radio|tv|live|video.*|weather|wetter|horoscop.*|donate|support"
    r"|private|admin|api|static|assets|media|download.*|tags?|labels?|hashtag|archives?|page|amp",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?!s?html?$|php$|aspx?$|jsp$)\w{1,5}$", re.IGNORECASE)


def sections_of(links: Iterable[PageLink], home: str) -> tuple[str, ...]:
    """The sections that these links of a front page lead to, the likeliest first, a dozen.

    Sections have short paths of words without numbers, on the site itself; menus name them first.
    """
    site = site_of(home)
    found = [
        (rank, link.url)
        for link in links
        if (rank := _rank(link)) and link.url != home and site_of(link.url) == site
    ]
    found.sort(key=lambda ranked: -ranked[0])
    return tuple(dict.fromkeys(url for _, url in found))[:MAX_SECTIONS]


def _rank(link: PageLink) -> int:
    """How much a link looks like a section's, 0 for not at all."""
    parts = urlsplit(link.url)
    path = unquote(parts.path)
    segments = [segment for segment in path.split("/") if segment]
    if parts.query or not 1 <= len(segments) <= 3 or _FILE.search(path) or is_front(link.url):
        return 0
    if any(_NO_SECTION.fullmatch(segment.rsplit(".", 1)[0]) for segment in segments):
        return 0
    marks = set(form_of(link.url).wordless.split(".")[0].split("/")) - {""}
    if not marks <= {"w", "w-w"}:
        return 0
    return 10 * link.menu + 4 - len(segments)
