"""What elements hold is summed over all that stands in them, at any depth."""

import numpy as np

from cleaners import page_from_bytes
from cleaners.blocks import read_blocks
from cleaners.features.containers import Table, read_table, sums
from cleaners.tree import parse

PAGE = (
    b"<html><body><div class=top><p>one</p></div><article><p>two</p><div><p>three</p><div>"
    b"<p>four</p></div></div><p>five</p></article><p>six</p></body></html>"
)


def test_sums_are_those_of_a_walk_up_from_each_block() -> None:
    blocks = read_blocks(parse(page_from_bytes(PAGE)), None)
    table = read_table(blocks)
    values = np.array([[float(place), 1.0] for place in range(len(blocks))])
    expected = np.zeros((len(table.parent), 2))
    for place, row in enumerate(table.of_block):
        expected[0] += values[place]
        while row:
            expected[row] += values[place]
            row = table.parent[row]
    assert len(blocks) == 6
    assert sums(table, values).tolist() == expected.tolist()


def test_articles_are_numbered_and_blocks_know_theirs() -> None:
    table = read_table(read_blocks(parse(page_from_bytes(PAGE)), None))
    assert table.articles == 1
    assert [table.article[row] for row in table.of_block] == [0, 1, 1, 1, 1, 0]


def test_text_without_markup_stands_in_no_element() -> None:
    table = Table([0] * 3)
    assert table.of_block == [0, 0, 0]
    assert sums(table, np.ones((3, 1))).tolist() == [[3.0]]
