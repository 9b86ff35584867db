"""Texts without markup are labelled as their pages are, and met as wholes and as excerpts."""

from pathlib import Path

import numpy as np

from cleaners.plain import read_lines
from quality.line_examples import ABOVE, BELOW, excerpt, labels_of, read_line_examples
from tests.quality.sets import SENTENCES
from tests.quality.test_train import labelled_set

LINES = ("Home", "News", *SENTENCES, "Read also", "The old lighthouse is for sale", "Imprint")


def test_a_gold_text_labels_the_lines_that_hold_it() -> None:
    found = labels_of(read_lines("\n".join(LINES)), {"text": "\n".join(SENTENCES)}, [])
    assert found is not None
    assert found[0].tolist() == [0, 0, 1, 1, 1, 1, 0, 0, 0]


def test_where_only_segments_are_told_what_clean_keeps_stands_for_the_rest() -> None:
    row = {"with": [SENTENCES[0]], "without": ["Imprint"]}
    found = labels_of(read_lines("\n".join(LINES)), row, [*SENTENCES[:3], "Imprint"])
    assert found is not None
    assert found[0].tolist() == [0, 0, 1, 1, 1, 0, 0, 0, 0]


def test_an_excerpt_holds_the_title_the_text_and_few_lines_around() -> None:
    values = np.array([0] * 60 + [1] * 5 + [0] * 60, dtype=np.int8)
    lines = [f"line {n}" for n in range(125)]
    for title, head in (("line 50", 50), ("line 3", 60), (None, 60)):
        bounds = excerpt("page", lines, values, title)
        assert bounds is not None
        assert head - max(ABOVE) <= bounds[0] <= head
        assert 65 <= bounds[1] <= 65 + max(BELOW)


def test_a_page_with_hardly_any_text_gives_no_excerpt() -> None:
    assert excerpt("page", ["a line"] * 9, np.zeros(9, dtype=np.int8), None) is None


def test_each_labelled_page_is_met_twice(tmp_path: Path) -> None:
    labelled_set(tmp_path)
    examples = list(read_line_examples(tmp_path, 1))
    assert len(examples) == 24
    assert {example.id for example in examples[:2]} == {"0", "0#excerpt"}
    assert all(example.matrix.shape[0] == len(example.labels) for example in examples)
    assert all((example.labels == 1).sum() == len(SENTENCES) for example in examples)
