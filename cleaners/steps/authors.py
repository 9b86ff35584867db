"""Who wrote it and when: lines that the article has as fields, and boxes about the author."""

import re
from collections.abc import Iterator

from cleaners.lexicon import cue, matches
from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import named
from cleaners.types import Block
from cleaners.wording import is_finished, is_prose, word_count

BIO_NAMES = frozenset(
    "author-bio author-box authorbox author-info about-author author-description post-author-box"
    " author-card bio biography author-profile authors-bio td-author-description"
    " autor-info author__bio author-details".split()
)
BYLINE_NAMES = frozenset(
    "byline by-line author authors post-author entry-author article-author author-name"
    " posted-on entry-meta post-meta article-meta article__meta post-date entry-date publish-date"
    " published date timestamp dateline meta-info time".split()
)
MAX_BYLINE_WORDS = 14
_BY = re.compile(
    r"(?:by|von|par|por|di|door|av|af|przez|od|autor(?:a|ka|en)?|автор|автори|autore|auteur|"
    r"texte?|text|reporter|words|from|geschrieben von|написал[аи]?|szerző|από|yazan|كتب[هت]?ا?|"
    r"بقلم|מאת|लेखक|oleh|penulis|tác giả|作者|記者|记者|文|기자)\s*[:：]?\s+\S",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20|২০|२०|٢٠|۲۰|۱۴|25)[\d٠-٩۰-۹०-९০-৯]{2}(?!\d)")
_CLOCK = re.compile(r"(?<!\d)[0-2]?\d[:.h][0-5]\d(?!\d)")
_UPDATED = re.compile(
    r"(?:published|updated|posted|last (?:updated|modified)|veröffentlicht|aktualisiert|stand|"
    r"publié|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|"
    r"opublikowano|aktualizacja|publikováno|опубликовано|обновлено|дата|نشر|نُشر|تحديث|"
    r"פורסם|עודכן|发布|更新|公開|입력|수정|güncelleme|yayınlanma)\b",
    re.IGNORECASE,
)


def author_bio(draft: Draft) -> Iterator[Cut]:
    """A box about the author: its label, and what the page or the label says is the biography."""
    yield from named(draft, BIO_NAMES, "a box about the author", max_share=0.1)
    for block in draft.blocks:
        phrase = matches(block.text, "bio_label")
        if phrase is None or draft.prose[:1] == () or block.n < draft.span[0]:
            continue
        yield Cut(block, f"the line is {phrase!r}, above a text about the author")
        after = draft.neighbour(block, 1)
        while after is not None and _is_bio(after) and not draft.prose[-1:][0].n > after.n + 2:
            yield Cut(after, f"follows {block.text!r}")
            after = draft.neighbour(after, 1)


def _is_bio(block: Block) -> bool:
    return word_count(block.text) <= 80 and matches(block.text, "related_label") is None


def byline(draft: Draft) -> Iterator[Cut]:
    """Lines above the text that name its author or its date, and nothing else."""
    yield from _named_bylines(draft)
    first = next((b.n for b in draft.blocks if is_prose(b) and _is_long(b)), None)
    for block in draft.blocks:
        if first is not None and block.n >= first:
            return
        if why := _byline(block.text):
            yield Cut(block, why)


def _named_bylines(draft: Draft) -> Iterator[Cut]:
    for cut in named(draft, BYLINE_NAMES, "author or date", max_share=0.01):
        if word_count(cut.block.text) <= MAX_BYLINE_WORDS and cut.block.kind != "heading":
            yield cut


def _is_long(block: Block) -> bool:
    return word_count(block.text) > MAX_BYLINE_WORDS or _byline(block.text) is None


def _byline(text: str) -> str | None:
    """Why a short line names the author or the date, or None."""
    if word_count(text) > MAX_BYLINE_WORDS or (is_finished(text) and not text[-4:].isdigit()):
        return None
    dated = _YEAR.search(text) is not None
    if _UPDATED.match(text) and (dated or _CLOCK.search(text)):
        return "says when it was published"
    if dated and (_CLOCK.search(text) or word_count(text) <= 6) and cue(text) is None:
        return "is a date"
    if _BY.match(text) and word_count(text) <= 9:
        return "names who wrote it"
    return None
