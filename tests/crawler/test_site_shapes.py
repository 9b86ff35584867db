"""The form of a site's articles is learned from its addresses alone."""

import pytest

from crawler.site_shapes import ENOUGH, SURE, SiteShapes, form_of

SITES = {
    "dated": "https://e.x/2026/{0:02}/{0:02}/ferry-number-{0}-sails",
    "numbered": "https://e.x/{1}/ferry-sails-again-in-harbour-{0}4711.html",
    "query": "https://e.x/view.php?id={0}000",
    "code": "https://e.x/article/ferry-sails-{0}cc842471fb9df42315d658d88c8403a",
    "bare": "https://e.x/a/{0}1234",
    "wide": "https://e.x/新闻/很久以前有一个小村庄{0}",
}
SECTIONS = ("sport", "politics", "culture", "harbour")


def addresses(pattern: str, numbers: range) -> list[str]:
    return [pattern.format(n, SECTIONS[n % 4]) for n in numbers]


@pytest.mark.parametrize("pattern", SITES.values(), ids=SITES.keys())
def test_new_articles_have_the_form_of_the_old_and_menus_have_not(pattern: str) -> None:
    shapes = SiteShapes()
    shapes.learn(addresses(pattern, range(1, 9)), article=True)
    assert all(shapes.judge(url) for url in addresses(pattern, range(9, 12)))
    for path in ("", "sport/", "about-us", "tag/ferry", "sport/rowing", "login?to=x"):
        assert shapes.judge(f"https://e.x/{path}") is None


def test_nothing_is_judged_by_too_few_pages() -> None:
    shapes = SiteShapes()
    shapes.learn(addresses(SITES["bare"], range(ENOUGH - 1)), article=True)
    assert shapes.judge("https://e.x/a/91234") is None


def test_a_form_that_is_both_is_not_judged() -> None:
    shapes = SiteShapes()
    shapes.learn([f"https://e.x/ferry-sails-{n}-times" for n in "abcd"], article=True)
    shapes.learn([f"https://e.x/offers-of-{n}-week" for n in "abcd"], article=False)
    assert shapes.judge("https://e.x/what-may-this-be") is None


def test_words_tell_apart_what_has_one_form_without_them() -> None:
    shapes = SiteShapes()
    shapes.learn([f"https://e.x/news/{n}0000" for n in range(5)], article=True)
    shapes.learn([f"https://e.x/user/{n}0000" for n in range(5)], article=False)
    assert shapes.judge("https://e.x/news/70000") is True
    assert shapes.judge("https://e.x/user/70000") is False
    assert shapes.judge("https://e.x/forum/70000") is None


def test_a_form_is_given_up_only_when_many_were_none_and_not_one_was() -> None:
    shapes = SiteShapes()
    shop = [f"https://e.x/shop/{n}0000" for n in range(SURE)]
    shapes.learn(shop[:-1], article=False)
    assert shapes.never("https://e.x/shop/990000") == 0
    shapes.learn(shop[-1:], article=False)
    assert shapes.never("https://e.x/shop/990000") == SURE
    shapes.learn(["https://e.x/shop/880000"], article=True)
    assert shapes.never("https://e.x/shop/990000") == 0


@pytest.mark.parametrize("url", ["https://e.x", "https://e.x//", "https://e.x/%ff%00", "x", ""])
def test_every_address_has_a_form(url: str) -> None:
    assert form_of(url).wordless.startswith("/")
