"""What stands above an article: navigation, the path to it, and its title once more."""

import re
from collections.abc import Iterator
from functools import lru_cache

from cleaners.lexicon import family, fold
from cleaners.memory import letters_of
from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import named, spoken, within
from cleaners.types import Block, Container
from cleaners.wording import is_finished, word_count

BREADCRUMB_NAMES = frozenset(
    "breadcrumb breadcrumbs breadcrumblist crumbs bread-crumb bread-crumbs entry-crumbs".split()
)
NAVIGATION_NAMES = frozenset("nav navigation menubar menu navbar sitemap pagination pager".split())
SURE_MENUS = frozenset("nav navigation menubar navbar sitemap pagination pager".split())
"""Names of navigation that are no word of another trade, as the menu of a restaurant is."""

PATH_SEPARATORS = re.compile(r"\s*[>»›/|→·\\]\s*|\s+[-–]\s+")
_MAY_PART = re.compile(r"[>»›/|→·\\–-]")
"""Without one of these nothing parts a line: quicker asked than the pattern above."""

MAX_HIDDEN = 0.4
"""Share of the page's prose above which what is hidden is the article, shown by a script."""

_SURE_SEPARATORS = re.compile(r"[>»›|→\\]|\s/\s")
"""What parts a path of two; a dash or a bare slash also stands in phrases ("Home/away")."""

MAX_MARKS = 40
"""Characters that are no letters which a title may have more than the title has letters."""

MIN_TITLE_WORDS = 4
"""Words of a title that is told from a name when it stands behind a separator."""

_KICKER_ENDS = (":", "|", "-", "–", "—", "•", "·")

MAX_PATH = 1_000
"""Characters of a path; what is longer is a paragraph or data."""

MAX_PATH_WORDS = 4
"""Words in one part of a path; a part with more is a title or a sentence."""


def hidden(draft: Draft) -> Iterator[Cut]:
    """Elements that a reader never sees."""
    unseen = [block for block in draft.blocks if block.hidden]
    prose = sum(len(block.text) for block in draft.prose)
    if sum(len(block.text) for block in unseen if block.prose) > MAX_HIDDEN * prose:
        return
    for block in unseen:
        yield Cut(block, f"not shown: {block.hidden}")


def breadcrumb(draft: Draft) -> Iterator[Cut]:
    """The path from the front page to the article, above it."""
    yield from named(draft, BREADCRUMB_NAMES, "the path to the page")
    for block in draft.blocks:
        if why := _path(block.text, draft.title):
            yield Cut(block, why)
        elif block.prose and block.finished:
            return


def _path(text: str, title: str | None) -> str | None:
    """Why a line is a path, or None: it begins at home, or leads to the title."""
    if len(text) > MAX_PATH:
        return None
    homes = family("home").whole
    parted = PATH_SEPARATORS.split(text) if _MAY_PART.search(text) else (text,)
    parts = [part for part in parted if part.strip()]
    starts_home = len(parts) > 1 and fold(parts[0]) in homes
    ends_in_title = _ends_in(text, title)
    is_path = len(parts) > 2 or (len(parts) > 1 and _SURE_SEPARATORS.search(text))
    if is_path and starts_home and _are_steps(parts, title):
        return f"a path that begins with {parts[0]!r}"
    if ends_in_title and len(parts) > 1 and _are_steps(parts, title):
        return "a path that ends with the title"
    if not ends_in_title:
        return None
    folded = fold(text)
    run_together = next((h for h in homes if len(h) > 2 and folded.startswith(h)), None)
    return f"begins with {run_together!r} and ends with the title" if run_together else None


_letters_once = lru_cache(maxsize=8)(letters_of)
"""The letters of the title, which is compared with every line."""


def _are_steps(parts: list[str], title: str | None) -> bool:
    middle = parts[:-1] if title and _ends_in(parts[-1], title, whole=True) else parts
    short = [word_count(part) <= MAX_PATH_WORDS for part in middle]
    return all(short) or (len(parts) > 2 and all(short[:-1]) and not is_finished(parts[-1]))


def _ends_in(text: str, title: str | None, *, whole: bool = False) -> bool:
    """Whether a line ends with the title, or with the beginning of it and an ellipsis."""
    if not title:
        return False
    name = _letters_once(title)
    if _may_hold(text, name) and (line := letters_of(text)).endswith(name):
        return whole or line != name
    if text.rstrip().endswith(("…", "...")):
        tail = letters_of(PATH_SEPARATORS.split(text.rstrip(" .…"))[-1])
        return len(tail) >= 8 and name.startswith(tail)
    return False


def _may_hold(text: str, letters: str) -> bool:
    """Whether a text is long enough to have those letters; in one case it may have thrice as many
    as before, but in ASCII."""
    return len(text) * (1 if text.isascii() else 3) >= len(letters)


def navigation(draft: Draft) -> Iterator[Cut]:
    """Menus: what the page calls navigation. The dishes on a "menu" in a text have no links."""
    found = list(within(draft, NAVIGATION_NAMES, max_share=0.05))
    linking = {id(container) for block, container in found if block.links}
    told: Container | None = None
    why, sure = "", False
    for block, container in found:
        if container is not told:
            told, why = container, f"{spoken(container)} names a menu"
            sure = bool(container.names & SURE_MENUS) or id(container) in linking
        if sure or not draft.inside_text(block):
            yield Cut(block, why)


def duplicate_title(draft: Draft) -> Iterator[Cut]:
    """The title itself, which the article has as its own field, as often as it is printed.

    A line of a quotation stays: a poem may be called by it.
    """
    if not draft.title:
        return
    wanted, longest = letters_of(draft.title), 2 * len(draft.title) + MAX_MARKS
    heading = _main_heading(draft)
    for block in draft.blocks:
        quoted = block.kind == "quote" and draft.inside_text(block)
        fits = len(block.text) <= longest and _may_hold(block.text, wanted)
        if fits and not quoted and letters_of(block.text) == wanted:
            yield Cut(block, "equals the title of the article")
        elif block.n <= draft.span[0] and _is_titled(block.text, draft.title):
            yield Cut(block, "the title with the name of the site")
        elif (block is heading or _is_parted(block, draft.title)) and letters_of(
            block.text
        ).endswith(wanted):
            yield Cut(block, "the title below its kicker")
        elif block is heading and block.n < draft.span[0]:
            yield Cut(block, "the page's main heading, the title in other words")


def _main_heading(draft: Draft) -> Block | None:
    """The heading of the first level that is no link, where one stands alone: on the page, or
    above its text."""
    headings = [block for block in draft.blocks if block.level == 1]
    if len(headings) > 1:
        headings = [block for block in headings if block.n < draft.span[0]]
    return headings[0] if len(headings) == 1 and not headings[0].linked else None


def _is_parted(block: Block, title: str) -> bool:
    """Whether a heading that is no link is some words, a separator, and a title of some length."""
    if not block.level or block.linked or word_count(title) < MIN_TITLE_WORDS:
        return False
    before, found, after = block.text.rpartition(title)
    return bool(found) and not after and before.rstrip()[-1:] in _KICKER_ENDS


def _is_titled(text: str, title: str) -> bool:
    """Whether a line is the title, a separator, and a name."""
    if not text.startswith(title) or is_finished(text):
        return False
    rest = text[len(title) :].strip()
    return rest[:1] in ("|", "-", "–", "—", "•", "·", ":") and word_count(rest) <= 6
