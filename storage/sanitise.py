"""Text that a database cannot hold, made safe: the one door through which strings get in.

PostgreSQL refuses NUL, no driver encodes a lone surrogate, and XML and JSON readers choke on
the other controls and on U+FFFE. Each such character becomes U+FFFD, so that a reader sees that
something stood there, and all lengths stay.
"""

import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import attrgetter, is_
from typing import TypeVar

from cleaners.making import maker
from cleaners.types import Article, Block, Note

UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")

UNSAFE_TEXT = Note(
    "unsafe-text", "Characters that no database can hold were replaced by U+FFFD on storing."
)

T = TypeVar("T")

_NAMES = [field.name for field in fields(Block)]
_ELEMENTS = [_NAMES.index("container"), _NAMES.index("hidden")]
_facts = attrgetter(*_NAMES)
_make_block = maker(Block)

_all_else = attrgetter(*[f.name for f in fields(Article) if f.name not in ("blocks", "removals")])


def safe_text(text: str) -> str:
    r"""The text without characters that a database cannot hold.

    A surrogate pair, as careless JSON readers leave it, becomes the character that it means.

    >>> safe_text("a\x00b"), safe_text("\ud83d\ude00") == "\U0001f600"
    ('a\ufffdb', True)
    """
    if not UNSAFE.search(text):
        return text
    joined = _PAIR.sub(
        lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text
    )
    return UNSAFE.sub("\ufffd", joined)


def safe_json(value: T) -> T:
    """A value made of maps, lists and scalars with every string in it made safe, names too."""
    return _safe_json(value)  # type: ignore[return-value]  # the same shape comes back


def _safe_json(value: object) -> object:
    if isinstance(value, dict):
        return {safe_text(str(name)): _safe_json(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_safe_json(item) for item in value]
    return safe_text(value) if isinstance(value, str) else value


def safe(value: T) -> T:
    """The value with every string in it made safe: text, tuples, and our frozen dataclasses."""
    return _safe(value)  # type: ignore[return-value]  # the same shape comes back


def _safe(value: object) -> object:
    """The same object where nothing in it had to change."""
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, tuple):
        items = [_safe(item) for item in value]
        return value if all(map(is_, items, value)) else tuple(items)
    if names := _field_names(type(value)):  # type: ignore[arg-type]  # classes can be hashed
        olds = [getattr(value, name) for name in names]
        news = [_safe(old) for old in olds]
        if not all(map(is_, news, olds)):
            return replace(value, **dict(zip(names, news, strict=True)))  # type: ignore[type-var]
    return value


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    """The fields that a dataclass is made of, others follow from them; none of another type."""
    return tuple(f.name for f in fields(kind) if f.init) if is_dataclass(kind) else ()


def storable(article: Article) -> Article:
    """The article as the store keeps it: safe text, and blocks without their elements.

    Where a character had to go, the article says so with the note `unsafe-text`.
    """
    blocks = tuple(map(_bare, article.blocks))
    unchanged = all(map(is_, blocks, article.blocks))
    bare = article if unchanged else replace(article, blocks=blocks)
    if _is_safe(bare):
        return bare
    clean = safe(bare)
    if clean is bare or UNSAFE_TEXT in clean.notes:
        return clean
    return replace(clean, notes=(*clean.notes, UNSAFE_TEXT))


def _is_safe(article: Article) -> bool:
    """Whether nothing in it has to change; looked at in one go, as it is so nearly always."""
    rest = _all_else(article)
    texts = [part for cut in article.removals for part in (cut.step, cut.why, cut.text)]
    texts += [block.text for block in article.blocks]
    linking = [block for block in article.blocks if block.links]
    texts += [part for block in linking for link in block.links for part in (link.url, link.text)]
    return UNSAFE.search("\n".join(texts)) is None and safe(rest) is rest


def _bare(block: Block) -> Block:
    if block.container is None and block.hidden is None:
        return block
    facts = list(_facts(block))
    for place in _ELEMENTS:
        facts[place] = None
    return _make_block(*facts)
