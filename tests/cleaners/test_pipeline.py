"""The runner alone cuts, once a block, and keeps the record in the page's order."""

from collections.abc import Iterator

from cleaners.pipeline import Cut, Draft, run
from cleaners.types import Block, Removal

BLOCKS = tuple(Block(n, "paragraph", f"block {n}") for n in range(4))


def draft() -> Draft:
    return Draft(blocks=BLOCKS, page=BLOCKS)


def odd(seen: Draft) -> Iterator[Cut]:
    return (Cut(block, "its number is odd") for block in seen.blocks if block.n % 2)


def everything(seen: Draft) -> Iterator[Cut]:
    return (Cut(block, "all goes") for block in seen.blocks)


def greedy(seen: Draft) -> Iterator[Cut]:
    return (Cut(block, "twice") for block in (*seen.page, *seen.page))


def test_a_step_sees_what_earlier_steps_left() -> None:
    left, removals = run(draft(), [("odd", odd), ("everything", everything)])
    assert left.blocks == ()
    assert [(r.n, r.step) for r in removals] == [
        (0, "everything"),
        (1, "odd"),
        (2, "everything"),
        (3, "odd"),
    ]


def test_a_removal_says_which_step_cut_which_text_and_why() -> None:
    _, removals = run(draft(), [("odd", odd)])
    assert removals[0] == Removal(1, "odd", "its number is odd", "block 1")


def test_a_block_is_cut_once_however_often_it_is_named() -> None:
    left, removals = run(draft(), [("odd", odd), ("greedy", greedy)])
    assert [removal.n for removal in removals] == [0, 1, 2, 3]
    assert left.cut_by == {0: "greedy", 1: "odd", 2: "greedy", 3: "odd"}


def test_looking_changes_nothing() -> None:
    seen = draft()
    list(everything(seen))
    assert seen.blocks == BLOCKS
