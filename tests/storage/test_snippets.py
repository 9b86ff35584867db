"""A snippet shows the text around the first hit, with the hits marked."""

from dataclasses import replace
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import Hit
from storage.question import read, wanted
from storage.snippets import AFTER, BEFORE, snippet

HIT = Hit(1, "", "", None, None, None, "", 1.0)


def phrases(words: str) -> tuple[tuple[str, ...], ...]:
    question = read(words)
    return wanted(question) if question else ()


def shown(text: str, words: str) -> str:
    piece, hits = snippet(text, phrases(words))
    return replace(HIT, snippet=piece, hits=hits).marked("[", "]")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The ferry is back.", "ferry", "The [ferry] is back."),
        ("Ferry, ferries, FERRY!", "ferry", "[Ferry], ferries, [FERRY]!"),
        ("Die Straße in Zürich", "zurich STRASSE", "Die [Straße] in [Zürich]"),
        ("in Zu\u0308rich", "zürich", "in [Zu\u0308rich]"),
        ("I don't know, don t", "don't", "I [don't] know, [don t]"),
        ("私は東京都に住む", "東京都", "私は[東京都]に住む"),
        ("黒い猫と白い猫", "猫", "黒い[猫]と白い[猫]"),
        ("新型iPhone発売", "iphone発売", "新型[iPhone発売]"),
        ("東京-大阪線", "東京-大阪", "[東京-大阪]線"),
        ("ذهب أحمدُ إلى المدرسة", "احمد", "ذهب [أحمدُ] إلى المدرسة"),
        ("Only the title has it", "nowhere", "Only the title has it"),
        ("", "ferry", ""),
        ("one\ntwo\t three", "two", "one [two] three"),
        ("ferryman", "ferry", "ferryman"),
        ("Ferry, ferries, FERRY!", "ferr*", "[Ferry], [ferries], [FERRY]!"),
        ("A night boat, nightly", '"night boa*"', "A [night boat], nightly"),
        ("the old pier and the pier", 'pier -"old pier"', "the old [pier] and the [pier]"),
        ("icon \ue000 ferry \ue001", "ferry", "icon \ue000 [ferry] \ue001"),
    ],
)
def test_hits_are_marked(text: str, words: str, expected: str) -> None:
    assert shown(text, words).strip() == expected


def test_a_long_text_is_cut_between_words_around_the_first_hit() -> None:
    text = "wave " * 200 + "ferry " + "wave " * 200 + "ferry"

    piece = shown(text, "ferry")

    assert piece.startswith("…wave")
    assert piece.endswith("wave…")
    assert piece.count("[ferry]") == 1
    assert len(piece) <= BEFORE + AFTER + 10


@pytest.mark.parametrize("letter", ["x", "é", "東"])
@pytest.mark.parametrize("before", [0, 350, 399, 400, 401, 800, 1200, 5000])
def test_a_hit_is_found_wherever_it_stands(letter: str, before: int) -> None:
    text = letter * before + " the night ferry " + letter * 700

    assert "the [night ferry]" in shown(text, '"night ferry"')
    assert "[ferry]" in shown(text.replace("night", "nightferry"), "ferry")


def test_a_huge_text_has_a_snippet_at_once() -> None:
    assert "[ferry]" in shown("wave " * 400_000 + "ferry", "ferry")


def test_a_long_text_without_a_hit_shows_its_beginning() -> None:
    piece = shown("wave " * 200, "ferry")

    assert piece.startswith("wave wave")
    assert piece.endswith("wave…")


@given(st.text(), st.text(max_size=30))
def test_any_text_and_question_give_a_piece_of_the_text(text: str, words: str) -> None:
    piece, hits = snippet(text, phrases(words))

    assert piece.strip("…") in " ".join(text.split())
    ends = [place for hit in hits for place in hit]
    assert ends == sorted(ends)
    assert not ends or (ends[0] >= 0 and ends[-1] <= len(piece))


def test_a_snippet_is_marked_for_a_page_without_its_text_becoming_markup() -> None:
    piece, hits = snippet("a <b> & the ferry", phrases("ferry"))
    hit = replace(HIT, snippet=piece, hits=hits)
    assert hit.marked("<mark>", "</mark>", escape) == "a &lt;b&gt; &amp; the <mark>ferry</mark>"
