"""What a worker hands back, packed for the way between two processes.

A page has some 300 blocks and removals, and pickling frozen data takes 2 µs for each on one side
and 3 on the other; as tuples they take a third.
"""

from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any, Self

from cleaners.making import maker
from cleaners.memory import Recalled
from cleaners.types import Article, Block, Link, Removal
from storage import Prepared

_block_facts = attrgetter(*(field.name for field in fields(Block)))
_removal_facts = attrgetter(*(field.name for field in fields(Removal)))
_link_facts = attrgetter(*(field.name for field in fields(Link)))
_make_block, _make_removal, _make_link = maker(Block), maker(Removal), maker(Link)
_LINKS = [field.name for field in fields(Block)].index("links")


@dataclass(frozen=True, slots=True)
class Parcel:
    """An article, its blocks and removals apart as plain tuples; what belongs to it goes along."""

    article: Article
    blocks: tuple[tuple[Any, ...], ...]
    removals: tuple[tuple[Any, ...], ...]
    recalled: Recalled | None
    prepared: Prepared | None

    @classmethod
    def of(cls, article: Article, recalled: Recalled | None, prepared: Prepared | None) -> Self:
        """Pack these. `prepared` is of that very article, or None."""
        bare = replace(article, blocks=(), removals=())
        return cls(
            bare,
            tuple([_linked(_block_facts(block), _link_facts) for block in article.blocks]),
            tuple(map(_removal_facts, article.removals)),
            recalled,
            None if prepared is None else replace(prepared, article=bare),
        )

    def unpacked(self) -> tuple[Article, Recalled | None, Prepared | None]:
        """What was packed."""
        article = replace(
            self.article,
            blocks=tuple([_make_block(*_linked(facts, _link)) for facts in self.blocks]),
            removals=tuple([_make_removal(*facts) for facts in self.removals]),
        )
        prepared = None if self.prepared is None else replace(self.prepared, article=article)
        return article, self.recalled, prepared


def _linked(facts: tuple[Any, ...], change: Any) -> tuple[Any, ...]:
    """The facts of a block with its links changed, where it has any."""
    if not facts[_LINKS]:
        return facts
    return (*facts[:_LINKS], tuple(map(change, facts[_LINKS])), *facts[_LINKS + 1 :])


def _link(facts: tuple[str, str]) -> Link:
    return _make_link(*facts)
