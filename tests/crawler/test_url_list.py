"""Lists of URLs: every line is accounted for."""

from pathlib import Path

import pytest

from crawler.url_list import ListError, lines_of, read_list, tasks_of

LIST = b"""\xef\xbb\xbfhttps://a.example/1
# a comment

not a url
http://b.example/2
a.example/3
https://www.a.example/1/#top
mailto:me@a.example
http://[::1/x
\xff\xfe\x00
"""


def test_each_line_is_judged_alone() -> None:
    lines = list(lines_of(LIST.splitlines()))
    assert [(line.number, line.url) for line in lines if line.url] == [
        (1, "https://a.example/1"),
        (5, "http://b.example/2"),
        (6, "https://a.example/3"),
        (7, "https://www.a.example/1/"),
    ]
    assert [line.number for line in lines if line.url is None] == [4, 8, 9, 10]
    assert [line.first for line in lines if line.url] == [None, None, None, 1]


def test_the_urls_become_a_task_a_site() -> None:
    tasks = tasks_of(lines_of(LIST.splitlines()))
    assert [(task.site, task.urls) for task in tasks] == [
        ("a.example", ("https://a.example/1", "https://a.example/3")),
        ("b.example", ("http://b.example/2",)),
    ]


def test_a_line_without_end_is_no_url() -> None:
    (line,) = lines_of([b"https://a.example/" + b"x" * 100_000])
    assert line.url is None
    assert len(line.text) == 200


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(LIST)
    assert len(read_list(str(tmp_path / "list"))) == 8
    with pytest.raises(ListError, match="No such file or directory"):
        read_list(str(tmp_path / "none"))
