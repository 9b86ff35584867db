"""One page in a worker."""

from pathlib import Path

from cleaners.memory import KnownArticle, fingerprint, remember
from cleaners.recipe import NO_RECIPE
from corpus.reclean_page import Job, clean_page, save_memory
from tests.corpus.conftest import page_at
from tests.corpus.test_clean import PAGE, TEXT

OWN, OTHER = "https://h.example/ferry", "https://h.example/pier"
TITLE = "Ferry stops for repairs"
MEMORY = remember(
    [KnownArticle(OWN, TITLE), KnownArticle(OTHER, "Mayor opens the pier")],
    {fingerprint("Follow us"): range(14)},
    clock=5,
)


def test_a_page_is_cleaned_with_the_memory_that_was_saved(tmp_path: Path) -> None:
    memory = save_memory(MEMORY, tmp_path / "memory")
    article, recalled = clean_page(Job(page_at(OWN, PAGE.encode()), memory, NO_RECIPE))
    assert article.title == TITLE
    assert article.text == TEXT
    assert all(block.container is None for block in article.blocks)
    assert recalled.clock == 5
    assert fingerprint(TEXT.split("\n")[0]) in recalled.asked
