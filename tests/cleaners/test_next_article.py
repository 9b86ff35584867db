"""Another article below the first is told by its headline and its byline, never by one alone."""

import numpy as np

from cleaners.next_article import HEAD, next_article

COUNT = 40


def columns(**marks: list[int]) -> dict[str, np.ndarray]:
    """Forty paragraphs of a hundred characters; the title is the first block."""
    found = {name: np.zeros(COUNT) for name in ("is_title", "level", "good", "byline")}
    found["characters"] = np.full(COUNT, 100.0)
    found["good"][1:] = 1.0
    found["is_title"][0] = found["level"][0] = 1.0
    for name, places in marks.items():
        found[name][places] = 1.0
    return found


def test_a_main_heading_with_a_byline_below_the_text_begins_another_article() -> None:
    assert next_article(columns(level=[20], byline=[1, 22])) == 20


def test_a_main_heading_alone_is_a_subheading() -> None:
    assert next_article(columns(level=[10, 20], byline=[1])) is None
    assert next_article(columns(level=[20], byline=[20 + HEAD + 1])) is None


def test_what_stands_above_the_text_is_no_other_article() -> None:
    assert next_article(columns(level=[3], byline=[4])) is None
    assert next_article(columns(level=[20], byline=[22], is_title=[30])) is None


def test_a_page_without_its_title_is_left_alone() -> None:
    found = columns(level=[20], byline=[22])
    found["is_title"][0] = 0.0
    assert next_article(found) is None
