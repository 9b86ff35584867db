"""Benchmark folders: what is read of them, and what is said of those that are wrong."""

from pathlib import Path

import pytest

from quality.benchmark import BenchmarkError, read_sets
from tests.quality.sets import write_set


def test_sets_are_read_in_order_with_id_and_url_alone(tmp_path: Path) -> None:
    write_set(tmp_path, "two", {"x": (None, b"x")})
    write_set(tmp_path, "one", {"b": ("https://a.example/b", b"b"), "a": (None, b"a")})
    sets = read_sets(tmp_path)
    assert list(sets) == ["one", "two"]
    assert [(page.id, page.url, page.body()) for page in sets["one"]] == [
        ("b", "https://a.example/b", b"b"),
        ("a", None, b"a"),
    ]


def test_named_sets_are_read_alone(tmp_path: Path) -> None:
    write_set(tmp_path, "one", {})
    write_set(tmp_path, "two", {})
    assert list(read_sets(tmp_path, ("two",))) == ["two"]


def test_a_folder_without_sets_is_refused_with_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match=r"has no set: a folder with gold\.jsonl"):
        read_sets(tmp_path)


def test_an_unknown_set_is_refused_with_those_that_exist(tmp_path: Path) -> None:
    write_set(tmp_path, "one", {})
    with pytest.raises(BenchmarkError, match=r"no set three in .*; there are one"):
        read_sets(tmp_path, ("three",))


def test_blank_lines_of_a_gold_are_no_rows(tmp_path: Path) -> None:
    write_set(tmp_path, "one", {})
    rows = '\n{"id": 1}\n   \n{"id": "b"}\n\n'
    (tmp_path / "one" / "gold.jsonl").write_text(rows, encoding="utf-8")
    assert [page.id for page in read_sets(tmp_path)["one"]] == ["1", "b"]


def test_a_broken_row_is_named_with_its_line(tmp_path: Path) -> None:
    write_set(tmp_path, "one", {})
    (tmp_path / "one" / "gold.jsonl").write_text('{"id": 1}\n{"url": 2}\n', encoding="utf-8")
    with pytest.raises(BenchmarkError, match=r"gold\.jsonl, line 2"):
        read_sets(tmp_path)
