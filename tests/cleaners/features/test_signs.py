"""Characters are counted over all blocks at once, and each block has its own."""

import pytest

from cleaners.features.signs import MAX_COUNTED, Joined, character_columns

TEXTS = (
    "Who, on 3 May 2026 at 14.05, closed the Gate?",
    "» More in the archive of 19999: A, B; C",
    "東京の港で、船が出た。",
    "a",
    "Read also: the old crane 🏗 moves @noon",
)


def column(name: str) -> list[float]:
    values: list[float] = character_columns(TEXTS)[name].tolist()
    return values


def test_each_block_has_its_own_stops_commas_and_last_character() -> None:
    assert column("stops") == [2, 0, 1, 0, 0]
    assert column("commas") == [2, 2, 1, 0, 0]
    assert column("asks") == [1, 0, 0, 0, 0]
    assert character_columns(["Tags:", "Tags"])["ends_with_colon"].tolist() == [1, 0]


def test_a_year_and_a_time_of_day_are_numbers_of_their_own() -> None:
    assert column("year") == [1, 0, 0, 0, 0]
    assert column("clock") == [1, 0, 0, 0, 0]
    assert character_columns(["at 7:30", "at 7:90", "0.305", "17h20"])["clock"].tolist() == [
        1, 0, 0, 1,
    ]  # fmt: skip


def test_words_that_begin_with_a_capital_are_a_share_of_all() -> None:
    assert column("capitals")[0] == pytest.approx(3 / 10)
    assert column("begins_small") == [0, 0, 0, 1, 0]
    assert column("begins_with_mark") == [0, 1, 0, 0, 0]


def test_scripts_without_spaces_and_signs_are_told() -> None:
    assert column("unspaced") == [0, 0, 1, 0, 0]
    assert column("signs") == [0, 0, 0, 0, 1]
    assert column("separated") == [0, 1, 0, 0, 1]


def test_a_block_alone_says_what_it_says_among_others() -> None:
    together = character_columns(TEXTS)
    for place, text in enumerate(TEXTS):
        alone = character_columns([text])
        assert {n: c[place] for n, c in together.items()} == {n: c[0] for n, c in alone.items()}


def test_a_long_block_is_counted_from_its_beginning() -> None:
    assert character_columns(["," * 3 * MAX_COUNTED])["commas"].tolist() == [MAX_COUNTED]


def test_a_part_is_found_in_the_blocks_that_hold_it() -> None:
    joined = Joined(["the Harbour Post", "nothing", "by the harbour post"])
    assert joined.holding(["Harbour Post"]).tolist() == [True, False, False]
    folded = joined.folded()
    assert folded is not None
    assert folded.holding(["harbour post", "thing"]).tolist() == [True, True, True]
    assert Joined(["İ"]).folded() is None
