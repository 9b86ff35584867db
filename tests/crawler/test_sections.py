"""Sections are told from services and articles by their addresses and their place."""

from crawler.links import PageLink
from crawler.sections import MAX_SECTIONS, sections_of

HOME = "https://e.x/"


def sections(*paths: str, menu: bool = False) -> list[str]:
    links = [PageLink(f"https://e.x{path}", None, likely=False, menu=menu) for path in paths]
    return [url.removeprefix("https://e.x") for url in sections_of(links, HOME)]


def test_short_paths_of_words_are_sections() -> None:
    paths = ("/sport/", "/news/world", "/politik.html", "/en/culture/film", "/category/local-news")
    assert set(sections(*paths)) == set(paths)


def test_services_articles_files_and_the_front_are_none() -> None:
    paths = (
        "/about-us",
        "/login",
        "/privacy-policy",
        "/tag/ferry",
        "/author/jane",
        "/private/desk",
        "/sport/?page=2",
        "/2026/11/",
        "/sport/ferry-sails-at-dawn-again",
        "/report.pdf",
        "/a/b/c/d",
        "/en/",
        "/",
    )
    assert sections(*paths) == []


def test_menus_come_first_and_no_more_than_a_dozen_are_named() -> None:
    words = [f"/{chr(97 + n)}{chr(97 + n)}{chr(97 + n)}" for n in range(26)]
    body = [PageLink(f"https://e.x{path}", None, likely=False) for path in words]
    menu = PageLink("https://e.x/zzz", None, likely=False, menu=True)
    named = sections_of([*body, menu], HOME)
    assert named[0] == "https://e.x/zzz"
    assert len(named) == MAX_SECTIONS


def test_what_stands_on_another_site_is_no_section_of_this_one() -> None:
    away = PageLink("https://other.x/sport/", None, likely=False, menu=True)
    own = PageLink("https://www.e.x/sport/", None, likely=False, menu=True)
    assert sections_of([away, own], HOME) == ("https://www.e.x/sport/",)
