"""Captions are told by their shape, in time that grows with the line and no faster."""

import time

from cleaners.steps.plain_lines import is_caption_like


def test_a_photographer_in_capitals_behind_a_sentence_makes_a_caption() -> None:
    assert is_caption_like("The hall at night. ANNA BERG FOR THE POST")


def test_one_word_in_capitals_behind_a_sentence_makes_none() -> None:
    assert not is_caption_like("The hall at night. POST")


def test_a_long_line_of_capitals_is_asked_in_no_time() -> None:
    start = time.process_time()
    assert not is_caption_like("It ends. " + "A" * 400 + "1")
    assert time.process_time() - start < 0.5
