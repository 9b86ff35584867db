"""What an answer is: a page beyond a limit goes to cleaning, which keeps it with its reason."""

from datetime import UTC, datetime

import pytest

from cleaners import page_from_bytes
from crawler.reading import read_answer

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "role", "what"),
    [
        (b"<html><p>Deep" + b"<div>" * 3_000, "article", "too-deep: more than 2,048 elements"),
        (b"<html>" + b"<p>" * 250_001, "article", "too-many-tags: 250,002 tags"),
        (b"%PDF-1.7", "nothing", "a PDF file"),
        (b"", "nothing", "an empty answer"),
    ],
)
def test_only_what_is_no_page_is_nothing(body: bytes, role: str, what: str) -> None:
    reading = read_answer(page_from_bytes(body, "http://a.example/x"), NOW)
    assert reading.role == role
    assert reading.what.startswith(what)
