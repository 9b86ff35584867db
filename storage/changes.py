"""Why an article is another one than before: its site has edited it, or it was cleaned otherwise.

What was kept and what was cut is together the text of the page. So a line that is new in the
article and stood among the removals before says nothing of the site.
"""

from collections.abc import Iterable
from typing import Literal

from cleaners.memory import fingerprint
from cleaners.tree import squeeze
from cleaners.types import Article

Cause = Literal["edited", "recleaned", "corrected"]
"""Why a new version came: the site edited the article; new rules or a person's correction cut it
otherwise. What a grown memory cuts otherwise makes no version."""


def fetched_again(before: Article, now: Article) -> Cause | None:
    """Why an article that was fetched again is another version; None if it is none."""
    if same_words(before, now):
        return None
    return "edited" if is_edited(before, now) else cleaned_again(before, now)


def cleaned_again(before: Article, now: Article) -> Cause | None:
    """Why a page that was cleaned again, as its site's memory has grown, is another version."""
    same_rules = before.rules_version == now.rules_version
    return None if same_rules else by_new_rules(before, now)


def by_new_rules(before: Article, now: Article) -> Cause | None:
    """Why a page that was cleaned by other rules, or another recipe, is another version."""
    return None if same_lines(before, now) else "recleaned"


def by_hand(before: Article, now: Article) -> Cause | None:
    """Why what a person made of an article is another version."""
    return None if same_lines(before, now) else "corrected"


def same_words(one: Article, other: Article) -> bool:
    """Whether two articles have the same headline and text."""
    return one.text == other.text and _headline(one) == _headline(other)


def same_lines(one: Article, other: Article) -> bool:
    """Whether they have the same headline, text, captions and credit: all that can be cut."""
    return kept_lines(one) == kept_lines(other) and _headline(one) == _headline(other)


def kept_lines(article: Article) -> str:
    """All that is kept of a page, a block a line: the text with its captions and credit."""
    return "\n".join(block.text for block in article.blocks)


def is_edited(before: Article, now: Article) -> bool:
    """Whether the site has changed the text, or the headline, of a page.

    Rules that cut blocks otherwise make other lines of the same page: letters alone count.
    """
    if before.rules_version == now.rules_version and _headline(before) != _headline(now):
        return True
    was, then = _lines(before), _lines(now)
    page_then, page_now = _page(before), _page(now)
    if any(line not in page_then for line in then) or any(line not in page_now for line in was):
        return True
    kept = set(was) & set(then)
    return [line for line in was if line in kept] != [line for line in then if line in kept]


def _headline(article: Article) -> int:
    return fingerprint(article.title or "")


def _lines(article: Article) -> list[str]:
    """The lines of the text, each once, without spaces."""
    return list(dict.fromkeys(filter(None, map(squeeze, article.text.split("\n")))))


def _page(article: Article) -> str:
    """All text of an article's page, kept or cut, without spaces."""
    everything: Iterable[tuple[int, str]] = (
        *((block.n, block.text) for block in article.blocks),
        *((removal.n, removal.text) for removal in article.removals),
    )
    ordered = sorted(everything, key=lambda part: part[0])
    return squeeze("".join(text for _, text in ordered))
