"""The text of an article and the record of what was cut from its page, as one row keeps them.

The text stands there once, as a person reads it. `blocks` says how it is made of blocks: a list
`[n, length, kind, level, linked, bold, links]` for each, ended after its last column that is not
the usual one ("paragraph", none, 0, 0, none). Captions and credits are not in the text: there
their own text stands in place of the length. `removals` holds a list `[n, step, why, texts]` for
each run of neighbours that one step cut for one reason. Where an earlier run has said step and
reason, it is `[n, place, texts]`: the place of that run, counted from 0. Both read in plain SQL
(docs/schema.md).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from cleaners.types import Article, Block, BlockKind, Link, RelatedLink, Removal

ASIDE = ("caption", "credit")
"""Kinds of blocks that are not in the text."""

USUAL: tuple[Any, ...] = ("paragraph", None, 0, 0, [])
"""What a block is, if nothing else is said: kind, level, linked, bold, links."""

Written = list[list[Any]]


def text_values(article: Article) -> dict[str, Any]:
    """The columns of `texts`."""
    return {
        "text": article.text,
        "blocks": block_list(article),
        "related": [[link.url, link.title, link.step] for link in article.links],
        **cut_values(article.removals),
    }


def cut_values(removals: Sequence[Removal]) -> dict[str, Any]:
    """The columns of `texts` that say what was cut."""
    return {
        "cuts": dict(Counter(cut.step for cut in removals)),
        "removals": removal_list(removals),
    }


def block_list(article: Article) -> Written:
    """The blocks, without the text that `Article.text` has.

    >>> from cleaners.types import Block
    >>> _written(Block(3, "paragraph", "It sails."))
    [3, 9]
    """
    return [_written(block) for block in article.blocks]


def _written(block: Block) -> list[Any]:
    links = [[link.url, link.text] for link in block.links]
    facts = [block.kind, block.level, block.linked, block.bold, links]
    while facts and facts[-1] == USUAL[len(facts) - 1]:
        facts.pop()
    return [block.n, block.text if block.kind in ASIDE else len(block.text), *facts]


def blocks_of(text: str, written: Written) -> tuple[Block, ...]:
    """The blocks again."""
    return tuple(_blocks(text, written))


def _blocks(text: str, written: Written) -> Iterator[Block]:
    place = 0
    for n, length, *facts in written:
        kind, level, linked, bold, links = (*facts, *USUAL[len(facts) :])
        if isinstance(length, str):
            own = length
        else:
            own = text[place : place + length]
            place += length + 1
        pairs = tuple(Link(url, shown) for url, shown in links)
        yield Block(n, cast("BlockKind", kind), own, level, pairs, linked, bold)


def removal_list(removals: Iterable[Removal]) -> Written:
    """The removals, those together that follow each other for one reason.

    >>> from cleaners.types import Removal
    >>> removal_list((Removal(4, "share", "a bar", "Mail"), Removal(5, "share", "a bar", "Post")))
    [[4, 'share', 'a bar', ['Mail', 'Post']]]
    """
    runs: Written = []
    said: dict[tuple[str, str], int] = {}
    reason: tuple[str, str] | None = None
    following = -1
    for cut in removals:
        if cut.n == following and (cut.step, cut.why) == reason:
            runs[-1][-1].append(cut.text)
        else:
            reason = (cut.step, cut.why)
            place = said.setdefault(reason, len(runs))
            known = (place,) if place < len(runs) else reason
            runs.append([cut.n, *known, [cut.text]])
        following = cut.n + 1
    return runs


def spelled(runs: Written) -> Iterator[tuple[int, str, str, list[str]]]:
    """The runs of a record, each with its step and reason.

    >>> list(spelled([[4, "share", "a bar", ["Mail"]], [9, 0, ["Post"]]]))
    [(4, 'share', 'a bar', ['Mail']), (9, 'share', 'a bar', ['Post'])]
    """
    for n, *said, texts in runs:
        step, why = said if len(said) > 1 else runs[said[0]][1:3]
        yield n, step, why, texts


def removals_of(runs: Written) -> tuple[Removal, ...]:
    """The removals again, in their order."""
    return tuple(
        Removal(n, step, why, text)
        for first, step, why, texts in spelled(runs)
        for n, text in enumerate(texts, first)
    )


def related_of(written: Written) -> tuple[RelatedLink, ...]:
    """The related links again."""
    return tuple(RelatedLink(url, title, step) for url, title, step in written)
