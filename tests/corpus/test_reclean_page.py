"""The memory of other pages, and one page in a worker."""

from pathlib import Path

from cleaners.memory import KnownArticle, fingerprint, remember
from cleaners.recipe import NO_RECIPE
from corpus.reclean_page import Job, OtherPages, clean_page, save_memory
from tests.corpus.conftest import page_at
from tests.corpus.test_clean import PAGE, TEXT

OWN, OTHER = "https://h.example/ferry", "https://h.example/pier"
TITLE = "Ferry stops for repairs"
MEMORY = remember(
    [KnownArticle(OWN, TITLE), KnownArticle(OTHER, "Mayor opens the pier")],
    {fingerprint("Follow us"): 14, fingerprint("Only elsewhere"): 3},
)
OTHERS = OtherPages(MEMORY, frozenset({"h.example/ferry"}), frozenset({fingerprint("Follow us")}))


def test_a_page_is_not_its_own_other_article() -> None:
    assert MEMORY.article_with_title(TITLE) is not None
    assert OTHERS.article_with_title(TITLE) is None
    assert OTHERS.article_at("http://www.h.example/ferry/") is None


def test_the_others_are_still_known() -> None:
    assert OTHERS.article_with_title("Mayor opens the pier") == KnownArticle(
        OTHER, "Mayor opens the pier"
    )
    assert OTHERS.article_at(OTHER) is not None


def test_a_block_is_counted_on_other_pages_only() -> None:
    assert OTHERS.pages_with("Follow us!") == 13
    assert OTHERS.pages_with("Only elsewhere") == 3
    assert OTHERS.pages_with("Nowhere") == 0


def test_a_page_is_cleaned_with_the_memory_that_was_saved(tmp_path: Path) -> None:
    memory = save_memory(MEMORY, tmp_path / "memory")
    job = Job(
        page_at(OWN, PAGE.encode()), memory, NO_RECIPE, frozenset({"h.example/ferry"}), frozenset()
    )
    article = clean_page(job)
    assert article.title == TITLE
    assert article.text == TEXT
    assert all(block.container is None for block in article.blocks)
