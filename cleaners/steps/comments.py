"""What readers write below an article, and the form they write it in."""

from collections.abc import Iterator

from cleaners.lexicon import fold, matches
from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import is_subheading, named
from cleaners.types import Block
from cleaners.wording import word_count

FORM_NAMES = frozenset(
    "respond comment-respond comment-form commentform comment-reply-title comments-form"
    " td-comments-form comment-reply-link akismet_comment_form_privacy_notice".split()
)
THREAD_NAMES = frozenset(
    "comments comment commentlist comment-list comments-list comments-area comments-section"
    " comment-section comment-body comment-content disqus_thread fb-comments reader-comments"
    " user-comments kommentare commentaires comentarios commenti reacties".split()
)
ONLY_WITH_OTHERS = frozenset(
    "name email e mail website comment comments submit reply nom nombre имя имя nome imię nome"
    " nazwa konu kommentare kommentar commentaires comentarios comentários commenti reacties"
    " kommentarer kommentit komentarze komentáře komentari комментарии коментарі коментари"
    " yorumlar نظرات تعليقات الاسم תגובות 评论 留言 コメント 名前 댓글 antworten responder ответить"
    " odpowiedz vastaa reagir réagir reageer reageren komentar bình luận".split()
)
"""Words that are a form's only beside other lines of a form."""


def comment_form(draft: Draft) -> Iterator[Cut]:
    """The form for a comment: its title, its labels, its warnings."""
    yield from named(draft, FORM_NAMES, "a comment form")
    lines = [(block, matches(block.text, "comment_form")) for block in draft.blocks]
    sure = {block.n for block, phrase in lines if phrase and not _is_weak(phrase)}
    for place, (block, phrase) in enumerate(lines):
        if phrase is None or is_subheading(draft, block):
            continue
        around = lines[max(0, place - 3) : place + 4]
        if block.n in sure or any(other.n in sure for other, _ in around):
            yield Cut(block, f"the line is {phrase!r}, of a comment form")


def _is_weak(phrase: str) -> bool:
    return phrase in ONLY_WITH_OTHERS or all(word in ONLY_WITH_OTHERS for word in phrase.split())


def comments(draft: Draft) -> Iterator[Cut]:
    """What readers wrote: the thread that the page calls so, or what follows the form's lines."""
    yield from named(draft, THREAD_NAMES, "readers' comments", max_share=0.4)
    if any(block.container is not None for block in draft.page):
        return
    start = _thread_start(draft)
    if start is None:
        return
    for block in draft.blocks:
        if block.n > start and not _ends_thread(block):
            yield Cut(block, "stands below the comment form")
        elif block.n > start:
            return


def _thread_start(draft: Draft) -> int | None:
    """The first line of a comment form below which no line of the article stands."""
    form = sorted(n for n, step in draft.cut_by.items() if step == "comment-form")
    counted = [
        block.n for block in draft.blocks if _is_counted(block) and draft.prose[:2][-1:] != ()
    ]
    before = len([b for b in draft.prose if form and b.n < form[0]])
    if form and before >= 2:
        return form[0]
    return counted[-1] if counted and counted[-1] > draft.span[0] else None


def _is_counted(block: Block) -> bool:
    """Whether the line is "12 comments", in any language."""
    folded = fold(block.text)
    return "#" in folded and matches(block.text, "comment_form") is not None


def _ends_thread(block: Block) -> bool:
    """Whether a line begins another kind of furniture."""
    families = ("related_label", "read_also", "tags_label", "bio_label", "cookie", "newsletter")
    return word_count(block.text) <= 12 and any(matches(block.text, name) for name in families)
