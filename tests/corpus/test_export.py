"""`corpus export`: what other programs read."""

import csv
import io
import json
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pyarrow import parquet

from cleaners.serialise import article_to_dict
from corpus.export import guarded
from storage import Store
from storage.arrow import schema
from tests.corpus.conftest import FERRY, PIER, UMI, Ask, page_at, written


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_json_lines_hold_everything_newest_first(ask: Ask) -> None:
    result = ask("export", "--format", "jsonl")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["id"] for line in lines] == [4, 3, 2, 1]
    whole = {k: v for k, v in lines[-1].items() if k in article_to_dict(FERRY)}
    assert whole == article_to_dict(FERRY)
    assert lines[-1]["site"] == "harbourpost.example"
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--site", "harbourpost.example"], [2, 1]),
        (["--lang", "ja"], [4]),
        (["--since", "2025-11-10", "--until", "2025-11-12"], [3, 2]),
    ],
)
def test_filters_select(ask: Ask, options: list[str], ids: list[int]) -> None:
    lines = ask("export", "--format", "jsonl", *options).stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids


def test_a_line_of_json_lines_is_one_line_for_every_reader(ask: Ask, store: Store) -> None:
    text = "one\u2028two\u2029three\x85four"
    odd = replace(FERRY, blocks=(replace(FERRY.blocks[0], text=text),))
    store.store_article(page_at("https://harbourpost.example/ferry"), odd, "link")
    lines = ask("export", "--format", "jsonl", "--site", "harbourpost.example").stdout.splitlines()
    assert [json.loads(line)["text"] for line in lines][-1] == text


def test_csv_is_one_row_an_article_with_a_header(ask: Ask) -> None:
    table = rows(ask("export", "--format", "csv").stdout)
    assert [row["id"] for row in table] == ["4", "3", "2", "1"]
    assert table[3]["authors"] == "Ada Lind; Bo Marsh"
    assert table[3]["text"] == FERRY.text
    assert table[3]["published_at"] == "2025-11-03T07:40:00+02:00"
    assert table[0]["authors"] == ""


def test_csv_guards_against_formulas_unless_told_not_to(ask: Ask) -> None:
    assert rows(ask("export", "--format", "csv").stdout)[0]["title"] == "'-海の日"
    assert rows(ask("export", "--format", "csv", "--raw").stdout)[0]["title"] == UMI.title


@pytest.mark.parametrize(
    "text",
    ["=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "  =1", "\u3000=1", " \t=1", "＝1", "\xa0@"],
)
def test_what_a_spreadsheet_runs_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["a=1", "7 + 7", "", "'=1", "…", "(=1)"])
def test_what_a_spreadsheet_shows_stays(text: str) -> None:
    assert guarded(text) == text


def test_markdown_documents_begin_with_front_matter_of_json_values(ask: Ask) -> None:
    text = ask("export", "--format", "markdown", "--site", "harbourpost.example").stdout
    empty, first, body, second, _ = text.split("---\n")
    assert empty == ""
    fields = dict(line.split(": ", 1) for line in first.splitlines())
    assert json.loads(fields["title"]) == PIER.title
    assert json.loads(fields["authors"]) == ["Ada Lind", "Bo Marsh"]
    assert "description" not in fields
    assert body == "\n# Mayor opens pier\n\nThe pier is open.\n\n\\=1+1\n\n"
    assert json.loads(dict(x.split(": ", 1) for x in second.splitlines())["id"]) == 1


