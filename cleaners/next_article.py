"""Where another article begins below the first: pages that scroll on without an end have several.

A main heading that is not the title stands below the title and much text, and a line that names
an author or a date stands below it. Main headings alone prove nothing: many authors write all
subheadings so.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

MIN_ABOVE = 400
"""Characters of good text between the title and the other heading, at least."""

HEAD = 14
"""Blocks below a headline among which its byline stands."""


def next_article(columns: Mapping[str, NDArray[np.float64]]) -> int | None:
    """The place of the headline from which on the page is another article, or None."""
    titles = np.flatnonzero(columns["is_title"] > 0)
    if not len(titles):
        return None
    heads = np.flatnonzero((columns["level"] == 1) & (columns["is_title"] == 0))
    heads = heads[heads > titles[-1]]
    if not len(heads):
        return None
    text = np.cumsum(columns["good"] * columns["characters"])
    bylines = np.flatnonzero(columns["byline"] > 0)
    for head in map(int, heads):
        below = bylines[(bylines > head) & (bylines <= head + HEAD)]
        if len(below) and text[head] - text[titles[0]] >= MIN_ABOVE:
            return head
    return None
