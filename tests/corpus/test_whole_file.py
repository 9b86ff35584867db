"""Files that are whole or not there."""

from pathlib import Path

import pytest

from corpus.whole_file import whole_file


def test_an_error_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    file = tmp_path / "new" / "report.json"
    with whole_file(file) as part:
        part.write_text("old", "utf-8")
    with pytest.raises(UnicodeEncodeError), whole_file(file) as part:
        part.write_text("half \ud800", "utf-8")
    assert file.read_text("utf-8") == "old"
    assert list(file.parent.iterdir()) == [file]


def test_standard_output_is_written_to_and_stays_the_link_that_it_is(tmp_path: Path) -> None:
    with (tmp_path / "out.txt").open("w", encoding="utf-8") as file:
        link = Path(f"/dev/fd/{file.fileno()}")
        with whole_file(link) as part:
            assert part == link
            part.write_text("all of it", "utf-8")
        assert link.is_symlink()
    assert (tmp_path / "out.txt").read_text("utf-8") == "all of it"
