"""What is learned of a site is sure, or it is not learned."""

from dataclasses import replace

from cleaners.types import Block, Removal
from corpus.learning import learned
from corpus.sample_cleaning import Cleaned, Line
from tests.corpus.conftest import written

FOOT = "Our newsroom is open from nine to five, and closed on Sundays."


def page(n: int, kept: list[str], cut: list[tuple[str, str, str]]) -> Cleaned:
    """A page of which lines were kept, and others (text, class, step) cut."""
    blocks = tuple(Block(i, "paragraph", text) for i, text in enumerate(kept))
    removals = tuple(Removal(100 + i, step, "why", text) for i, (text, _, step) in enumerate(cut))
    article = written(f"https://a.example/{n}", f"Story number {n} of the year", blocks=blocks)
    lines = [Line(text, ("story",), 9) for text in kept]
    lines += [Line(text, (name,), 9) for text, name, _ in cut]
    return Cleaned(replace(article, removals=removals), tuple(lines))


def rules(*pages: Cleaned) -> list[tuple[str | None, str | None]]:
    return [(rule.name, rule.text) for rule in learned(pages)]


def own(n: int) -> str:
    return f"The {n} ferries of the year sailed without a captain, said witness {n}."


def test_an_element_that_was_cut_everywhere_and_says_the_same_is_named() -> None:
    pages = [page(n, [own(n)], [(FOOT, "foot-note", "main-text")]) for n in range(6)]
    assert rules(*pages) == [("foot-note", None)]
    assert learned(pages)[0].why.startswith(
        "on 6 of 6 pages, never with a line of an article; 100%"
    )


def test_an_element_that_once_held_a_line_of_an_article_is_not() -> None:
    pages = [page(n, [own(n)], [(FOOT, "box", "main-text")]) for n in range(5)]
    odd = page(5, [own(5)], [(FOOT, "box", "main-text")])
    mixed = Cleaned(odd.article, (*odd.lines, Line(own(5), ("box",), 9)))
    assert rules(*pages, mixed) == []


def test_an_element_that_says_something_else_each_time_is_not() -> None:
    cut = [[(f"Caption {n} of {own(n)}", "caption-box", "main-text")] for n in range(6)]
    assert rules(*(page(n, [own(n)], cut[n]) for n in range(6))) == []


def test_what_a_named_step_cuts_needs_no_rule() -> None:
    pages = [page(n, [own(n)], [(FOOT, "cookie-box", "cookie-notice")]) for n in range(6)]
    assert rules(*pages) == []


def test_a_line_inside_the_text_of_many_articles_is_named_by_its_words() -> None:
    pages = [page(n, [own(n), FOOT], []) for n in range(6)]
    assert rules(*pages) == [(None, FOOT)]
    assert learned(pages)[0].why == "stands word for word in 6 of 6 articles"


def test_a_short_line_could_begin_a_sentence_and_is_left() -> None:
    assert rules(*(page(n, [own(n), "Read this"], []) for n in range(6))) == []


def test_few_pages_teach_nothing() -> None:
    assert rules(*(page(n, [own(n), FOOT], []) for n in range(3))) == []
