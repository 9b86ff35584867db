"""What the words of a block share with the title, the summary, the text around, and JSON-LD."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cleaners.bylines import names_authors
from cleaners.features.containers import Floats
from cleaners.features.signs import Joined
from cleaners.features.wording import stem_set
from cleaners.types import Block

MIN_LETTERS = 12
"""Letters from which a block is looked for in a longer text; shorter ones are found anywhere."""

MAX_TITLE = 1_000
MAX_BEGINNING = 200
"""Characters of a block that are compared with how the summary begins."""

ABOVE, BELOW = 12, 9
"""Blocks above the first and below the last good text whose words are compared."""

MAX_COMPARED = 800
"""Characters of a block whose words are compared."""

MAX_NAME = 80
"""Characters of a line that may be an author's name."""

MIN_BODY = 200
"""Letters of a JSON-LD body that is worth a comparison."""

NONE = (-1.0, -1.0)
"""What nothing can be said of: the shares of a block without longer words."""

_BEGINNING = 25
"""Letters in which a block must begin as the summary does to be its beginning."""

_NO_LETTER = re.compile(r"[\W_]+")
_NO_ASCII_LETTER = bytes(code for code in range(128) if not chr(code).isalnum())
_TAG = re.compile(r"<[^<>]{1,300}>")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")


@dataclass(frozen=True, slots=True)
class Context:
    """What the page says of its article beside the blocks themselves.

    `body` is the text that JSON-LD calls the article's; it is compared, and never taken over.
    """

    url: str | None = None
    title: str | None = None
    description: str | None = None
    body: str | None = None
    authors: tuple[str, ...] = ()
    site_name: str | None = None
    types: tuple[str, ...] = ()
    dated: bool = False

    @property
    def rank(self) -> int:
        """3 for what calls itself news, 2 for another article, 1 for another thing, 0 for none."""
        if any("news" in name for name in self.types):
            return 3
        if any(name.endswith(("article", "posting")) for name in self.types):
            return 2
        return 1 if self.types else 0


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    if text.isascii():
        return text.lower().encode().translate(None, _NO_ASCII_LETTER).decode()
    return _NO_LETTER.sub("", text.lower())


def likeness(
    blocks: Sequence[Block], joined: Joined, columns: Mapping[str, Floats], context: Context
) -> dict[str, Floats]:
    """What blocks share with what the page says of its article; -1 where nothing is comparable.

    `joined` are the blocks' texts. What a rule cut for sure is in no summary and no body.
    """
    open_ = np.flatnonzero(columns["cut"] <= columns["doubted"]).tolist()
    found = {"is_title": _is_title(blocks, columns["characters"], context)}
    found |= _quoted(blocks, open_, context)
    authors = {name.casefold() for name in context.authors}
    found["is_author"] = np.zeros(len(blocks))
    for place in open_ if authors else ():
        text = blocks[place].text
        if len(text) <= MAX_NAME and names_authors(text, authors):
            found["is_author"][place] = 1.0
    site = [context.site_name] if context.site_name else []
    found["names_site"] = joined.holding(site).astype(np.float64)
    return found


def _is_title(blocks: Sequence[Block], characters: Floats, context: Context) -> Floats:
    """1 for the lines that have the letters of the title."""
    title = letters(context.title or "")
    shortest, longest = len(title) or MAX_TITLE, 3 * len(title)
    equal = np.zeros(len(blocks))
    for place in np.flatnonzero((characters >= shortest) & (characters <= longest)).tolist():
        equal[place] = letters(blocks[place].text) == title
    return equal


def shared_with_head(
    blocks: Sequence[Block], columns: Mapping[str, Floats], context: Context
) -> dict[str, Floats]:
    """The share of a block's longer words that the title has, and that the summary has.

    -1 for blocks far from the text, and for those that a rule cut.
    """
    found = np.full((2, len(blocks)), -1.0)
    good = np.flatnonzero(columns["good"])
    if len(good):
        title, summary = stem_set(context.title or ""), stem_set(context.description or "")
        first, last = max(0, good[0] - ABOVE), good[-1] + BELOW
        near = np.flatnonzero(columns["cut"][first:last] == 0) + first
        said = [stem_set(blocks[place].text[:MAX_COMPARED]) for place in near.tolist()]
        shares = [(len(s & title) / len(s), len(s & summary) / len(s)) if s else NONE for s in said]
        found[:, near] = np.array(shares).reshape(-1, 2).T
    return {"title_shared": found[0], "description_shared": found[1]}


def _quoted(blocks: Sequence[Block], open_: Sequence[int], context: Context) -> dict[str, Floats]:
    """Is a block in the description, and is it in JSON-LD's body."""
    count = len(blocks)
    body = letters(_ENTITY.sub(" ", _TAG.sub(" ", context.body))) if context.body else ""
    summary = letters(context.description) if context.description else ""
    described, found = [-1.0] * count, [-1.0] * count
    known = len(body) >= MIN_BODY
    if len(summary) >= MIN_LETTERS or known:
        for place in open_:
            text = blocks[place].text
            key = letters(text if known else text[:MAX_BEGINNING])
            if len(key) >= MIN_LETTERS:
                described[place] = _in_summary(key, text, summary)
                found[place] = float(key in body) if known else -1.0
    return {"in_description": np.array(described), "in_body": np.array(found)}


def _in_summary(key: str, text: str, summary: str) -> float:
    """2 if a block is the summary, 1 if one begins as the other does, else 0.

    `key` are the letters of the text, or of its beginning.
    """
    if len(summary) < MIN_LETTERS:
        return -1.0
    if not summary.startswith(key[:_BEGINNING]):
        return 0.0
    if letters(text) == summary:
        return 2.0
    cut = summary[: min(len(key), len(summary), 60)]
    return 1.0 if len(cut) >= _BEGINNING and key.startswith(cut) else 0.0
