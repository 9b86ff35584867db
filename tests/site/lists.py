"""Pages that list articles: front pages, sections, the archive page by page."""

from collections.abc import Iterator, Sequence

from tests.site.hosts import UTF8, Encoding, Host, latest_path, section_path
from tests.site.markup import around, element, link
from tests.site.newsroom import NewsArticle, all_articles
from tests.site.phrases import phrases
from tests.site.resource import Resource, page
from tests.site.story import Piece
from tests.site.themes import THEMES
from tests.site.themes.theme import View

ON_A_PAGE = 6
"""Articles on one page of the archive."""

ONLY_IN_FEED = 3
"""The newest articles that the front page of vechernik, out of date, does not list yet."""

OLD = Encoding("windows-1251", "windows-1251", in_header=False)


def lists(host: Host) -> dict[str, Resource]:
    """All list pages of a host, by URL."""
    found = {f"{host.address}/": front(host)}
    for language in host.languages:
        same = [a for a in all_articles(host.folder) if a.language == language]
        for path, title, articles, older in (*_archive(host, language, same), *_sections(same)):
            found[host.address + path] = _list(host, language, title, articles, older)
    return found


def front(host: Host) -> Resource:
    """The front page: tagesfenster and nadwa show one language there, the others all."""
    found = list(all_articles(host.folder))
    language = host.languages[0]
    if host.folder in ("tagesfenster", "nadwa"):
        found = [a for a in found if a.language == language]
    if host.folder == "vechernik":
        found = found[ONLY_IN_FEED:]
    extra = TRAPS if host.folder == "harbourpost" else ()
    return _list(host, language, host.site_name, found, latest_path(host, language, 1), extra)


TRAPS = (
    ("/2025/10/30/ferry-timetable-withdrawn/", "The winter ferry timetable that was withdrawn"),
    ("/2025/09/02/the-gulls-final-as-it-happened/", "The Gulls in the final, at its old address"),
    ("/2025/09/03/story-that-moves-in-circles/", "A story whose address moves in circles"),
)
"""Links of harbourpost's front page to a soft 404, to a redirect chain, to a redirect loop."""

Listing = tuple[str, str, Sequence[NewsArticle], str | None]


def _archive(host: Host, language: str, same: Sequence[NewsArticle]) -> Iterator[Listing]:
    words = phrases(language)
    last = (len(same) - 1) // ON_A_PAGE + 1
    for n in range(1, last + 1):
        some = same[(n - 1) * ON_A_PAGE : n * ON_A_PAGE]
        older = latest_path(host, language, n + 1) if n < last else None
        yield latest_path(host, language, n), words.page.format(n=n), some, older


def _sections(same: Sequence[NewsArticle]) -> Iterator[Listing]:
    for path in sorted({section_path(article) for article in same}):
        some = [article for article in same if section_path(article) == path]
        yield path, some[0].section, some, None


def _list(
    host: Host,
    language: str,
    title: str,
    articles: Sequence[NewsArticle],
    older: str | None,
    extra: Sequence[tuple[str, str]] = (),
) -> Resource:
    theme = THEMES[host.folder]
    encoding = OLD if host.folder == "vechernik" else UTF8
    entries = [Piece("entry", theme.entry(article)) for article in articles]
    entries += [Piece("entry", around("div", link(*trap))) for trap in extra]
    more = link(older, phrases(language).older) if older else ""
    main = [Piece("title", element("h1", title)), *entries, Piece("navigation", more)]
    return page(theme.frame(View(host, language, title, encoding), main), encoding)
