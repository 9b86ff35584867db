"""The evaluation: one row a page in order, reasons for what failed, and a run that goes on."""

import io
import os
import time
from pathlib import Path

import pytest

from cleaners.memory import NOTHING, SiteMemory
from quality import contenders
from quality.benchmark import read_sets
from quality.contenders import Answer
from quality.evaluate import Result, Task, clean_all, clean_one, main, told
from tests.quality.sets import page, rows_of, write_set


def url(name: str) -> str:
    """An address on the one host of these tests."""
    return f"https://www.herald.example/2024/{name}"


def small_set(data: Path) -> None:
    """Three pages: one good, one no page at all, one whose file is broken."""
    pages = {
        "good": (url("good"), page("The bridge opens").encode()),
        "binary": (url("binary"), b"%PDF-1.7 not a page"),
        "broken": (None, b"x"),
    }
    write_set(data, "small", pages)
    (data / "small" / "html" / "broken.html.gz").write_bytes(b"not gzip")


def test_a_run_writes_a_row_a_page_and_goes_on_after_failures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_set(tmp_path / "data")
    out = tmp_path / "out"
    assert main([str(tmp_path / "data"), str(out), "--workers", "1"]) == 1
    good, binary, broken = rows_of(out / "small.jsonl")
    assert good["id"] == "good"
    assert good["title"] == "The bridge opens"
    assert good["authors"] == ["Ana Silva"]
    assert good["date"] == "2024-05-03T10:00:00+02:00"
    assert good["kind"] == "article"
    assert "error" not in good
    assert str(good["text"]).startswith("The bridge opens: The town council met")
    assert float(str(good["seconds"])) > 0
    assert (binary["id"], binary["text"], binary["authors"]) == ("binary", "", [])
    assert "CleaningError" in str(binary["error"])
    assert "BadGzipFile" in str(broken["error"])
    assert binary["kind"] is None
    assert all(isinstance(row["seconds"], float) for row in (good, binary, broken))
    said = capsys.readouterr()
    assert said.out.startswith("pages=3 failed=1 refused=1 ")
    assert "small: 3 of 3 pages, 1 failed\n" in said.err
    assert "failed: small broken: BadGzipFile" in said.err


def test_a_page_that_is_refused_has_not_failed(tmp_path: Path) -> None:
    small_set(tmp_path)
    _, binary, broken = (clean_one(Task(page, "copydesk")) for page in read_sets(tmp_path)["small"])
    assert (binary.refused, binary.failed) == (True, False)
    assert (broken.refused, broken.failed) == (False, True)


class Terminal(io.StringIO):
    """Someone watches."""

    def isatty(self) -> bool:
        return True


def test_who_watches_sees_how_far_a_set_is(tmp_path: Path) -> None:
    write_set(tmp_path, "s", dict.fromkeys("ab", (None, b"x")))
    results = [Result(page, None, 0.1, "no") for page in read_sets(tmp_path)["s"]]
    terminal, file = Terminal(), io.StringIO()
    assert list(told(results, 2, terminal)) == list(told(results, 2, file)) == results
    assert terminal.getvalue() == "\rs: 1 of 2 pages, 1 failed\rs: 2 of 2 pages, 2 failed\n"
    assert file.getvalue() == "s: 2 of 2 pages, 2 failed\n"


def test_with_the_sites_memory_a_headline_of_another_page_goes(tmp_path: Path) -> None:
    other = "Storm closes the northern harbour for a third day"
    teaser = f"<p>{other}</p><p>The council will meet again on Friday to hear the builders.</p>"
    pages = {
        "a": (url("a"), page("The bridge opens", extra=teaser).encode()),
        "b": (url("b"), page(other).encode()),
    }
    write_set(tmp_path / "data", "host", pages)
    arguments = [str(tmp_path / "data"), str(tmp_path / "out"), "--workers", "1", "--site-memory"]
    assert main(arguments) == 0
    first, second = rows_of(tmp_path / "out" / "host.jsonl")
    assert other not in str(first["text"]).split("\n")
    assert second["title"] == other


def test_a_page_that_hangs_and_one_that_kills_its_worker_are_rows_with_reasons(
    tmp_path: Path,
) -> None:
    write_set(tmp_path, "s", {name: (url(name), name.encode()) for name in ("hang", "die", "ok")})
    tasks = [Task(page, "tests.quality.test_evaluate") for page in read_sets(tmp_path)["s"]]
    hang, die, fine = clean_all(tasks, workers=1, page_seconds=1.0, warm=odd_cleaners)
    assert hang.error == "took longer than 1 seconds"
    assert hang.failed
    assert hang.seconds == 1.0
    assert str(die.error).startswith("the worker died")
    assert fine.error is None
    assert fine.answer is not None
    assert fine.answer.text == "ok"


def odd_cleaners(names: list[str]) -> None:
    """Put a cleaner that hangs, dies or answers into a worker's process."""
    for name in names:
        contenders.CONTENDERS[name] = odd_cleaner


def odd_cleaner(body: bytes, url: str | None, memory: SiteMemory = NOTHING) -> Answer:
    """Does what the page says."""
    if body == b"hang":
        time.sleep(60)
    if body == b"die":
        os._exit(9)
    return Answer(body.decode(), None, (), None, "article")


def test_an_unknown_set_and_a_wrong_combination_end_with_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_set(tmp_path, "one", {})
    assert main([str(tmp_path), str(tmp_path / "out"), "--sets", "two"]) == 1
    assert "no set two" in capsys.readouterr().err
    assert main([str(tmp_path), str(tmp_path / "out"), "--cleaner", "trafilatura", "--flat"]) == 64
    assert "--flat" in capsys.readouterr().err


def test_a_failing_page_does_not_stop_the_caller(tmp_path: Path) -> None:
    small_set(tmp_path)
    results = [clean_one(Task(page, "copydesk")) for page in read_sets(tmp_path)["small"]]
    assert [result.answer is None for result in results] == [False, True, True]
