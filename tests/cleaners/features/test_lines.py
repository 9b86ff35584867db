"""The features of lines: characters counted together, and what stands around a line."""

import random
import re

import numpy as np

from cleaners.features.characters import MOST, count_characters
from cleaners.features.lines import longest_text, read_line_features
from cleaners.plain import read_lines

PIECES = (
    "Hafen NewsSport 5Kommentare (ja) „Nein“ 写真。 a/b?c=d [1] Ö É ж И 3. … ! \U0001f600 ª ١٢"
).split()


def test_characters_counted_together_are_those_counted_line_by_line() -> None:
    chance = random.Random(7)
    lines = [" ".join(chance.choices(PIECES, k=chance.randint(1, 400))) for _ in range(60)]
    found = count_characters(lines)
    for place, line in enumerate(line[:MOST] for line in lines):
        counted = {
            "letters": sum(map(str.isalpha, line)),
            "great": sum(map(str.isupper, line)),
            "digits": sum(map(str.isdecimal, line)),
            "quotes": sum(map(line.count, '"“”„«»「」『』')),
            "brackets": sum(map(line.count, "()[]{}（）")),
            "sentences": len(re.findall(r"[.!?…。！？।۔؟](?=\s|$)|[。！？](?!\s|$)", line)),
            "sizes": len(line),
        }
        assert {name: int(found[name][place]) for name in counted} == counted


def test_words_that_run_together_are_counted_within_a_line() -> None:
    found = count_characters(["NewsSport 5Kommentare Seite12", "News", "Sport", "a", "9"])
    assert found["joins"].tolist() == [3, 0, 0, 0, 0]


def test_a_lenient_stretch_reaches_over_more_lines_without_text() -> None:
    size, good = np.array([300.0, 9, 9, 9, 9, 9, 90]), np.array([1.0, 0, 0, 0, 0, 0, 1])
    assert longest_text(size, good, 10) == (0, 6)
    assert longest_text(size, good, 60) == (0, 0)


def test_twins_and_the_way_to_the_title_are_told_line_by_line() -> None:
    text = "The harbour freezes over\n12 March 2026\nPilots wait for the ice to break.\n" * 2
    columns = read_line_features(read_lines(text), {}, "The harbour freezes over").columns
    assert columns["to_twin_below"].tolist() == [3, 3, 3, 99, 99, 99]
    assert columns["to_twin_above"].tolist() == [99, 99, 99, 3, 3, 3]
    assert columns["is_title"].tolist() == [1, 0, 0, 1, 0, 0]
    assert columns["to_previous_dated"].tolist() == [99, 99, 1, 2, 3, 1]
