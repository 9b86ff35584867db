"""An expression that would run long is never run; those that people write are."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from cleaners.site_configs.cost import ALLOWED, TooMuchError, size_of, work_of

SECONDS = 2.0
"""Far above the 0.3 s of the slowest, for a machine that has much else to do."""


def tree(body: str) -> Any:
    parser = etree.HTMLParser(huge_tree=True)
    return etree.fromstring(f"<html><body>{body}</body></html>", parser)


FLAT = tree("<p class='a'>hello <a>x</a></p>" * 3_000)
DEEP = tree(("<div>" * 200 + "<p>x</p>" + "</div>" * 200) * 20)
USUAL = tree(
    ("<div class='a'><ul>" + "<li><a>x</a></li>" * 20 + "</ul><p id='b'>y<b>z</b></p></div>") * 40
)


def counted(root: Any) -> Callable[[str], int]:
    return lambda prefix: len(list(root.xpath(prefix)))


def bound(expression: str, root: Any) -> float:
    return work_of(expression, size_of(root, 200_000), counted(root), ALLOWED)


USED = [
    "//h1",
    "//div[@class='article section']//h1",
    "//meta[@property='og:title']/@content",
    "//div[contains(concat(' ', normalize-space(@class), ' '), ' text ')]",
    "//footer/self::footer | //footer/following-sibling::*",
    "//div[@id='b']/following::*",
    "//p[preceding-sibling::h2]",
    "//p[not(.//a) and contains(., 'x')]",
    "//a[@rel='noopener']/parent::div",
    "//li[.//a[contains(@href, 'x')]][last()]",
    "(//p)[1]",
    "substring-after(//h1, ':')",
    "//p[position() > count(//p) - 3]",
]


@pytest.mark.parametrize("expression", USED)
def test_what_people_write_is_run(expression: str) -> None:
    assert bound(expression, USUAL) < ALLOWED


HOSTILE = [
    "//p/following-sibling::p",
    "//p/following::*",
    "//*[count(//*[count(//*)>0])>0]",
    "//*[following::*[following::*]]",
    "//*[ancestor::*[descendant::*[ancestor::*]]]",
    "//*//*//*",
    "//a/../following-sibling::p",
    "//p/descendant::a/ancestor::p/following-sibling::p",
    "//*[count(..//*) > count(.//*)]",
    "/descendant::p/following::a",
    "(//*)/following::*",
    "//*[.//*[.//*[.//*]]]",
    "(" * 50 + "//p" + ")" * 50,
]


@pytest.mark.parametrize("root", [FLAT, DEEP], ids=["flat", "deep"])
@pytest.mark.parametrize("expression", HOSTILE)
def test_what_would_run_long_is_not_run(expression: str, root: Any) -> None:
    try:
        bound(expression, root)
    except TooMuchError:
        return
    started = time.process_time()
    etree.XPath(expression, regexp=False)(root)
    assert time.process_time() - started < SECONDS


def test_the_worst_are_refused() -> None:
    for expression in HOSTILE[:5]:
        with pytest.raises(TooMuchError):
            bound(expression, FLAT)


AXES = ("//", "/", "/following::", "/ancestor::", "/following-sibling::", "/../", "/descendant::")
STEP = st.builds(
    lambda axis, name, inner: f"{axis}{name}{inner}",
    st.sampled_from(AXES),
    st.sampled_from(["*", "p", "a", "div"]),
    st.sampled_from(["", "", "[1]", "[.//a]", "[//p]", "[count(following::*)>1]", "[../p]"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=4).map("".join), st.sampled_from([FLAT, DEEP, USUAL]))
def test_whatever_is_run_ends_soon(expression: str, root: Any) -> None:
    expression = expression if expression.startswith("/") else f"/{expression}"
    try:
        bound(expression, root)
        started = time.process_time()
        etree.XPath(expression, regexp=False)(root)
    except (TooMuchError, etree.XPathError):
        return
    assert time.process_time() - started < SECONDS


def test_to_count_how_far_a_beginning_reaches_is_work_too() -> None:
    nested = tree(("<div>" * 30 + "x" + "</div>" * 30) * 20)
    asked: list[str] = []

    def reached(prefix: str) -> int:
        asked.append(prefix)
        return counted(nested)(prefix)

    with pytest.raises(TooMuchError):
        work_of("//*" * 300, size_of(nested, 50_000), reached, ALLOWED)
    assert len(asked) < 20