def test_markdown_into_a_folder_is_a_file_an_article(ask: Ask, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    result = ask("export", "--format", "markdown", "--output", f"{folder}/")
    assert result.stdout == ""
    assert result.stderr == f"4 articles written to {folder}/.\n"
    assert sorted(path.name for path in folder.iterdir()) == [
        "2025-11-03-harbourpost.example-ferry-stops-for-repairs-1.md",
        "2025-11-10-harbourpost.example-mayor-opens-pier-2.md",
        "2025-11-12-tagesfenster.example-neue-straße-für-überlingen-3.md",
        "2025-11-15-nadwa.example-海の日-4.md",
    ]
    assert "# \\-海の日\n" in (folder / "2025-11-15-nadwa.example-海の日-4.md").read_text("utf-8")


def test_files_of_earlier_exports_are_told_and_go_when_that_is_asked(
    ask: Ask, store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    again = ("export", "--format", "markdown", "--output", str(folder))
    ask(*again)
    assert ask(*again).stderr == f"4 articles written to {folder}.\n"
    mine = [folder / name for name in ("notes.md", "2025-11-03-plan.md", "2025-11-03-a-1.txt")]
    for file in mine:
        file.write_text("mine", "utf-8")
    renamed = replace(PIER, title="Mayor closes pier")
    store.store_article(page_at("https://harbourpost.example/pier"), renamed, "link")
    half = folder / "2025-11-03-harbourpost.example-half-9.md.part"
    half.write_text("half", "utf-8")
    os.utime(half, (0, 0))
    told = ask(*again).stderr.splitlines()[1]
    assert told.startswith(f"2 files of earlier exports in {folder} stay as they were; --prune ")
    assert len(list(folder.glob("*-mayor-*-pier-2.md"))) == 2
    assert ask(*again, "--prune").stderr.splitlines()[1] == "2 files of earlier exports deleted."
    assert [file.name for file in folder.glob("*-pier-2.md")] == [
        "2025-11-10-harbourpost.example-mayor-closes-pier-2.md"
    ]
    assert len(list(folder.iterdir())) == 4 + len(mine)
    assert ask("export", "--format", "jsonl", "--output", "x.jsonl", "--prune").exit_code == 2


def test_text_into_a_folder_is_title_and_text(ask: Ask, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    ask("export", "--format", "text", "--lang", "de", "--output", str(folder))
    (file,) = folder.iterdir()
    assert file.name == "2025-11-12-tagesfenster.example-neue-straße-für-überlingen-3.txt"
    assert file.read_text("utf-8") == (
        "Neue Straße für Überlingen\n\nDie Straße wird im Frühjahr gebaut.\n"
    )
    piped = ask("export", "--format", "text", "--site", "harbourpost.example").stdout
    assert piped.startswith("Mayor opens pier\n\nThe pier is open.\n\n=1+1\n\nFerry stops")


def test_copies_of_a_story_have_one_number_and_only_the_first_is_written_once(
    ask: Ask, store: Store, tmp_path: Path
) -> None:
    lines = [f"In Skarn, line {n} of the long story says, the ferry {n} is late." for n in range(9)]
    ids = []
    for n, day in enumerate((20, 18, 19)):
        told = written(f"https://wire{n}.example/ferry", "The late ferry", *lines, day=day)
        ids.append(store.store_article(page_at(f"https://wire{n}.example/ferry"), told, "link"))
    all_, first = ids[0], ids[1]
    every = [json.loads(line) for line in ask("export", "--format", "jsonl").stdout.splitlines()]
    stories = {line["id"]: line["story"] for line in every}
    assert [stories[number] for number in ids] == [all_] * 3
    assert stories[1] == 1
    once = ask("export", "--format", "csv", "--once")
    assert [row["id"] for row in rows(once.stdout)] == [str(first), "4", "3", "2", "1"]
    assert once.stderr == "2 copies of stories left out, as --once says.\n"
    file = tmp_path / "wire.parquet"
    ask("export", "--format", "parquet", "--since", "2025-11-19", "--once", "--output", str(file))
    assert parquet.read_table(file).column("id").to_pylist() == [ids[2]]
    assert json.loads(ask("trend", "late", "--by", "day", "--json").stdout) == [
        {"start": "2025-11-18", "articles": 1}
    ]
    counted = json.loads(ask("trend", "late", "--by", "day", "--all", "--json").stdout)
    assert [day["articles"] for day in counted] == [1, 1, 1]


def test_parquet_has_types_and_the_record_of_removals(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "corpus.parquet"
    done = ask("export", "--format", "parquet", "--output", str(file))
    assert done.stderr == f"4 articles written to {file}.\n"
    table = parquet.read_table(file)
    assert table.schema.equals(schema())
    ferry = table.to_pylist()[-1]
    assert ferry["text"] == FERRY.text
    assert ferry["authors"] == ["Ada Lind", "Bo Marsh"]
    assert ferry["published_at"] == FERRY.published_at
    assert [removal["step"] for removal in ferry["removals"]] == ["breadcrumb", "inline-headline"]
    assert (ferry["reserved"], ferry["unavailable_after"]) == (False, None)
    assert ask("export", "--format", "parquet").exit_code == 2


def test_parquet_of_nothing_still_has_its_columns(ask: Ask, tmp_path: Path) -> None:
    ask("export", "--format", "parquet", "--lang", "fi", "--output", f"{tmp_path}/")
    table = parquet.read_table(tmp_path / "articles.parquet")
    assert (table.num_rows, table.schema.names) == (0, schema().names)


def test_a_folder_takes_no_file_out_of_it(ask: Ask, tmp_path: Path) -> None:
    folder, outside = tmp_path / "articles", tmp_path / "outside.md"
    folder.mkdir()
    outside.write_text("mine", "utf-8")
    name = "2025-11-15-nadwa.example-海の日-4.md"
    (folder / name).symlink_to(outside)
    ask("export", "--format", "markdown", "--output", str(folder))
    assert outside.read_text("utf-8") == "mine"
    assert not (folder / name).is_symlink()
    assert len(list(folder.iterdir())) == 4


def test_an_export_that_breaks_leaves_the_old_file_and_no_half_one(
    ask: Ask, tmp_path: Path, home: Path
) -> None:
    file = tmp_path / "corpus.jsonl"
    file.write_text("old", "utf-8")
    with closing(sqlite3.connect(home / "copydesk.db")) as database, database:
        database.execute("UPDATE articles SET notes = '[[1]]' WHERE id = 1")
    with pytest.raises(ValueError, match="unpack"):
        ask("export", "--format", "jsonl", "--output", str(file), catch_exceptions=False)
    assert [path.name for path in tmp_path.iterdir() if "corpus.jsonl" in path.name] == [file.name]
    assert file.read_text("utf-8") == "old"


def test_a_file_is_replaced_only_when_it_is_complete(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "out" / "corpus.csv"
    assert ask("export", "--format", "csv", "--output", str(file)).exit_code == 0
    assert len(rows(file.read_text("utf-8"))) == 4
    file.write_text("old", "utf-8")
    (tmp_path / "out" / "corpus.csv.part").mkdir()
    result = ask("export", "--format", "csv", "--output", str(file))
    assert result.exit_code == 1
    assert result.stderr.endswith("corpus.csv.part: Is a directory.\n")
    assert file.read_text("utf-8") == "old"


def test_a_folder_takes_json_lines_under_a_plain_name(ask: Ask, tmp_path: Path) -> None:
    ask("export", "--format", "jsonl", "--output", str(tmp_path))
    assert len((tmp_path / "articles.jsonl").read_text("utf-8").splitlines()) == 4


def test_no_article_is_said_and_is_no_error(ask: Ask) -> None:
    result = ask("export", "--format", "jsonl", "--lang", "fi")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "0 articles written to standard output.\n"


def test_a_site_that_is_not_there_is_an_error_with_those_that_are(ask: Ask, home: Path) -> None:
    file = home / "nothing.csv"
    result = ask("export", "--format", "csv", "--site", "nosuch", "--output", str(file))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: There is no site nosuch in sqlite:///{home / 'copydesk.db'}; there are"
        " harbourpost.example, nadwa.example, tagesfenster.example.\n"
    )
    assert not file.exists()


def test_a_site_of_which_only_a_page_is_kept_is_there(ask: Ask, store: Store) -> None:
    store.store_unclean(page_at("https://only.example/x"), "timeout", "feed")
    result = ask("export", "--format", "csv", "--site", "only.example")
    assert (result.exit_code, result.stderr) == (0, "0 articles written to standard output.\n")
