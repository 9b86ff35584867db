"""Pages of any size, and how long they take."""

import re

import pytest

from cleaners import clean, page_from_bytes
from quality.growth import growth_of
from quality.synthetic import page_of_size


@pytest.mark.parametrize("size", [20_000, 200_000, 1_000_000])
def test_a_page_has_nearly_the_size_that_was_asked_for(size: int) -> None:
    page = page_of_size(size)
    assert size - 20_000 < len(page) <= size
    assert 3_500 < page.count(b"<") / 2 / len(page) * 1e6 < 8_000
    assert 0.2 < sum(map(len, re.findall(rb"<script.*?</script>", page))) / len(page) < 0.5


def test_a_page_is_an_article_with_furniture_that_goes() -> None:
    body = page_of_size(20_000)
    assert body == page_of_size(20_000)
    assert body != page_of_size(20_000, seed=2)
    article = clean(page_from_bytes(body))
    assert article.authors == ("Ana Silva",)
    assert len(article.text) > 2_000
    assert "Our newsletter" not in article.text
    assert any(cut.text.startswith("Read also:") for cut in article.removals)


def test_sizes_are_timed_until_patience_ends() -> None:
    small, large = growth_of("lxml", sizes=(20_000, 40_000), patience=0.0)
    assert small.seconds is not None
    assert small.ms_a_megabyte == pytest.approx(small.seconds * 1e9 / small.size)
    assert small.peak > 10_000_000
    assert (large.seconds, large.said) == (None, "left out: too slow")
