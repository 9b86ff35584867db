"""The format is read line by line; whatever is wrong in a file is a remark, and the rest holds."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners.site_configs import Remark, parse_config
from cleaners.site_configs.format import (
    CONDITION,
    KNOWN,
    LEFT,
    MAX_DIRECTIVES,
    NAMING,
    SELECTING,
    SWITCHES,
)

WHOLE = """
# an invented paper
title: //h1
author: //a[@rel='author']
author: //span[@class="by"]
date: //time/@datetime
body: //div[@class='text']
strip: //aside
strip_id_or_class: 'share-box'
strip_image_src: /pixel
skip_json_ld: yes
native_ad_clue: //div[@id='partner']
single_page_link: //a[@class='all']
if_page_contains: //ol[@class='pages']
next_page_link: //a[@rel='next']
test_url: https://paper.example/a
"""


def test_a_file_is_read_and_what_is_for_people_is_left() -> None:
    config, remarks = parse_config(WHOLE, "paper.example.txt")
    assert [one.value for one in config.of("author")] == [
        "//a[@rel='author']",
        '//span[@class="by"]',
    ]
    assert [one.value for one in config.of("strip_id_or_class")] == ["share-box"]
    assert (config.says("skip_json_ld"), config.says("strip")) == (True, False)
    (single,), (following,) = config.of("single_page_link"), config.of("next_page_link")
    assert (single.when, following.when) == ("//ol[@class='pages']", None)
    assert config.where(single) == "paper.example.txt, line 13"
    assert [(one.line, one.understood) for one in remarks] == [(16, True)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("boddy: //div", "'boddy' is no directive; did you mean body?"),
        ("no colon at all", "'no colon at all' is no directive; one is written name: value"),
        ("body:", "body says nothing"),
        ("strip: //*[", "strip is no XPath 1.0 expression: "),
        ("strip: " + "a" * 2_000, "strip is longer than 1,000 characters"),
        ("strip_id_or_class: ''", "strip_id_or_class says nothing"),
        ("if_page_contains: //p", "if_page_contains stands above every link"),
        ("http_header(cookie): a=b", "http_header is not followed: a crawl says who it is"),
        ("replace_string(<b>): <i>", "replace_string is not followed: the text of a page is never"),
        ("requires_login: yes", "requires_login is not followed: a login is never attempted"),
    ],
)
def test_what_is_not_followed_is_told_with_its_line(line: str, said: str) -> None:
    config, (remark,) = parse_config(f"# head\n{line}\nbody: //article\n", "a.example.txt")
    assert str(remark).startswith(f"a.example.txt, line 2: {said}")
    assert [one.value for one in config.of("body")] == ["//article"]


def test_a_file_without_end_is_followed_so_far() -> None:
    config, remarks = parse_config("strip: //p\n" * 10_000, "a.example.txt")
    assert len(config.directives) == MAX_DIRECTIVES
    assert remarks == (Remark("a.example.txt", 401, "only 400 directives of a file are followed"),)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=40),
            st.tuples(st.sampled_from(KNOWN), st.text(max_size=40)).map(": ".join),
        )
    )
)
def test_each_line_of_any_file_is_followed_or_remarked_on(lines: list[str]) -> None:
    whole = "\n".join(lines).lstrip("\ufeff")
    config, remarks = parse_config(whole, "a.example.txt")
    numbered = enumerate(map(str.strip, whole.splitlines()), start=1)
    said = {number: line for number, line in numbered if line and not line.startswith("#")}
    told = {one.line for one in config.directives} | {one.line for one in remarks}
    assert told <= said.keys()
    untold = [line for number, line in said.items() if number not in told]
    assert all(line.lower().startswith(CONDITION) for line in untold)  # it stands with its link


def test_the_page_about_sites_tells_each_directive_that_is_followed() -> None:
    page = (Path(__file__).parents[3] / "docs" / "sites.md").read_text("utf-8")
    table = page.split("| directive |")[1].split("\n\n")[0]
    told = set(re.findall(r"`(\w+)`", table))
    assert told >= {*SELECTING, *NAMING, *SWITCHES, CONDITION}
    assert not told & set(LEFT)
