"""The figures: what each counts, on texts small enough to count by hand."""

import pytest

from quality.scores import Row, figures

GOLD = "The council met on Monday.\nWork begins in spring, the mayor said."


def of(text: str, gold: Row, **answer: object) -> dict[str, float]:
    return figures([{"id": "a", **gold}], {"a": {"id": "a", "text": text, **answer}})


def test_the_gold_itself_is_perfect() -> None:
    found = of(GOLD, {"text": GOLD})
    assert found == {"f1": 1, "exact": 1, "residue": 0, "lost": 0, "shingle": 1}


def test_a_line_too_many_is_residue_and_costs_precision() -> None:
    found = of(GOLD + "\nRead also: ferry fares\nShare", {"text": GOLD})
    assert found["residue"] == pytest.approx(1 / 3)
    assert (found["lost"], found["exact"]) == (0, 0)
    assert found["f1"] == pytest.approx(2 * 12 / (12 + 17))


def test_a_paragraph_too_few_is_lost() -> None:
    found = of("The council met on Monday.", {"text": GOLD})
    assert (found["lost"], found["residue"]) == (0.5, 0)
    assert found["f1"] == pytest.approx(2 * 5 / (5 + 12))


def test_runs_of_four_words_are_compared_as_written() -> None:
    found = of("a b c d e", {"text": "A b c d e"})
    assert found["shingle"] == pytest.approx(0.5)
    assert found["exact"] == 1


def test_a_page_without_an_answer_is_empty_and_one_without_a_gold_counts_its_words() -> None:
    nothing = figures([{"id": "a", "text": GOLD}], {})
    assert (nothing["f1"], nothing["lost"], nothing["shingle"]) == (0, 1, 0)
    assert of("some words", {"text": ""})["f1"] == 0
    assert of("", {"text": ""})["f1"] == 1


def test_an_optional_block_counts_neither_way() -> None:
    summary = "A summary of five long words."
    blocks = [{"text": GOLD}, {"text": summary, "optional": True}]
    gold: Row = {"text": f"{GOLD}\n{summary}", "blocks": blocks}
    assert of(GOLD, gold)["f1"] == 1
    assert of(f"{GOLD}\n{summary}", gold)["f1"] == 1


def test_segments_are_counted_over_all_pages() -> None:
    rows = [
        {"id": "a", "with": ["one", "two"], "without": ["x"]},
        {"id": "b", "with": ["three  four"], "without": ["y"]},
    ]
    answers = {"a": {"text": "one x"}, "b": {"text": "three\nfour"}}
    found = figures(rows, answers)
    assert found["kept"] == pytest.approx(2 / 3)
    assert found["seg"] == pytest.approx(2 / 3)


def test_only_furniture_inside_the_text_is_unwanted() -> None:
    kinds = {"Read also: fares": "inline-link", "Share": "share", "About us": "nav"}
    found = of("Share\nAbout us", {"kinds": kinds})
    assert found == {"unwanted": 0.5}


def test_fields_are_compared_by_letters_names_and_day() -> None:
    gold = {"title": "Café opens", "authors": ["Ana Silva", "Bo Ek"], "date": "2024-05-03 10:00"}
    right = of("", gold, title="CAFÉ: opens!", authors=["bo ek", "Ana  Silva"], date="2024-05-03")
    assert right == {"title": 1, "authors": 1, "date": 1}
    wrong = of("", gold, title=None, authors=[], date="2024-05-04")
    assert wrong == {"title": 0, "authors": 0, "date": 0}


@pytest.mark.parametrize(
    ("page_type", "kind", "right"),
    [
        ("article", "live-blog", 1),
        ("article", "list", 0),
        ("product", "list", 1),
        ("list", None, 0),
    ],
)
def test_a_kind_says_article_or_not(page_type: str, kind: str | None, right: int) -> None:
    assert of("", {"page_type": page_type}, kind=kind) == {"kind": right}
