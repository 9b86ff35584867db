"""Text without markup: a line a block, rules first and the judgement after, and it stays quick."""

import time
from itertools import chain, cycle, islice

import pytest

from cleaners import CleaningError, clean_text
from cleaners.line_judge import above_credit
from cleaners.memory import KnownArticle, fingerprint, remember
from cleaners.plain import judged_lines, read_lines

TITLE = "The old crane leaves the harbour after ninety years"
SENTENCES = [
    f"The {word} of the harbour said on Monday that the old crane would be moved before winter."
    for word in ("master", "council", "pilot", "museum", "owner", "union", "chaplain", "cook")
]
MENU = ("Home", "News", "Sport", "Weather", "Subscribe", "Log in", "Search")
TEASERS = (
    "Ferry company orders three electric boats for the islands",
    "Mayor opens the new swimming hall in Weir Lane",
    "Three hurt as bus slides off icy road near Dunmore",
    "Why the lighthouse keeper sleeps in the day",
    "Council votes against the second bridge",
)


def text_of(*parts: str | tuple[str, ...]) -> str:
    lines = ((part,) if isinstance(part, str) else part for part in parts)
    return "\n".join(chain.from_iterable(lines))


def page(*middle: str) -> str:
    """A flattened page: menus, the article with lines in its middle, lists of other articles."""
    text = (*SENTENCES[:4], *middle, *SENTENCES[4:])
    return text_of(MENU, TITLE, "By Anna Berg", "4 March 2025, 10:15", text, "More news", TEASERS)


def test_menus_and_lists_around_the_article_are_cut_and_its_sentences_stay() -> None:
    article = clean_text(page())
    kept = [block.text for block in article.blocks]
    assert [line for line in kept if line in SENTENCES] == SENTENCES
    assert not set(kept) & {*MENU, *TEASERS}
    assert article.title == TITLE


def test_an_article_alone_loses_nothing_but_its_title() -> None:
    article = clean_text(text_of(TITLE, tuple(SENTENCES)))
    assert [removal.step for removal in article.removals] == ["duplicate-title"]


def test_a_short_answer_and_a_question_among_the_sentences_stay() -> None:
    middle = ("Why is it moved?", "“It is too old,” the master said.")
    article = clean_text(text_of(TITLE, tuple(SENTENCES[:4]), middle, tuple(SENTENCES[4:])))
    assert set(middle) <= {block.text for block in article.blocks}


def test_every_removal_of_the_judgement_says_its_score_and_what_weighed() -> None:
    whys = [r.why for r in clean_text(page()).removals if r.step == "main-text"]
    assert whys
    assert all(why.startswith("score 0.") and ": " in why for why in whys)


def test_a_title_that_the_site_s_memory_knows_is_cut_inside_the_text() -> None:
    other = "Ferry company orders three electric boats."
    memory = remember([KnownArticle("http://paper.example/ferry", other)])
    kept = [block.text for block in clean_text(page(other), memory).blocks]
    assert other not in kept


def test_a_line_on_many_pages_of_the_site_is_cut_below_the_text() -> None:
    line = "The harbour pages are made with the help of readers like you, every day."
    memory = remember([], {fingerprint(line): range(14)})
    text = text_of(TITLE, tuple(SENTENCES), line)
    assert line in [block.text for block in clean_text(text).blocks]
    article = clean_text(text, memory)
    assert line not in [block.text for block in article.blocks]


def test_the_same_text_gives_the_same_article() -> None:
    assert clean_text(page()).removals == clean_text(page()).removals


def test_text_without_a_line_is_refused() -> None:
    with pytest.raises(CleaningError, match="empty"):
        clean_text(" \n\t\n")


def test_a_text_of_one_word_keeps_it() -> None:
    assert [block.text for block in clean_text("Harbour").blocks] == ["Harbour"]


def test_an_ordinary_word_between_two_sentences_heads_the_second() -> None:
    blocks = read_lines(text_of(SENTENCES[0], "Email", SENTENCES[1]))
    assert [block.kind for block in blocks] == ["paragraph", "heading", "paragraph"]


def test_a_phrase_of_furniture_heads_nothing() -> None:
    blocks = read_lines(text_of(SENTENCES[0], "Leave a reply", SENTENCES[1]))
    assert blocks[1].kind == "paragraph"


def test_the_trainer_reads_what_the_judge_reads() -> None:
    blocks, steps, features = judged_lines(page())
    assert len(blocks) == len(steps) == len(features.tokens) == len(features.columns["words"])
    assert "byline" in steps


def test_time_grows_with_the_number_of_lines_and_no_faster() -> None:
    def seconds(count: int) -> float:
        lines = islice(cycle((*SENTENCES, *TEASERS)), count)
        text = "\n".join(f"{line} {count}-{n}" for n, line in enumerate(lines))
        start = time.process_time()
        clean_text(text)
        return time.process_time() - start

    seconds(100)
    assert seconds(4_000) < 10 * seconds(1_000)


def test_a_sentence_between_the_text_and_its_credit_is_kept_whatever_its_score() -> None:
    blocks = read_lines(
        "The ferry sails again from Monday, the harbour office said.\n"
        "A hearing on the new timetable is set for the ninth of June at the old school.\n"
        "Source: Coastline News Agency"
    )
    kept, credit = frozenset({0}), frozenset({2})
    assert above_credit(blocks, kept, credit, {}) == {1}
    assert above_credit(blocks, kept, credit, {1: "share"}) == frozenset()
