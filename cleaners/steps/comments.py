"""What readers write below an article, and the form they write it in."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from cleaners.lexicon import fold, matches
from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import named
from cleaners.steps.position import is_furniture, is_sure
from cleaners.types import Block

FORM_NAMES = frozenset(
    "respond comment-respond comment-form commentform comment-reply-title comments-form"
    " td-comments-form comment-reply-link akismet_comment_form_privacy_notice".split()
)
THREAD_NAMES = frozenset(
    "comments comment commentlist comment-list comments-list comments-area comments-section"
    " comment-section comment-body comment-content disqus_thread fb-comments reader-comments"
    " user-comments kommentare commentaires comentarios commenti reacties".split()
)


def comment_form(draft: Draft) -> Iterator[Cut]:
    """The form for a comment: its title, its labels, its warnings, what stands in its fields.

    A field is to write in, or to copy the whole article from, as source: no text of the page.
    """
    yield from named(draft, FORM_NAMES, "a comment form")
    for block in draft.blocks:
        if block.container is not None and block.container.tag == "textarea":
            yield Cut(block, "stands in a field of a form")
    for block, phrase in draft.saying("comment_form"):
        if is_furniture(draft, block, sure=is_sure(block, phrase, "comment_form")):
            yield Cut(block, f"the line is {phrase!r}, of a comment form")


def comments(draft: Draft) -> Iterator[Cut]:
    """What readers wrote: the thread that the page calls so, or what follows the form's lines."""
    yield from named(draft, THREAD_NAMES, "readers' comments", max_share=0.4)
    if any(block.container is not None for block in draft.page):
        return
    start = _thread_start(draft)
    if start is None:
        return
    for block in draft.blocks:
        if block.n > start and _ends_thread(block):
            return
        if block.n > start:
            yield Cut(block, "stands below the comment form")


def _thread_start(draft: Draft) -> int | None:
    """The first line of a form or count of comments below the article.

    The article is the longest stretch of prose that no such line interrupts: a count stands above
    it as well, and below it each comment has its "Reply".
    """
    lines = [block.n for block in draft.page if _is_of_form(draft, block)]
    lines = sorted({*lines, *_repeated(draft, below=min(lines, default=len(draft.page)))})
    bounds = [-1, *lines, len(draft.page)]
    prose = {block.n: len(block.text) for block in draft.prose}
    sizes = [sum(prose.get(n, 0) for n in range(above, below)) for above, below in pairwise(bounds)]
    longest = sizes.index(max(sizes))
    return lines[longest] if longest < len(lines) and sizes[longest] else None


def _is_of_form(draft: Draft, block: Block) -> bool:
    """Whether a line was cut as a form's, or counts comments ("12 comments")."""
    if draft.cut_by.get(block.n) == "comment-form":
        return True
    return "#" in fold(block.text) and matches(block.text, "comment_form") is not None


def _repeated(draft: Draft, below: int) -> Iterator[int]:
    """The lines below the first of a form that stand there more than once, as "Reply" does."""
    found = [b for b in draft.page if b.n > below and matches(b.text, "comment_form")]
    times = Counter(fold(block.text) for block in found)
    return (block.n for block in found if times[fold(block.text)] > 1)


def _ends_thread(block: Block) -> bool:
    """Whether a line begins another kind of furniture."""
    families = ("related_label", "read_also", "tags_label", "bio_label", "cookie", "newsletter")
    return block.words <= 12 and any(matches(block.text, name) for name in families)
