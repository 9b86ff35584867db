"""The terms of a text and of a question, in many scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.terms import MAX_TERM, asked, fold, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ferry's back, 2026!", ["the", "ferry", "s", "back", "2026"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("Zürich ZU\u0308RICH zurich", ["zurich"] * 3),
        ("smørrebrød Łódź æble", ["smorrebrod", "lodz", "aeble"]),
        ("İSTANBUL Iğdır ısı", ["istanbul", "igdir", "isi"]),
        ("Ёлка ёлка елка", ["елка"] * 3),
        ("мой мои", ["мой", "мои"]),
        ("كِتَاب كتـــاب أحمد", ["كتاب", "كتاب", "احمد"]),
        ("שָׁלוֹם", ["שלום"]),
        ("می\u200cخواهم", ["میخواهم"]),
        ("soft\u00adware", ["software"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("①ｆｕｌｌ ﬁne", ["1full", "fine"]),
        ("東京都", ["東京", "京都", "都"]),
        ("iPhone発売", ["iphone", "発売", "売"]),
        ("ｶﾞｽ ガス", ["ガス", "ス", "ガス", "ス"]),
        ("서울에서", ["서울", "울에", "에서", "서"]),
        ("猫", ["猫"]),
        ("snake_case a-b", ["snake", "case", "a", "b"]),
        ("\x00 \ud800 \ufffe \U0001f600 ---", []),
    ],
)
def test_a_text_is_cut_and_folded(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", []),
        ("!!! -- ''", []),
        ("Ferry", ["ferry"]),
        ("don't", ["don", "t"]),
        ("night ferry", ["night", "ferry"]),
        ("東京都", ["東京", "京都"]),
        ("東京", ["東京"]),
        ("都", ["都*"]),
        ("東京-大阪", ["東京", "京", "大阪"]),
        ("A東B", ["a", "東", "b"]),
        ("A東", ["a", "東*"]),
        ("ครับ", ["คร", "รั", "ับ"]),
        ("fer*", ["fer*"]),
        ("f*", ["f"]),
        ("don't*", ["don", "t"]),
        ("night FER* ", ["night", "fer*"]),
        ("東京*", ["東京"]),
    ],
)
def test_words_are_asked_for_side_by_side(words: str, expected: list[str]) -> None:
    assert asked(words) == expected


@given(st.text())
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)).split() == fold(text).split()


@given(st.text())
def test_a_term_is_never_empty_nor_long_nor_has_a_space(text: str) -> None:
    assert all(term and len(term) <= MAX_TERM and not term.isspace() for term in terms(text))


@given(st.text(), st.data())
def test_every_word_of_a_text_is_asked_for_as_it_is_indexed(text: str, data: st.DataObject) -> None:
    words = text.split()
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    indexed = " ".join(terms(text)) + " "

    wanted = " ".join(asked(word))
    assert (wanted[:-1] if wanted.endswith("*") else f"{wanted} ") in indexed or not wanted
