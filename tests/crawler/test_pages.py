"""Pages as sources of links, and what page they are."""

import pytest

from cleaners import page_from_bytes
from crawler.pages import PageShape, WebPage, is_front, read_page, shape_of
from crawler.shapes import LIKELY, article_points, is_no_article
from crawler.verdicts import is_article, is_soft_404
from tests.crawler.server import article, front


def read(body: bytes | str, url: str = "http://e.x/") -> WebPage:
    raw = body if isinstance(body, bytes) else body.encode()
    return read_page(page_from_bytes(raw, url))


def test_feeds_are_those_that_the_page_announces() -> None:
    head = (
        '<link rel="alternate" type="application/rss+xml" href="/rss">'
        '<link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="atom.xml">'
        '<link rel="alternate" type="application/feed+json" href="/feed.json">'
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">'
        '<link rel="alternate" type="application/rss+xml" href="/story/comments/feed/">'
        '<link rel="alternate" hreflang="de" href="/de/">'
        '<link rel="stylesheet" type="application/rss+xml" href="/no">'
    )
    read_feeds = read(front([], head)).feeds
    assert read_feeds == ("http://e.x/rss", "http://e.x/atom.xml", "http://e.x/feed.json")


def test_links_are_told_by_address_and_text_and_keep_the_best_title() -> None:
    page = (
        '<nav><a href="/sport/">Sport</a></nav><main>'
        '<a href="/2026/03/04/storm-hits-the-coast"><img></a>'
        '<h2><a href="/2026/03/04/storm-hits-the-coast">Storm hits the coast</a></h2>'
        '<a href="/2026/03/04/storm-hits-the-coast?utm_source=x#comments">12 comments</a>'
        '<a href="/politics/vote-is-put-off-again-until-june">Read more</a>'
        '<a href="/economy/prices-rise-for-the-third-month">Read more</a>'
        '<a href="http://other.x/2026/03/04/storm-hits-the-coast">Storm hits the coast there</a>'
        '<a href="javascript:void(0)">A script that calls itself a story</a></main>'
    )
    assert [(link.url, link.title) for link in read(page).links] == [
        ("http://e.x/2026/03/04/storm-hits-the-coast", "Storm hits the coast"),
        ("http://e.x/politics/vote-is-put-off-again-until-june", None),
        ("http://e.x/economy/prices-rise-for-the-third-month", None),
    ]


def test_links_are_relative_to_the_base_element() -> None:
    page = (
        '<base href="http://e.x/de/"><a href="ein-langer-titel-mit-vielen-worten">Ein Titel da</a>'
    )
    assert read(page).links[0].url == "http://e.x/de/ein-langer-titel-mit-vielen-worten"


@pytest.mark.parametrize("base", ["javascript:alert(1)//", "data:text/html,x", "file:///", "//["])
def test_a_base_that_is_no_web_address_is_none(base: str) -> None:
    link = '<a href="ein-langer-titel-mit-vielen-worten">Ein Titel da</a>'
    found = read(f'<base href="{base}">{link}').links[0].url
    assert found == "http://e.x/ein-langer-titel-mit-vielen-worten"


LIKE_ARTICLES = [
    ("http://e.x/2025/12/29/council-votes", "Council votes on the bridge"),
    ("http://e.x/news/world-europe-67234111", "Talks go on in Europe"),
    ("http://e.x/artikel/12345.html", "Ein Artikel über das Wetter"),
    ("http://e.x/view.php?id=58354", "Un anno da record"),
    ("http://e.x/a/很久以前有一个小村庄的故事", "很久以前有一个小村庄"),
    ("http://e.x/archive/2014/04/plato-to-plumbers/361373/", "Plato to plumbers"),
]
NOT_LIKE_ARTICLES = [
    ("http://e.x/", "Home"),
    ("http://e.x/sport/", "Sport"),
    ("http://e.x/sport/football", "Football"),
    ("http://e.x/tag/storm-season", "Storm season"),
    ("http://e.x/author/jane-doe-smith", "Jane Doe Smith"),
    ("http://e.x/?page=2", "More"),
    ("http://e.x/search?q=storm", "All about the storm today"),
    ("http://e.x/media/2025/storm-report.pdf", "The storm report of the year"),
    ("http://e.x/about-us/", "About us"),
    ("http://e.x/privacy-policy", "Our privacy policy for readers"),
]


@pytest.mark.parametrize(("url", "text"), LIKE_ARTICLES)
def test_these_links_look_like_articles(url: str, text: str) -> None:
    assert article_points(url, text) >= LIKELY
    assert not is_no_article(url)


@pytest.mark.parametrize(("url", "text"), NOT_LIKE_ARTICLES)
def test_these_links_do_not(url: str, text: str) -> None:
    assert article_points(url, text) < LIKELY


def many_links(count: int) -> list[tuple[str, str]]:
    return [(f"/2025/story-number-{n}-of-many", f"Story number {n} is told") for n in range(count)]


def test_a_list_page_is_told_from_an_article() -> None:
    listed = read(front(many_links(30)), "http://e.x/sport/").shape
    told = read(article("Rain"), "http://e.x/2025/rain-falls").shape
    assert not is_article(listed, "http://e.x/sport/")
    assert is_article(told, "http://e.x/2025/rain-falls")


def test_an_article_with_a_crowded_margin_stays_an_article() -> None:
    margin = front(many_links(40)).decode()
    shape = read(article("Rain", links=margin), "http://e.x/2025/rain-falls").shape
    assert is_article(shape, "http://e.x/2025/rain-falls")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("404 - Page not found", True),
        ("Seite nicht gefunden | Zeitung", True),
        ("Страница не найдена", True),
        ("ページが見つかりません", True),
        ("Error 404", True),
        ("Sorry, the page could not be found", True),
        ("Route 404 is closed for repairs", False),
        ("Survivors not found after three days", False),
        ("Lost painting found in attic", False),
        ("Flight 4041 lands safely", False),
    ],
)
def test_a_page_that_says_not_found_is_a_soft_404(title: str, expected: bool) -> None:
    assert is_soft_404(PageShape(0, 0, 0, 0, 0, None, title)) is expected
    assert not is_soft_404(PageShape(5_000, 9, 700, 0, 0, "article", title))


@pytest.mark.parametrize("body", [b"", b"\x00" * 50, b"<b" * 5_000, b"<a href=" * 1_000])
def test_the_shape_of_garbage_is_empty(body: bytes) -> None:
    assert shape_of(page_from_bytes(body, "http://e.x/")).prose == 0


def test_fronts_are_told_by_their_address() -> None:
    fronts = ["http://e.x", "http://e.x/", "http://e.x/en/", "http://e.x/index.html"]
    others = ["http://e.x/sport/", "http://e.x/en/sport", "http://e.x/a-b"]
    assert all(map(is_front, fronts))
    assert not any(map(is_front, others))
