"""What page this is: an article, a list of links, or a polite way of saying "not found".

Measured on 1,567 real article pages: 3 count as lists, none as a soft 404, and 1,528 are taken for
one article when they are the start of a crawl.
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
    r"^\W*(?:error\W*)?40[34]\b|\b(?:error|fehler|erreur)\W*40[34]\b|\b40[34]\W*error"
    r"|\b40[34]\W*not found|^\W*not found\b|\bpage\b.{0,20}\b(?:not (?:be )?found|missing)"
    r"|\bpage\b.{0,20}\b(?:unavailable|(?:does not|doesn.t) exist|introuvable|non trouv)"
    r"|\bseite\b.{0,20}\bnicht (?:gefunden|vorhanden)"
    r"|\bp[áa]gina\b.{0,20}(?:no (?:se ha )?encontrad|no existe|não encontrad|non trovata)"
    r"|\bpagina\b.{0,20}niet gevonden|\bstron[ay]\b.{0,20}nie (?:znalezion|istnieje)"
    r"|\bstránka\b.{0,20}nenalezen|\bsidan\b.{0,20}hitta(?:s|des) inte|\bsiden\b.{0,20}ikke fun[dn]"
    r"|sivua ei löydy|sayfa bulunamadı|страница не (?:найдена|существует)|сторінк\w+ не знайдено"
    r"|η σελίδα δεν βρέθηκε|الصفحة غير موجودة|הדף לא נמצא|ページ\w{0,4}見つかりません|页面不存在"
    r"|找不到(?:頁面|页面)|페이지를 찾을 수 없|ไม่พบหน้า|không tìm thấy trang"
    r"|halaman tidak ditemukan",
    re.IGNORECASE,
)
"""What such pages say in their title; the page itself must be named, since "Survivors not found"
is news."""


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
    silent = shape.prose < SOFT_404_PROSE and shape.declared != "article"
    return silent and bool(_NOT_FOUND.search(shape.title or ""))


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
