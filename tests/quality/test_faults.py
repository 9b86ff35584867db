"""The short proof: crawls that are killed lose nothing and fetch hardly anything twice."""

from pathlib import Path

import pytest

from quality.faults.__main__ import ROWS, main
from quality.faults.kills import kill_crawls
from quality.faults.papers import serve
from storage import open_store


def test_five_kills_on_two_crawls_of_400_pages(tmp_path: Path, sqlite_template: Path) -> None:
    file = tmp_path / "copydesk.db"
    file.write_bytes(sqlite_template.read_bytes())
    with serve(sites=4, pages=100) as papers:
        killed = kill_crawls(papers, f"sqlite:///{file}", 5, (0.1, 1.0), workers=2)
    assert (killed.stored, killed.marked, killed.code) == (400, 400, 0), killed.figure
    assert killed.again <= 2 * killed.kills, killed.figure
    with open_store(f"sqlite:///{file}") as store:
        assert store.stats().urls == {"stored": 400}


def test_every_row_has_a_name_of_its_own_and_an_unknown_one_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = [row.name for row in ROWS]
    assert len(set(names)) == len(names)
    assert main(["S99"]) == 64
    assert "no such row; there are S1 sqlite" in capsys.readouterr().err
