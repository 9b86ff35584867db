"""What a person corrects holds, is on record, loses nothing, and can be undone."""

from dataclasses import asdict, replace

import pytest

from cleaners import clean, page_from_bytes
from cleaners.blocks import read_blocks
from cleaners.corrections import (
    CUT_BY_HAND,
    RESTORED_BY_HAND,
    Correction,
    NoSuchBlockError,
    corrected,
    cut_of,
    is_applied,
    restoring,
    undone,
)
from cleaners.tree import page_text, parse, squeeze
from cleaners.types import Article, Block, Removal
from tests.cleaners.test_law import both_sides

STORY = "".join(
    f"<p>Sentence {n} of the story is about the harbour in May, and about the ice.</p>"
    for n in range(8)
)
HTML = f"""<title>Ferry stops</title><body><h1>Ferry stops</h1><article>{STORY}
<p class="app">Read the whole paper in our app tonight, wherever you are.</p>
<div class="comments"><blockquote>The answer is <a href="/no">no, never</a>.</blockquote></div>
{STORY.replace("May", "June")}</article>"""
PAGE = page_from_bytes(HTML.encode(), "http://a.example/x")
ARTICLE = clean(PAGE)
APP = next(b for b in ARTICLE.blocks if b.text.startswith("Read the whole"))
ANSWER = next(r for r in ARTICLE.removals if "never" in r.text)
BLOCKS = read_blocks(parse(PAGE), PAGE.address)


def without_markup(article: Article) -> dict[str, object]:
    bare = tuple(replace(block, container=None) for block in article.blocks)
    return asdict(replace(article, blocks=bare))


def test_a_cut_is_a_removal_with_the_reason_that_was_given() -> None:
    article = corrected(ARTICLE, [cut_of(ARTICLE, APP.n, "an advert for the app")])
    assert APP.text not in article.text
    removal = next(r for r in article.removals if r.n == APP.n)
    assert removal == Removal(APP.n, CUT_BY_HAND, "an advert for the app", APP.text)
    assert both_sides(article) == squeeze(page_text(parse(PAGE)))


def test_what_is_put_back_is_as_it_was_on_the_page_and_a_note_says_why() -> None:
    correction = restoring(ARTICLE, ANSWER.n, "it is what she said", BLOCKS)
    article = corrected(ARTICLE, [correction])
    back = next(b for b in article.blocks if b.n == ANSWER.n)
    assert (back.kind, back.text) == ("quote", ANSWER.text)
    assert [link.url for link in back.links] == ["http://a.example/no"]
    note = next(n for n in article.notes if n.name == RESTORED_BY_HAND)
    assert note.sentence.startswith(f"it is what she said ({ANSWER.step} had cut 'The answer is")
    assert both_sides(article) == squeeze(page_text(parse(PAGE)))


def test_a_closing_line_that_is_put_back_names_the_source_again() -> None:
    html = HTML.replace("</article>", "<p>Coastline News Agency / Harbour Post 2025.</p></article>")
    article = clean(page_from_bytes(html.encode(), PAGE.url))
    line = article.blocks[-1]
    assert (line.kind, article.credit) == ("credit", line.text)
    cut = corrected(article, [cut_of(article, line.n, "no text")])
    assert cut.credit is None
    told = Removal(line.n, "share", "a share bar", line.text)
    removed = replace(cut, removals=(*cut.removals[:-1], told))
    back = corrected(removed, [restoring(removed, line.n, "it names the source")])
    assert (back.blocks[-1].kind, back.credit) == ("credit", line.text)


def test_without_the_page_what_is_put_back_is_a_paragraph() -> None:
    (block,) = [restoring(ARTICLE, ANSWER.n, "said").block]
    assert (block.kind, block.links) == ("paragraph", ())


def test_a_correction_holds_when_other_blocks_stand_around() -> None:
    corrections = [cut_of(ARTICLE, APP.n, "an advert"), restoring(ARTICLE, ANSWER.n, "said")]
    later = HTML.replace("<article>", "<article><p>A line of an editor, who was not sure.</p>")
    article = corrected(clean(page_from_bytes(later.encode(), PAGE.url)), corrections)
    assert all(is_applied(article, correction) for correction in corrections)
    assert not is_applied(ARTICLE, corrections[0])
    once = corrected(article, corrections)
    assert without_markup(once) == without_markup(article)


def test_a_correction_of_a_line_that_is_gone_changes_nothing() -> None:
    correction = cut_of(ARTICLE, APP.n, "an advert")
    other = clean(page_from_bytes(HTML.replace(APP.text, "").encode(), PAGE.url))
    assert corrected(other, [correction]) == other
    assert not is_applied(other, correction)


@pytest.mark.parametrize("page", [BLOCKS, None])
def test_undone_the_article_is_as_it_was(page: tuple[Block, ...] | None) -> None:
    made: list[Correction] = [
        cut_of(ARTICLE, APP.n, "an advert"),
        restoring(ARTICLE, ANSWER.n, "said", page),
    ]
    article = corrected(ARTICLE, made)
    for correction in made:
        article = undone(article, correction)
    assert without_markup(article) == without_markup(ARTICLE)


def test_of_lines_with_the_same_words_the_one_that_was_meant_is_corrected() -> None:
    html = HTML.replace(APP.text, "Onward").replace("Sentence 5", "Onward</p><p>Sentence 5")
    article = clean(page_from_bytes(html.encode(), PAGE.url))
    same = [b.n for b in article.blocks if b.text == "Onward"]
    assert len(same) == 3
    cut = corrected(article, [cut_of(article, same[1], "once is enough")])
    assert [b.n for b in cut.blocks if b.text == "Onward"] == [same[0], same[2]]


def test_an_article_that_a_cut_leaves_short_says_so() -> None:
    article = ARTICLE
    for block in ARTICLE.blocks[:-1]:
        article = corrected(article, [cut_of(ARTICLE, block.n, "no text")])
    assert "too-short" in {note.name for note in article.notes}
    assert "too-short" not in {note.name for note in ARTICLE.notes}


def test_a_number_that_is_not_there_is_told() -> None:
    with pytest.raises(NoSuchBlockError, match=rf"^Line {ANSWER.n} is cut already, by .+: .+\.$"):
        cut_of(ARTICLE, ANSWER.n, "x")
    with pytest.raises(NoSuchBlockError, match=rf"^Line {APP.n} is kept already\.$"):
        restoring(ARTICLE, APP.n, "x")
    with pytest.raises(NoSuchBlockError, match=r"no line 999; its lines are 0 to \d+\.$"):
        cut_of(ARTICLE, 999, "x")
