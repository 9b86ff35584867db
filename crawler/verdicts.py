"""What page this is: an article, a list of links, or a polite way of saying "not found".

The figures come from 1,567 real article pages and 44 list pages: of the articles 3 count as lists,
and 21 of those without any declaration would not be taken for an article as a start page.
"""

import re

from crawler.pages import PageShape
from crawler.shapes import CERTAIN, LIKELY, address_points, is_no_article

MANY_LINKS = 10
"""Links that look like articles; fewer are a box beside an article."""

TEASER = 300
"""Characters; teasers are shorter, and a page without a longer block may be made of teasers."""

SOFT_404_PROSE = 1_000
"""A page with more running text than this is about something, whatever its title says."""

_NOT_FOUND = re.compile(
    r"\b(?:error\s+)?40[34]\b|not found|page (?:is )?(?:missing|unavailable)"
    r"|no longer (?:exists|available)"
    r"|seite (?:wurde )?nicht gefunden|nicht gefunden|page (?:introuvable|non trouv)|introuvable"
    r"|no (?:se ha )?encontrad[ao]|no existe|pagina non trovata|não encontrad|niet gevonden"
    r"|nie znalezion|nenalezen|hittades inte|ikke fundet|ikke funnet|ei löydy|bulunamadı"
    r"|не найден|не знайдено|не е намерен|страница не существует|δεν βρέθηκε|غير موجود|לא נמצא"
    r"|見つかりません|页面不存在|找不到|無法找到|찾을 수 없|ไม่พบ|không tìm thấy|tidak ditemukan",
    re.IGNORECASE,
)


def looks_like_list(shape: PageShape) -> str | None:
    """Why a page that a link led to is a list of links and no article, or None.

    >>> looks_like_list(PageShape(200, 1, 200, 40, 2400, "website", "Sport"))
    '40 links to articles (2,400 characters), 200 characters of running text'
    """
    listed = shape.links >= MANY_LINKS and shape.linked > shape.prose and shape.longest < TEASER
    return _figures(shape) if listed and shape.declared != "article" else None


def is_nothing_but_links(shape: PageShape) -> str | None:
    """Why a page that a feed calls an article is clearly none, or None.

    >>> is_nothing_but_links(PageShape(200, 1, 200, 40, 2400, "website", "Sport"))
    '40 links to articles (2,400 characters), 200 characters of running text'
    >>> is_nothing_but_links(PageShape(700, 4, 200, 40, 2400, "website", "Sport")) is None
    True
    """
    clear = shape.links >= 2 * MANY_LINKS and shape.linked > 4 * shape.prose
    return looks_like_list(shape) if clear else None


def _figures(shape: PageShape) -> str:
    return (
        f"{shape.links} links to articles ({shape.linked:,} characters), "
        f"{shape.prose:,} characters of running text"
    )


def is_soft_404(shape: PageShape) -> bool:
    """Whether a page that came with status 200 says that there is no such page.

    >>> is_soft_404(PageShape(0, 0, 0, 3, 90, None, "Seite nicht gefunden"))
    True
    """
    return shape.prose < SOFT_404_PROSE and bool(_NOT_FOUND.search(shape.title or ""))


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
