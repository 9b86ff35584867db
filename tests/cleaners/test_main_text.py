"""The vote chooses among our own blocks, and its text never enters an article."""

import pytest

from cleaners import clean, page_from_bytes
from cleaners.blocks import read_blocks
from cleaners.main_text import judge
from cleaners.tree import parse

SENTENCES = [
    f"The {word} of the harbour said on Monday that the old crane would be moved before winter."
    for word in ("master", "council", "pilot", "museum", "owner", "union", "chaplain")
]


def html(middle: str = "", above: str = "", below: str = "") -> str:
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:3])
    more = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[3:])
    return (
        f"<html><body>{above}<article><h1>Old crane moves</h1>{text}{middle}{more}</article>"
        f"{below}</body></html>"
    )


def chosen(source: str) -> list[str]:
    blocks = read_blocks(parse(page_from_bytes(source.encode())), None)
    judgement = judge(source, blocks)
    return [block.text for block in blocks if block.n in judgement.chosen]


def test_the_sentences_of_an_article_are_chosen_and_its_menu_is_not() -> None:
    menu = "<ul><li><a href=/a>Sport</a></li><li><a href=/b>Weather</a></li></ul>"
    found = chosen(html(above=menu))
    assert [text for text in found if text in SENTENCES] == SENTENCES
    assert "Sport" not in found


def test_short_lines_and_captions_among_the_paragraphs_stay() -> None:
    middle = "<h2>Why now?</h2><p>“No.”</p><figure><figcaption>At low water</figcaption></figure>"
    assert {"Why now?", "“No.”", "At low water"} <= set(chosen(html(middle)))


def test_a_text_that_is_printed_twice_is_kept_where_it_stands() -> None:
    refrain = "<p>And the crane stood where it had always stood, in everybody's way.</p>"
    source = html(f"{refrain}<p>It was moved a little.</p>{refrain}")
    assert sum("everybody's way" in text for text in chosen(source)) == 2


def test_the_page_s_own_summary_above_the_text_is_text() -> None:
    summary = "After forty years in the way, the crane on the old quay is to find another place."
    source = html(above=f"<div class=x><div>{summary}</div></div>")
    blocks = read_blocks(parse(page_from_bytes(source.encode())), None)
    kept = judge(source, blocks, summary).chosen
    assert next(b.text for b in blocks if b.n in kept) == summary


def test_a_page_without_main_text_keeps_its_words_and_says_so() -> None:
    article = clean(page_from_bytes(b"<p>Too little.</p>"))
    assert article.text == "Too little."
    assert "no-main-text" in {note.name for note in article.notes}


def test_control_characters_by_reference_lose_nothing() -> None:
    source = html(middle="<p>The tide&#1; tables&#8; were printed&#31; upside down in May.</p>")
    article = clean(page_from_bytes(source.encode()))
    assert "The tide tables were printed upside down in May." in article.text


@pytest.mark.parametrize("sentence", SENTENCES)
def test_each_sentence_is_in_the_article_once(sentence: str) -> None:
    article = clean(page_from_bytes(html().encode()))
    assert article.text.count(sentence) == 1
