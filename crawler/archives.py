"""Where a site keeps its past: sitemaps that are named after a time, pages of a month or day."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.address_dates import Period, address_period, day_of, month_of, year_of
from crawler.span import Span

MAX_PAGES = 60
"""Pages of one archive that are turned, should a site's archive never end."""

_NAMED = re.compile(
    r"(?<!\d)(?P<y>199\d|20\d\d)(?:[-_./]?(?P<m>0[1-9]|1[0-2])(?:[-_./]?(?P<d>[0-3]\d))?(?!\d)"
    r"|[-_./](?P<n>[1-9])(?![\d]))?"
)
_KEYS = {"y": ("yyyy", "year", "y"), "m": ("mm", "month", "m"), "d": ("dd", "day", "d")}
_DATED_PATH = re.compile(r"^(?P<before>.*?/)(?:199\d|20\d\d)/(?:0?[1-9]|1[0-2]|[a-z]{3})/")
_PAGE = re.compile(r"(?:/page/|[?&](?:page|paged|pg|p)=|/seite/|/p)(\d{1,3})/?$", re.IGNORECASE)


def sitemap_period(url: str, now: datetime) -> Period | None:
    """The month, day or year that a sitemap's address names, or None.

    >>> now = datetime(2026, 11, 22, tzinfo=UTC)
    >>> str(sitemap_period("https://e.x/sitemap-pt-post-2024-01.xml", now))
    '2024-01'
    >>> str(sitemap_period("https://e.x/sitemap.xml?yyyy=2024&mm=01&dd=15", now))
    '2024-01-15'
    >>> sitemap_period("https://e.x/sitemap-20.xml", now) is None
    True
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    named = {
        part: next((query[key] for key in keys if query.get(key, "").isdigit()), None)
        for part, keys in _KEYS.items()
    }
    if named["y"] is None:
        matches = [match for match in _NAMED.finditer(parts.path) if match["y"]]
        if not matches:
            return None
        match = matches[-1]
        named = {"y": match["y"], "m": match["m"] or match["n"], "d": match["d"]}
    return _period(named, now)


def _period(named: dict[str, str | None], now: datetime) -> Period | None:
    year, month, day = (int(named[part] or 0) for part in "ymd")
    try:
        if month:
            period = day_of(year, month, day) if day else month_of(year, month)
        else:
            period = year_of(year)
    except ValueError:
        return None
    return period if period.start <= now else None


def may_reach(url: str, modified_at: datetime | None, span: Span, now: datetime) -> bool:
    """Whether a sitemap of an index may name articles of the span: by its name, else by the time
    of its last change, before which all of it was published."""
    if modified_at is not None and span.since is not None and modified_at < span.since:
        return False
    period = sitemap_period(url, now)
    return period is None or not span.leaves_out(period.start, period.end)


def archive_pages(articles: Iterable[str], span: Span, home: str) -> tuple[str, ...]:
    """The months of a span as addresses of archive pages, as this site's articles have them.

    WordPress and its like keep the list of a month where its articles are.

    >>> span = Span(datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 2, 1, tzinfo=UTC))
    >>> archive_pages(["https://e.x/news/2026/11/20/ferry-sails"], span, "https://e.x/")
    ('https://e.x/news/2024/01/',)
    """
    if span.since is None or span.until is None:
        return ()
    befores = Counter(
        match["before"] for url in articles if (match := _DATED_PATH.match(urlsplit(url).path))
    )
    if not befores:
        return ()
    ((before, _),) = befores.most_common(1)
    months = _months(span.since, span.until)
    return tuple(urljoin(home, f"{before}{year}/{month:02}/") for year, month in months)


def _months(since: datetime, until: datetime) -> Iterator[tuple[int, int]]:
    year, month = since.year, since.month
    while datetime(year, month, 1, tzinfo=UTC) < until:
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def next_pages(links: Iterable[str], url: str) -> tuple[str, ...]:
    """The links of an archive page that turn to its next page: the same address, one further.

    >>> next_pages(["https://e.x/2024/01/page/2/", "https://e.x/2024/01/page/3/"], "https://e.x/2024/01/")
    ('https://e.x/2024/01/page/2/',)
    """
    bare, number = _turned(url)
    if number >= MAX_PAGES:
        return ()
    return tuple(dict.fromkeys(link for link in links if _turned(link) == (bare, number + 1)))


def _turned(url: str) -> tuple[str, int]:
    """An address without the number of its page, and that number."""
    if match := _PAGE.search(url):
        return url[: match.start()].rstrip("/"), int(match[1])
    return url.rstrip("/"), 1


def is_archive_of(url: str, span: Span, now: datetime) -> bool:
    """Whether an address is written like the archive of a time that the span covers."""
    period = address_period(url if url.endswith("/") else f"{url}/", now)
    return period is not None and not span.leaves_out(period.start, period.end)
