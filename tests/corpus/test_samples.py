"""Samples come back as they were kept, and what is no sample is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from cleaners import clean, page_from_bytes
from corpus.sample_test import differences
from corpus.samples import (
    SampleError,
    forget_samples,
    keep_samples,
    read_samples,
    sites_with_samples,
)
from tests.corpus.conftest import FERRY, FETCHED, page_at

URL = "https://harbourpost.example/ferry"


def test_a_sample_comes_back_with_its_parts(tmp_path: Path) -> None:
    second = page_at(f"{URL}?page=2", b"<p>More</p>\xff")
    page = replace(page_at(URL, b"<p>Hello</p>\x00"), parts=(second,))
    article = clean(page_from_bytes(b"<p>Hello, said the ferry.</p>", URL))
    keep_samples(tmp_path, "harbourpost.example", [(page, article), (page, article)])
    (sample,) = read_samples(tmp_path, "harbourpost.example")
    assert sample.page == page
    assert sample.page.fetched_at == FETCHED
    assert list(differences(sample.article, article)) == []
    assert sites_with_samples(tmp_path) == ["harbourpost.example"]
    assert list(read_samples(tmp_path, "../harbourpost.example")) == []


def test_what_is_no_sample_is_named(tmp_path: Path) -> None:
    keep_samples(tmp_path, "a.example", [(page_at(URL), FERRY)])
    (place,) = (tmp_path / "a.example").iterdir()
    (place / "page.json").write_text("{", "utf-8")
    with pytest.raises(SampleError, match=r"is no sample .*; delete the folder"):
        list(read_samples(tmp_path, "a.example"))
    assert forget_samples(tmp_path, "b.example") == 0
    assert forget_samples(tmp_path, URL) == 1
    assert sites_with_samples(tmp_path) == []


def test_differences_name_facts_and_lines_with_the_reason() -> None:
    now = replace(
        FERRY, title="Ferry stops", blocks=FERRY.blocks[:-1], authors=("Ada Lind",), confidence=0.1
    )
    found = [(one.what, one.before, one.now) for one in differences(FERRY, now)]
    assert found == [
        ("title", "Ferry stops for repairs", "Ferry stops"),
        ("authors", "Ada Lind, Bo Marsh", "Ada Lind"),
        ("cut", "Nobody knows.", ""),
    ]
    (back,) = (one for one in differences(now, FERRY) if one.what == "kept")
    assert (back.now, back.why) == ("Nobody knows.", "was not on the page so")
