"""Captions are told by their shape, in time that grows with the line and no faster."""

import time
from dataclasses import replace

from cleaners.main_text import Judgement
from cleaners.pipeline import Draft
from cleaners.plain import read_lines
from cleaners.steps.plain_lines import is_caption_like, plain_headline


def test_a_photographer_in_capitals_behind_a_sentence_makes_a_caption() -> None:
    assert is_caption_like("The hall at night. ANNA BERG FOR THE POST")


def test_one_word_in_capitals_behind_a_sentence_makes_none() -> None:
    assert not is_caption_like("The hall at night. POST")


def test_a_long_line_of_capitals_is_asked_in_no_time() -> None:
    start = time.process_time()
    assert not is_caption_like("It ends. " + "A" * 400 + "1")
    assert time.process_time() - start < 0.5


PROSE = "The harbour master said on {day} that the crane would be moved before the winter."


def test_a_headline_behind_a_cue_goes_and_a_note_behind_one_stays() -> None:
    lines = [PROSE.format(day=day) for day in ("Monday", "Tuesday", "Friday", "Sunday")]
    lines[1:1] = ["Related: Ferry company orders three boats for the islands"]
    lines[3:3] = ["Related: boats, ferries, the harbour and its cranes."]
    blocks = read_lines("\n".join(lines))
    cuts = list(plain_headline(Draft(blocks=blocks, page=blocks)))
    assert [(cut.block.n, cut.why) for cut in cuts] == [(1, "stands behind 'related'")]


def test_a_line_that_the_judgement_is_sure_of_is_no_headline() -> None:
    lines = [PROSE.format(day=day) for day in ("Monday", "Tuesday", "Friday")]
    lines.insert(1, "Ferry company orders three electric boats for other islands")
    blocks = read_lines("\n".join(lines))
    draft = Draft(blocks=blocks, page=blocks)
    assert [cut.block.n for cut in plain_headline(draft)] == [1]
    sure = Judgement(frozenset(range(4)), 1.0, firm=frozenset({1}))
    assert not list(plain_headline(replace(draft, judgement=sure)))
