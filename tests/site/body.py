"""The body of an article: its blocks in order, and between them what the site puts there."""

from collections.abc import Callable, Sequence

from tests.site.inserts import Insert, inserts
from tests.site.newsroom import TextBlock
from tests.site.story import Piece, Story

BlockHtml = Callable[[Story, int, TextBlock], str]
InsertHtml = Callable[[Story, Insert], str]
LISTS = {"list-item": ("<ul>", "</ul>"), "table-row": ("<table><tbody>", "</tbody></table>")}


def body(story: Story, block_html: BlockHtml, insert_html: InsertHtml) -> list[Piece]:
    """The blocks and inserts of a story; list items and table rows get their list around them."""
    blocks = story.article.blocks
    between = inserts(story)
    pieces: list[Piece] = []
    for n, block in enumerate(blocks):
        opening, closing = LISTS.get(block.kind, ("", ""))
        if opening and _kind_at(blocks, n - 1) != block.kind:
            pieces.append(Piece("markup", opening))
        pieces.append(Piece("block", block_html(story, n, block)))
        if closing and _kind_at(blocks, n + 1) != block.kind:
            pieces.append(Piece("markup", closing))
        pieces.extend(Piece(i.kind, insert_html(story, i)) for i in between.get(n, ()))
    return pieces


def _kind_at(blocks: Sequence[TextBlock], n: int) -> str | None:
    return blocks[n].kind if 0 <= n < len(blocks) else None


def cells(text: str) -> list[str]:
    """The cells of a table row: the name, then the figures.

    >>> cells("Orrin Rovers 12 31")
    ['Orrin Rovers', '12', '31']
    """
    return text.rsplit(" ", 2)
