"""What is found and not fetched: other sites, other times, addresses that lead to no article."""

from collections.abc import Collection
from datetime import datetime

from cleaners.urls import site_of
from crawler.outcomes import Outcome
from crawler.reading import Candidate
from crawler.shapes import is_no_article, is_thread
from crawler.site_shapes import SiteShapes
from crawler.span import Span
from crawler.traps import trap_in

OUTSIDE_DATES = "outside-dates"
"""The reason of an article of another time than the crawl was asked for; another crawl may be."""

UNLIKELY = "no-article-address"
"""The reason of an address that looks like no article's, and that no feed names."""

ANNOUNCED = frozenset({"feed", "news-sitemap"})
"""Who names articles and nothing else, as a rule."""


def refusal_of(
    candidate: Candidate,
    sites: Collection[str],
    span: Span,
    shapes: SiteShapes,
    now: datetime,
) -> Outcome | None:
    """Why a candidate is not fetched, or None."""
    url = candidate.url
    if site_of(url) not in sites:
        return Outcome("refused", f"other-site: {site_of(url)}")
    if endless := trap_in(url):
        return Outcome("refused", f"trap: {endless}")
    if candidate.found_by == "sitemap" and is_no_article(url) and not shapes.judge(url):
        return Outcome("refused", UNLIKELY)
    if candidate.found_by in ANNOUNCED and is_thread(url) and not shapes.judge(url):
        return Outcome("refused", UNLIKELY)
    if why := span.outside(url, candidate.published_at, candidate.modified_at, now):
        return Outcome("refused", f"{OUTSIDE_DATES}: {why}")
    if candidate.found_by not in ANNOUNCED and (seen := shapes.never(url)):
        return Outcome("refused", f"{UNLIKELY}: {seen} pages of this form were none")
    return None
