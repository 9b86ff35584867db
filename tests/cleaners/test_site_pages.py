"""Every article of the test site, cleaned as a crawl would: with what its site's memory knows."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

import pytest

from cleaners import Article, Page, clean
from cleaners.memory import KnownArticle, RememberedSite, remember
from cleaners.tree import page_text, parse, squeeze
from cleaners.urls import site_of
from tests.site.content import expectations
from tests.site.expectation import Expected
from tests.site.pages import pages

NOW = datetime(2026, 1, 1, tzinfo=UTC)
EXPECTED = {url: found for url, found in expectations().items() if found.outcome == "article"}
TIDY = [url for url in EXPECTED if "vechernik" not in url]
"""Pages whose markup says what things are; the other host has tables, line breaks and fonts."""

MOST_LOST = 33
"""Blocks of all articles that are lost. A figure that may only fall."""

MOST_LEFT = 110
"""Blocks of furniture that are kept on all pages. A figure that may only fall."""

FEWEST_PERFECT = 46
"""Articles whose text is exactly as expected. A figure that may only rise."""


@dataclass(frozen=True)
class Cleaned:
    page: Page
    article: Article
    lost: tuple[str, ...]
    left: tuple[str, ...]


@cache
def memory(site: str) -> RememberedSite:
    """The titles of the site's articles, as its feeds and lists give them."""
    known = [KnownArticle(url, e.title) for url, e in EXPECTED.items() if site_of(url) == site]
    return remember(known)


@cache
def cleaned(url: str) -> Cleaned:
    resource, expected = pages()[url], EXPECTED[url]
    headers = (("content-type", resource.content_type),)
    page = Page(url, url, 200, headers, NOW, resource.body)
    article = clean(page, memory(site_of(url)))
    want = Counter(text for _, text in expected.blocks)
    kept = Counter(block.text for block in article.blocks)
    left = kept - want
    if expected.standfirst:
        left.pop(expected.standfirst, None)
    return Cleaned(page, article, tuple((want - kept).elements()), tuple(left.elements()))


@pytest.mark.parametrize("url", EXPECTED)
def test_kept_and_removed_are_the_page(url: str) -> None:
    found = cleaned(url)
    pieces = [(b.n, b.text) for b in found.article.blocks]
    pieces += [(r.n, r.text) for r in found.article.removals]
    whole = squeeze("".join(text for _, text in sorted(pieces)))
    assert whole == squeeze(page_text(parse(found.page)))


@pytest.mark.parametrize("url", EXPECTED)
def test_no_headline_of_another_article_stays_and_why_names_it(url: str) -> None:
    article, expected = cleaned(url).article, EXPECTED[url]
    others = {e.title for e in EXPECTED.values() if e.title != expected.title}
    assert not others & {block.text for block in article.blocks}


def check_fields(article: Article, expected: Expected) -> None:
    assert article.title == expected.title
    assert article.language == expected.language
    assert set(article.authors) == set(expected.authors)
    assert article.section == expected.section
    assert article.published_at == expected.published


@pytest.mark.parametrize("url", TIDY)
def test_the_fields_are_right_where_the_page_states_them(url: str) -> None:
    check_fields(cleaned(url).article, EXPECTED[url])


@pytest.mark.parametrize("url", sorted(set(EXPECTED) - set(TIDY)))
def test_the_fields_are_right_on_pages_that_state_little_but_for_the_zone(url: str) -> None:
    article, expected = cleaned(url).article, EXPECTED[url]
    assert article.published_at is not None
    assert article.published_at.date() == expected.published.date()
    check_fields(replace(article, published_at=expected.published), expected)


def test_little_is_lost_and_little_is_left_on_all_pages_together() -> None:
    results = [cleaned(url) for url in EXPECTED]
    lost = [text for result in results for text in result.lost]
    left = [text for result in results for text in result.left]
    assert len(lost) <= MOST_LOST, lost
    assert len(left) <= MOST_LEFT, left


def test_most_articles_are_exactly_as_expected() -> None:
    perfect = sum(not cleaned(url).lost and not cleaned(url).left for url in EXPECTED)
    assert perfect >= FEWEST_PERFECT


def test_removed_headlines_become_links_to_related_articles() -> None:
    links = [link for url in TIDY for link in cleaned(url).article.links]
    targets = {link.url for link in links if link.step == "inline-headline"}
    assert len(targets & set(EXPECTED)) > 20
