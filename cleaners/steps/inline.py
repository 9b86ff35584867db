"""Headlines of other articles between the paragraphs: the furniture that others leave standing.

What tells them from subheadings, sources and lists was counted on real pages: an inline headline
is a link to the same site from end to end, or stands behind a cue ("Read also:"), and what follows
has nothing to do with it. A title that the site's memory knows is proof.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from cleaners.lexicon import cue, family, fold, is_weak
from cleaners.memory import NOTHING, KnownArticle, fingerprint
from cleaners.pipeline import Cut, Draft
from cleaners.steps.position import heads_text, is_announced
from cleaners.types import Block
from cleaners.urls import site_of, url_key
from cleaners.wording import (
    PROSE_WORDS,
    is_finished,
    shared_words,
    word_count,
)

LINKED = 0.6
"""Share of a line inside links; 92 of 100 inline headlines have more."""

SENTENCE_LINKED = 0.9
"""The same for a line that ends as a sentence does: such a line may quote what it links."""

MOSTLY_LINKED = 0.5
"""The same for a line that a cue begins."""

MAX_WORDS = 30
MIN_WORDS = 3
MAX_SHARED = 0.34
"""Share of a headline's words in the next paragraph; subheadings have 0.35 on average, inline
headlines 0.10."""

MIN_TITLE_WORDS = 4
"""Words of a title that proves by itself, without a link, that a line is another's headline."""

MAX_NAME_WORDS = 4
_BARE_CUE = re.compile(
    r"(?:related|recommended) (?:article|story|post|content|video|reading)s?\s+", re.IGNORECASE
)
_NUMBER = re.compile(r"^\W*\d{1,2}[.):]?\s+")

ROUND_UP = 4
"""As many linked lines of one markup, each followed by its own prose, are a round-up."""

MAX_ENTRIES = 6
"""Linked lines that one label ("Read also") may announce."""


def known_headline(draft: Draft) -> Iterator[Cut]:
    """A line that the site's memory knows as another article: proof, whatever its shape or place.

    The lines of a round-up and of a list that the text announces stay: they are its subject.
    """
    if draft.memory is NOTHING:
        return
    round_up = None
    for block in draft.blocks:
        if not (cuts := list(_by_memory(draft, block))):
            continue
        round_up = _round_up(draft) if round_up is None else round_up
        if block.n not in round_up and not is_announced(draft, block):
            yield from cuts


def inline_headline(draft: Draft) -> Iterator[Cut]:
    """The headline of another article that stands between the paragraphs of this one."""
    round_up = _round_up(draft)
    taken: set[int] = set()
    cued: dict[tuple[str, str, str], Block] = {}
    for block in draft.blocks:
        if block.n in taken or not (_is_near(draft, block) or _is_cued_above(draft, block)):
            continue
        cuts = list(_by_cue(draft, block))
        if not cuts and block.linked_share >= LINKED:
            own = block.n in round_up or is_announced(draft, block)
            cuts = [] if own else list(_by_link(draft, block))
        if cuts and cue(block.text) and (markup := _markup(block)):
            cued.setdefault(markup, block)
        taken.update(cut.block.n for cut in cuts)
        yield from cuts
    for block in draft.blocks:
        twin = cued.get(_markup(block) or ("", "", ""))
        if twin is None or block.n in taken or block.n in round_up:
            continue
        if block.linked_share >= LINKED:
            yield Cut(block, f"the same markup as {twin.text[:60]!r}, which a cue announces")


def _is_near(draft: Draft, block: Block) -> bool:
    """Whether a line stands in the text or right below it, and is as short as a headline."""
    first, last = draft.span
    return first <= block.n <= last + MAX_ENTRIES and block.words <= MAX_WORDS


def _is_cued_above(draft: Draft, block: Block) -> bool:
    """Whether a line right above the text is a sure cue with a headline behind it."""
    first = draft.span[0]
    if not first - MAX_ENTRIES <= block.n < first or block.words > MAX_WORDS:
        return False
    found = cue(block.text)
    return found is not None and bool(found[1]) and not is_weak(found[0])


def _by_memory(draft: Draft, block: Block) -> Iterator[Cut]:
    """Proof: the line is the title of another article of the site, or a link to one."""
    linked = block.linked_share >= LINKED
    known = known_by_title(draft, block)
    if known is not None and (linked or not heads_text(draft, block)):
        yield Cut(block, f"is the title of another article of this site: {known.url}")
        return
    if not linked or block.finished:
        return
    for link in block.links:
        known = draft.memory.article_at(link.url) if link.url else None
        if known is not None and not _is_own(draft, known) and _names(block, known):
            yield Cut(block, f"links to another article of this site: {known.title!r}")
            return


def known_by_title(draft: Draft, block: Block) -> KnownArticle | None:
    """The other article of the site whose title a line is, behind a cue or not; else None.

    A line that is no link needs more: a title of a few words may be a subheading too.
    """
    linked = block.linked_share >= LINKED
    for text in _spellings(block.text):
        known = draft.memory.article_with_title(text)
        if known is None or _is_own(draft, known):
            continue
        if linked or cue(block.text) or word_count(known.title) >= MIN_TITLE_WORDS:
            return known
    return None


def _names(block: Block, known: KnownArticle) -> bool:
    """Whether a link says what it leads to: words of the title, or a cue ("Read also")."""
    if cue(block.text) is not None:
        return True
    named = shared_words(block.text, [known.title]) >= MAX_SHARED
    return named and word_count(block.text) >= MIN_WORDS


