"""Pages whose text only a script has are read, and nothing that a page holds back."""

import json
import time

import pytest

from cleaners import Article, clean, page_from_bytes
from cleaners.script_text import html_in_scripts
from cleaners.tree import page_text, parse, squeeze

SENTENCES = [
    f"The ferry left the northern quay at {hour} with {hour * 7} people on board, and was late."
    for hour in range(6, 16)
]
HTML = "".join(f'<p class="body">{sentence}</p>' for sentence in SENTENCES)
MENU = "<nav><a href='/a'>News</a><a href='/b'>Sport</a></nav>"
HEAD = '<title>The ferry</title><meta property="og:type" content="article">'


def written(html: str) -> str:
    """HTML as a string of JSON in a script: no tag in it that would end the script."""
    return json.dumps(html).replace("<", "\\u003c").replace(">", "\\u003e")


FLIGHT = f"self.__next_f.push([1,{written(HTML)}])"
DATA = f'{{"props":{{"post":{{"id":7,"content":{written(HTML)}}}}}}}'
NESTED = f"window.__STATE__ = JSON.parse({json.dumps(DATA)});"
PARTS = ",".join(f'{{"kind":"text","html":{written(f"<p>{one}</p>")}}}' for one in SENTENCES)


def article_of(script: str, body: str = MENU, head: str = HEAD) -> Article:
    page = f"<html><head>{head}</head><body>{body}<script>{script}</script></body></html>"
    return clean(page_from_bytes(page.encode(), "https://coast.example/2026/11/ferry"))


@pytest.mark.parametrize("script", [FLIGHT, DATA, NESTED, f"[{PARTS}]"])
def test_the_text_of_a_page_that_shows_none_comes_from_its_script(script: str) -> None:
    article = article_of(script)
    assert article.text.split("\n") == SENTENCES
    assert "from-script" in [note.name for note in article.notes]


def test_what_was_cut_of_it_is_on_record() -> None:
    page = f"<html><head>{HEAD}</head><body>{MENU}<script>{FLIGHT}</script></body></html>".encode()
    article = clean(page_from_bytes(page))
    pieces = sorted(
        [(b.n, b.text) for b in article.blocks] + [(r.n, r.text) for r in article.removals]
    )
    whole = squeeze("".join(text for _, text in pieces))
    assert whole == squeeze(page_text(parse(page_from_bytes(page))))


def test_control_characters_in_a_string_stop_nothing() -> None:
    article = article_of(f"x = {written('&#1;Quay</dt>' + HTML)}")
    assert article.text.endswith("\n".join(SENTENCES))


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"isAccessibleForFree": false}</script>',
        '<script type="application/ld+json">{"isAccessibleForFree":"False"}</script>',
        '<meta property="article:content_tier" content="locked">',
    ],
)
def test_what_is_not_free_stays_where_it_is(head: str) -> None:
    article = article_of(FLIGHT, head=HEAD + head)
    assert "ferry left" not in article.text


def test_a_page_that_shows_its_text_is_read_as_it_stands() -> None:
    shown = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:5])
    article = article_of(FLIGHT, body=f"<article>{shown}</article>")
    assert article.text.split("\n") == SENTENCES[:5]
    assert "from-script" not in [note.name for note in article.notes]


def test_broken_strings_are_passed_over_and_hostile_ones_cost_little() -> None:
    assert html_in_scripts(iter(['x = "<p>' + "\\u00"]), 0) is None
    assert html_in_scripts(iter(['"\\ud800' + ("<p>" + " word" * 30) * 3 + '"']), 0) is not None
    began = time.process_time()
    assert html_in_scripts(iter(['\\"<p>' * 250_000]), 0) is None
    assert html_in_scripts(iter(['"<p>' * 250_000]), 0) is None
    assert html_in_scripts(iter(["<" * 500_000 + '"<p>']), 0) is None
    assert time.process_time() - began < 5
