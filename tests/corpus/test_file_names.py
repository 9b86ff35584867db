"""Names of exported files."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.file_names import file_name
from storage import StoredArticle
from tests.corpus.conftest import FERRY, FETCHED


def stored(number: int = 7, site: str = "harbourpost.example", **facts: object) -> StoredArticle:
    article = replace(FERRY, **facts)  # type: ignore[arg-type]
    return StoredArticle(number, number, site, FETCHED, FETCHED, article, number)


def test_an_article_without_date_or_title_has_the_day_of_its_fetch() -> None:
    assert file_name(stored(title=None, published_at=None), ".md") == (
        "2025-11-20-harbourpost.example-7.md"
    )
    early = datetime(5, 1, 2, tzinfo=UTC)
    assert file_name(stored(title="…", published_at=early), ".txt") == (
        "0005-01-02-harbourpost.example-7.txt"
    )


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "..\\..\\x", "a/b", "C:\\con", "\x00", "x" * 999]
)
def test_a_name_stays_in_its_folder(title: str) -> None:
    name = file_name(stored(title=title), ".md")
    assert not {"/", "\\", ":", "\x00"} & set(name)
    assert len(name.encode()) < 230


def test_where_file_names_are_ascii_the_letters_that_fit_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.getfilesystemencoding", lambda: "ascii")
    name = file_name(stored(title="Fähre 夜 fällt aus"), ".md")
    assert name.endswith("-f-hre-f-llt-aus-7.md")
    assert file_name(stored(title="夜"), ".md").endswith("-harbourpost.example-7.md")


def test_titles_that_differ_in_case_or_accents_alone_have_two_names() -> None:
    titles = ("Straße", "STRASSE", "strasse", unicodedata.normalize("NFD", "café"), "café")
    names = [file_name(stored(number, title=title), ".md") for number, title in enumerate(titles)]
    assert len({unicodedata.normalize("NFKC", name).casefold() for name in names}) == len(titles)


@given(
    st.tuples(st.integers(1, 9999), st.text(max_size=300), st.text(max_size=300)),
    st.tuples(st.integers(1, 9999), st.text(max_size=300), st.text(max_size=300)),
)
def test_two_articles_never_have_one_name(
    one: tuple[int, str, str], two: tuple[int, str, str]
) -> None:
    names = [file_name(stored(n, site, title=title), ".md") for n, site, title in (one, two)]
    folded = {unicodedata.normalize("NFKC", name).casefold() for name in names}
    assert (len(folded) == 1) <= (one[0] == two[0])
    assert all(len(name.encode()) < 230 and "/" not in name for name in names)
