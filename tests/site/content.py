"""The test site as a test sees it: its articles, its special pages, and what each must become."""

from functools import cache

from tests.site.expectation import Expected, Outcome, expected_of
from tests.site.hosts import HOSTS
from tests.site.newsroom import NewsArticle, TextBlock, all_articles, articles
from tests.site.special import SpecialPage, specials


@cache
def expectations() -> dict[str, Expected]:
    """The expected result of every page that is an article, by URL, special pages included."""
    plain = (expected_of(a) for host in HOSTS for a in articles(host.folder))
    special = (page.expected for page in specials() if page.expected)
    return {found.url: found for found in (*plain, *special)}


def expected(url: str) -> Expected:
    """The expected result of the page at that URL. Raises KeyError if it is no article's."""
    return expectations()[url]


__all__ = [
    "Expected",
    "NewsArticle",
    "Outcome",
    "SpecialPage",
    "TextBlock",
    "all_articles",
    "articles",
    "expectations",
    "expected",
    "expected_of",
    "specials",
]
