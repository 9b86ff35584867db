"""`corpus clean`: one page or dump, no database."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleaners import clean, page_from_bytes
from corpus.cli import main

PAGE = """<!doctype html><html lang="en"><head><title>Ferry stops for repairs</title></head><body>
<h1>Ferry stops for repairs</h1>
<p>The ferry to Skarn stops for a week from Monday, the harbour office said on Friday.</p>
<p>Its engine was found to leak oil, and the only spare part lies in a yard far to the south.</p>
<p>Until it returns, a fishing boat carries post and medicine, but no cars and no cattle.</p>
</body></html>"""
DUMP = """Ferry stops for repairs

The ferry to Skarn stops for a week from Monday, the harbour office said on Friday.

Its engine was found to leak oil, and the only spare part lies in a yard far to the south.

Until it returns, a fishing boat carries post and medicine, but no cars and no cattle.
"""
TEXT = DUMP.split("\n", 2)[2].replace("\n\n", "\n").strip()


def cleaned(*arguments: str, input: str | bytes | None = None) -> Result:  # noqa: A002
    result = CliRunner().invoke(main, ["clean", *arguments], input=input)
    assert result.exception is None or isinstance(result.exception, SystemExit), result
    return result


@pytest.mark.parametrize("source", [PAGE, DUMP])
def test_a_page_and_a_dump_give_title_and_text(source: str, tmp_path: Path) -> None:
    file = tmp_path / "source"
    file.write_text(source, "utf-8")
    result = cleaned(str(file))
    assert result.exit_code == 0
    assert result.stdout == DUMP
    assert cleaned("-", input=source).stdout == DUMP
    assert list(tmp_path.iterdir()) == [file]


def test_json_is_the_whole_article_with_its_text() -> None:
    data = json.loads(cleaned("-", "--json", "--url", "https://e.example/a", input=PAGE).stdout)
    assert data["title"] == "Ferry stops for repairs"
    assert data["url"] == "https://e.example/a"
    assert data["text"] == TEXT
    assert [block["text"] for block in data["blocks"]] == TEXT.split("\n")
    assert {frozenset(removal) for removal in data["removals"]} <= {
        frozenset({"n", "step", "why", "text"})
    }
    numbers = [part["n"] for part in (*data["blocks"], *data["removals"])]
    assert sorted(numbers) == list(range(len(numbers)))


def test_the_url_of_a_dump_is_kept_too() -> None:
    data = json.loads(cleaned("-", "--json", "--url", "https://e.example/a", input=DUMP).stdout)
    assert data["url"] == "https://e.example/a"
    assert data["text"] == TEXT


def test_doubts_go_to_standard_error_by_name() -> None:
    page = PAGE.replace("Ferry stops for repairs", "")
    notes = clean(page_from_bytes(page.encode())).notes
    assert notes
    assert cleaned("-", input=page).stderr == "".join(f"{n.name}: {n.sentence}\n" for n in notes)


def test_libraries_log_nothing_into_standard_error() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from corpus.cli import main; main()", "clean", "-"],
        input=b"<p></p>",
        capture_output=True,
    )
    lines = done.stderr.decode().splitlines()
    assert lines
    assert all(re.match(r"Error: |[a-z-]+: ", line) for line in lines)
    assert b"tree" not in done.stderr


def test_the_form_can_be_forced() -> None:
    line = "<p>Marked</p> up, <b>but</b> taken as a line of text, word for word."
    assert "<p>Marked</p>" in cleaned("-", "--text", input=line).stdout
    assert "<p>" not in cleaned("-", input=line).stdout
    assert cleaned("-", "--html", input="1 < 2, they say, and that is all.").exit_code == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_a_dump_is_read_in_its_own_encoding(encoding: str) -> None:
    dump = DUMP.replace("Skarn", "Skärholm für")
    assert cleaned("-", input=dump.encode(encoding)).stdout == dump


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    missing = tmp_path / "missing.html"
    assert cleaned(str(missing)).stderr == f"Error: {missing}: No such file or directory.\n"
    assert cleaned(str(tmp_path)).stderr == f"Error: {tmp_path}: Is a directory.\n"
    assert cleaned(str(missing)).exit_code == 1
    assert cleaned("").stderr == "Error: '': No such file or directory.\n"


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that opens but fails")
def test_a_file_that_fails_while_it_is_read_is_named() -> None:
    assert cleaned("/proc/self/mem").stderr == "Error: /proc/self/mem: Input/output error.\n"


def test_what_is_no_page_is_one_sentence() -> None:
    picture = cleaned("-", input=b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    assert picture.stderr == (
        "Error: - is neither HTML nor text; --html or --text takes it for one.\n"
    )
    empty = cleaned("-", input=b"")
    assert (empty.exit_code, empty.stdout) == (1, "")
    assert empty.stderr.startswith("Error: - cannot be cleaned: empty: ")
    url = cleaned("-", "--url", "javascript:alert(1)", input=PAGE)
    assert url.stderr == "Error: 'javascript:alert(1)' is no URL of a web page.\n"
