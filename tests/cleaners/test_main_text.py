"""The judgement chooses among our own blocks, says why, and is the same everywhere."""

import numpy as np
import pytest

from cleaners import clean, page_from_bytes
from cleaners.blocks import read_blocks
from cleaners.features import Context
from cleaners.main_text import Judge, bylines_above, likelihood, shipped_judge
from cleaners.tree import parse
from cleaners.weights import read_weights, write_weights

SENTENCES = [
    f"The {word} of the harbour said on Monday that the old crane would be moved before winter."
    for word in ("master", "council", "pilot", "museum", "owner", "union", "chaplain")
]
URL = "https://www.example.com/crane"


def html(middle: str = "", above: str = "", below: str = "") -> str:
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:3])
    more = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[3:])
    return (
        f"<html><body>{above}<article><h1>Old crane moves</h1>{text}{middle}{more}</article>"
        f"{below}</body></html>"
    )


def chosen(source: str) -> list[str]:
    blocks = read_blocks(parse(page_from_bytes(source.encode())), URL)
    judgement = shipped_judge().judge(blocks, {}, Context(URL, "Old crane moves"))
    return [block.text for block in blocks if block.n in judgement.chosen]


def test_the_sentences_of_an_article_are_chosen_and_its_menu_is_not() -> None:
    menu = "<ul><li><a href=/a>Sport</a></li><li><a href=/b>Weather</a></li></ul>"
    found = chosen(html(above=menu))
    assert [text for text in found if text in SENTENCES] == SENTENCES
    assert "Sport" not in found


def test_a_subheading_and_a_short_answer_among_the_paragraphs_stay() -> None:
    middle = "<h2>Why is the crane moved?</h2><p>“It is too old,” the master said.</p>"
    assert {"Why is the crane moved?", "“It is too old,” the master said."} <= set(
        chosen(html(middle))
    )


def test_a_text_that_is_printed_twice_is_kept_where_it_stands() -> None:
    refrain = "<p>And the crane stood where it had always stood, in everybody's way.</p>"
    source = html(f"{refrain}<p>It was moved a little that year.</p>{refrain}")
    assert sum("everybody's way" in text for text in chosen(source)) == 2


def test_cards_of_other_articles_below_the_text_are_left_out() -> None:
    cards = "".join(
        f"<div class=card><h3><a href=/{n}>The {word} freezes over for the third time</a></h3>"
        f"<p>It is the third winter in a row, and the {word} is used to it by now.</p></div>"
        for n, word in enumerate(("lake", "canal", "river", "fjord"))
    )
    found = chosen(html(below=f"<section class=more-stories>{cards}</section>"))
    assert not [text for text in found if "freezes" in text or "third winter" in text]


def test_a_line_of_the_authors_names_and_their_agency_is_no_text() -> None:
    middle = "<p>16:40 Anna Berg/dpa</p><p>Anna Berg waited at the quay until the evening.</p>"
    article = clean(
        page_from_bytes(
            html(middle)
            .replace("<body>", '<head><meta name="author" content="Anna Berg"></head><body>')
            .encode()
        )
    )
    why = {removal.text: removal.why for removal in article.removals}
    assert "is the author's name" in why["16:40 Anna Berg/dpa"]
    assert "Anna Berg waited at the quay until the evening." in article.text


def test_a_date_above_the_text_goes_and_one_that_heads_an_entry_of_it_stays() -> None:
    blocks = read_blocks(parse(page_from_bytes(html("<p>3 May 2026</p>").encode())), URL)
    dated = next(block.n for block in blocks if block.text == "3 May 2026")
    columns = {
        "good": np.array([float(block.prose) for block in blocks]),
        "cut_as_byline": np.array([float(block.n in (0, dated)) for block in blocks]),
    }
    above = bylines_above(columns, np.ones(len(blocks), dtype=bool))
    assert np.flatnonzero(above).tolist() == [0]


def test_a_page_without_main_text_keeps_its_words_and_says_so() -> None:
    article = clean(page_from_bytes(b"<p>Too little.</p>"))
    assert article.text == "Too little."


def test_a_page_without_blocks_is_judged_too() -> None:
    judgement = shipped_judge().judge((), {}, Context())
    assert not judgement.chosen
    assert [note.name for note in judgement.notes] == ["no-main-text"]


def test_control_characters_by_reference_lose_nothing() -> None:
    source = html(middle="<p>The tide&#1; tables&#8; were printed&#31; upside down in May.</p>")
    article = clean(page_from_bytes(source.encode()))
    assert "The tide tables were printed upside down in May." in article.text


@pytest.mark.parametrize("sentence", SENTENCES)
def test_each_sentence_is_in_the_article_once(sentence: str) -> None:
    article = clean(page_from_bytes(html().encode()))
    assert article.text.count(sentence) == 1


def test_a_removal_says_its_score_and_what_weighed_most() -> None:
    teaser = "<p>Ferry company orders three electric boats for the islands</p>"
    article = clean(page_from_bytes(html(above=f"<aside>{teaser}</aside>").encode(), URL))
    why = next(r.why for r in article.removals if r.text.startswith("Ferry company"))
    assert why.startswith("score 0.")
    assert len(why.split(": ", 1)[1].split(", ")) >= 2


def test_the_judge_is_the_shipped_one_unless_another_is_given() -> None:
    page = page_from_bytes(html().encode(), URL)
    weights = shipped_judge().weights
    nobody = Judge(type(weights)(weights.words, weights.trees, 1_000_000))
    assert clean(page).removals == clean(page, judge=shipped_judge()).removals
    assert clean(page, judge=nobody).notes[0].name == "no-main-text"


def test_the_weights_are_small_and_survive_writing() -> None:
    data = write_weights(shipped_judge().weights)
    assert len(data) <= 2_000_000
    assert write_weights(read_weights(data)) == data


def test_bytes_of_another_format_are_no_weights() -> None:
    with pytest.raises(ValueError, match="no weights"):
        read_weights(b"PK\x03\x04 no weights")


def test_a_score_is_a_likelihood_between_none_and_one() -> None:
    assert likelihood(0) == 0.5
    assert likelihood(-(10**9)) < 0.01 < 0.99 < likelihood(10**9)


def test_a_long_text_with_nothing_around_is_kept_whole() -> None:
    lines = [
        f"<p>On day {n} the ferry brought {n * 7} letters to the harbour.</p>" for n in range(250)
    ]
    body = f"<title>The ferry's diary</title><h1>The ferry's diary</h1><div>{''.join(lines)}</div>"
    assert len(clean(page_from_bytes(body.encode())).blocks) == len(lines)


def test_a_line_that_is_the_author_s_name_is_no_text() -> None:
    blocks = read_blocks(parse(page_from_bytes(html("<p>Anna Berg</p>").encode())), URL)
    name = next(block.n for block in blocks if block.text == "Anna Berg")
    context = Context(URL, "Old crane moves", authors=("Anna Berg",))
    judgement = shipped_judge().judge(blocks, {}, context)
    assert "is the author's name" in judgement.reasons[name]
    assert len(judgement.chosen) >= len(SENTENCES)