def _spellings(text: str) -> Iterator[str]:
    """The line, and without a cue or number before it or the site's name behind it."""
    yield text
    if (announced := cue(text)) and announced[1]:
        yield announced[1]
    unnumbered = _NUMBER.sub("", text)
    if unnumbered != text:
        yield unnumbered
    head, _, tail = text.rpartition(" | ")
    if head and word_count(tail) <= MAX_NAME_WORDS:
        yield head


def _is_own(draft: Draft, known: KnownArticle) -> bool:
    if draft.url and url_key(known.url) == url_key(draft.url):
        return True
    return bool(draft.title) and fingerprint(known.title) == fingerprint(draft.title or "")


def _by_cue(draft: Draft, block: Block) -> Iterator[Cut]:
    """A cue with a headline behind it, or a cue alone with headlines below it."""
    found = cue(block.text) or _cue_before_link(block) or _bare_cue(block.text)
    if found is None:
        return
    phrase, rest = found
    if rest:
        if _is_headline(draft, block, phrase, rest):
            yield Cut(block, f"the headline behind {phrase!r}")
        return
    if draft.cut_by.get(block.n + 1) == "inline-headline":
        yield Cut(block, f"the line is {phrase!r}, which announced another article")
        return
    below = list(_announced(draft, block))
    if not below and (is_weak(phrase) or block.kind == "heading"):
        return
    yield Cut(block, f"the line is {phrase!r}, which announces another article")
    for other in below:
        yield Cut(other, f"announced by {block.text!r}")


def _is_headline(draft: Draft, block: Block, phrase: str, rest: str) -> bool:
    """Whether what stands behind a cue is a headline, and no sentence or subheading."""
    if block.linked_share >= MOSTLY_LINKED:
        return not is_weak(phrase) or any(_on_site(draft, link.url) for link in block.links)
    if is_finished(rest) and (is_weak(phrase) or word_count(rest) >= PROSE_WORDS):
        return False
    if not is_weak(phrase):
        return True
    following = draft.next_prose(block)
    shared = shared_words(rest, [following.text]) if following else 0.0
    return block.container is None and shared < MAX_SHARED


def _cue_before_link(block: Block) -> tuple[str, str] | None:
    """A cue that only a link parts from the headline: "Read also <a>The harbour freezes</a>"."""
    text = block.text.rstrip(")]】 ")
    if not block.links or not text.endswith(block.links[-1].text):
        return None
    head = fold(text.removesuffix(block.links[-1].text))
    return (head, block.links[-1].text) if head in family("read_also").whole else None


def _bare_cue(text: str) -> tuple[str, str] | None:
    """A cue that no sentence begins with, and the rest: "Related article The harbour freezes".

    >>> _bare_cue("Related article The harbour freezes"), _bare_cue("Related articles of law")
    (('related article', 'The harbour freezes'), None)
    """
    found = _BARE_CUE.match(text)
    if found is None or not text[found.end() :][:1].isupper():
        return None
    return fold(found[0]), text[found.end() :]


def _announced(draft: Draft, label: Block) -> Iterator[Block]:
    """The headlines right below a label: links, or a single line without a final stop."""
    place = draft.at(label)
    below = draft.blocks[place + 1 : place + 1 + MAX_ENTRIES]
    for order, block in enumerate(below):
        linked = block.linked_share >= LINKED and block.words <= MAX_WORDS
        bare = order == 0 and not block.finished and block.words <= 20
        if not linked and not (bare and block.words >= MIN_WORDS):
            return
        if heads_text(draft, block):
            return
        yield block


def _by_link(draft: Draft, block: Block) -> Iterator[Cut]:
    """A line that is a link to the same site, and has little to do with what follows."""
    needed = SENTENCE_LINKED if block.finished else LINKED
    if block.linked_share < needed or block.words < MIN_WORDS:
        return
    if not all(_on_site(draft, link.url) for link in block.links):
        return
    following = draft.next_prose(block)
    shared = shared_words(block.text, [following.text]) if following else 0.0
    if shared < MAX_SHARED:
        yield Cut(
            block,
            f"a link to this site from end to end ({block.linked_share:.0%}); "
            f"{shared:.0%} of its words are in the next paragraph",
        )


def _on_site(draft: Draft, url: str) -> bool:
    """Whether a link leads to another page of the same site; "" leads into this page."""
    if not url:
        return False
    return draft.url is None or (
        site_of(url) == site_of(draft.url) and url_key(url) != url_key(draft.url)
    )


def _markup(block: Block) -> tuple[str, str, str] | None:
    """What the teasers of one site share: the classes of the elements around them."""
    container = block.container
    if container is None or not container.class_:
        return None
    parent = container.parent.class_ if container.parent else ""
    return container.tag, container.class_, parent


def _round_up(draft: Draft) -> set[int]:
    """The lines of a round-up: linked lines of one kind, each followed by prose about it."""
    lines = {b.n for b in draft.blocks if b.linked_share >= LINKED and _is_near(draft, b)}
    if len(lines) < ROUND_UP:
        return set()
    own: list[Block] = []
    for block, after in pairwise(draft.blocks):
        if block.n in lines and after.prose and shared_words(block.text, [after.text]) >= 0.2:
            own.append(block)
    return {block.n for block in own} if len(own) >= ROUND_UP else set()
