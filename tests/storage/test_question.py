"""A question is read as people mean it, and anything can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.matching import fts5
from storage.question import MAX_DEPTH, MAX_WORDS, loosened, read, wanted

SIGNS = ('"', "(", ")", "-", "*", " ", "OR", "AND", "NOT", "ferry", "東京", "ein Boot", "“", "'")


def as_asked(text: str) -> str:
    question = read(text)
    return fts5(question) if question else ""


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("ferry", '"ferry"'),
        ("ferry captain", '("ferry" AND "captain")'),
        ("ferry Ferry", '"ferry"'),
        ('"night ferry"', '"night ferry"'),
        ("“night ferry” «old pier»", '("night ferry" AND "old pier")'),
        ("ferr*", '"ferr" *'),
        ('"night fer*"', '"night fer" *'),
        ("f*", '"f"'),
        ("fe*ry", '"fe ry"'),
        ("ferry -pier", '("ferry" NOT "pier")'),
        ("ferry -pier -dock", '("ferry" NOT ("pier" OR "dock"))'),
        ('ferry -"old pier"', '("ferry" NOT "old pier")'),
        ("-pier", '("\ue000a" NOT "pier")'),
        ("ferry NOT pier", '("ferry" NOT "pier")'),
        ("ferry AND pier", '("ferry" AND "pier")'),
        ("ferry OR boat pier", '("ferry" OR ("boat" AND "pier"))'),
        ("(ferry OR boat) pier", '(("ferry" OR "boat") AND "pier")'),
        ("pier -(ferry OR boat)", '("pier" NOT ("ferry" OR "boat"))'),
        ("a OR -b", '("a" OR ("\ue000a" NOT "b"))'),
        ("ferry-captain", '"ferry captain"'),
        ("--ferry", '"ferry"'),
        ("- ferry", '"ferry"'),
        ("ferry or pier", '("ferry" AND "or" AND "pier")'),
        ("OR", '"or"'),
        ("OR NOT", '("or" AND "not")'),
        ("ferry OR", '"ferry"'),
        ("OR ferry", '"ferry"'),
        ('"ferry', '"ferry"'),
        ("(ferry", '"ferry"'),
        ("ferry)) pier", '("ferry" AND "pier")'),
        ("()", ""),
        ("-!!!", ""),
        ("title:ferry", '"title ferry"'),
        ("猫 -犬", '("猫" * NOT "犬" *)'),
        ("東京都", '"東京 京都"'),
    ],
)
def test_a_question_is_read_as_it_is_meant(text: str, asked: str) -> None:
    assert as_asked(text) == asked


def test_a_pasted_text_is_read_up_to_a_bound() -> None:
    words = " ".join(f"w{n}" for n in range(100))
    assert as_asked(words).count("AND") == MAX_WORDS - 1
    deep = "(" * 200 + "ferry" + ")" * 200
    assert as_asked(deep) == '"ferry"'
    nested = "(a OR " * MAX_DEPTH + "b" + ")" * MAX_DEPTH
    assert as_asked(nested).count("OR") == MAX_DEPTH


def test_what_is_refused_is_not_what_was_wanted() -> None:
    question = read('ferry -pier ("old boat" OR dock)')
    assert question is not None
    assert wanted(question) == (("ferry",), ("old", "boat"), ("dock",))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ('"night ferry" pier', '(("night" AND "ferry") AND "pier")'),
        ("東京都 OR f* OR ab*", '(("東京" AND "京都") OR "f" OR "ab" *)'),
        ('ferry -pier -"old boat"', '("ferry" NOT "pier")'),
        ('ferry -"old boat"', '"ferry"'),
    ],
)
def test_a_question_is_loosened_to_what_the_index_knows(text: str, asked: str) -> None:
    question = read(text)
    assert question is not None
    assert fts5(loosened(question)) == asked


@given(st.lists(st.sampled_from(SIGNS)).map("".join))
def test_signs_in_any_order_make_balanced_questions(text: str) -> None:
    asked = as_asked(text)
    assert asked.count("(") == asked.count(")")
    assert asked.count('"') % 2 == 0
