"""The golden pages: their figures hold the floors, and they are what they say they are."""

import shutil
from pathlib import Path

import pytest

from cleaners import clean, page_from_bytes
from cleaners.tree import page_text, parse, squeeze
from quality.benchmark import BenchmarkError
from quality.floors import GOLDEN, breaches, read_floors, write_floors
from quality.golden import FOLDER, Case, golden_figures, main, read_cases

CASES = read_cases()
ONE = "de-regional"


def test_what_has_been_reached_on_the_golden_pages_is_kept() -> None:
    broken = breaches(read_floors(), {GOLDEN: golden_figures(CASES)})
    assert not broken, "\n".join(["python -m quality.golden diff shows why", *map(str, broken)])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_kept_and_removed_blocks_are_the_page_in_order(case: Case) -> None:
    page = page_from_bytes(case.body, case.expected["url"])
    article = clean(page)
    pieces = [(b.n, b.text) for b in article.blocks] + [(r.n, r.text) for r in article.removals]
    assert squeeze("".join(text for _, text in sorted(pieces))) == squeeze(page_text(parse(page)))


@pytest.mark.parametrize("case", [c for c in CASES if c.is_article], ids=lambda case: case.name)
def test_the_expected_text_stands_on_the_page_in_that_order(case: Case) -> None:
    page, at = squeeze(page_text(parse(page_from_bytes(case.body)))), 0
    for part in case.expected["text"]:
        text = squeeze(part if isinstance(part, str) else part["optional"])
        assert (at := page.find(text, at)) >= 0, part
    assert case.expected["title"]


def test_there_are_many_languages_and_pages_that_are_no_articles() -> None:
    assert len({case.name.split("-")[0] for case in CASES}) >= 12
    assert {"article", "live-blog", "list", "product", "error"} <= {
        case.expected["kind"] for case in CASES
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one golden page."""
    shutil.copytree(FOLDER / ONE, tmp_path / "golden" / ONE)
    return tmp_path / "golden"


def test_a_new_page_gets_its_draft_and_is_then_as_expected(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / ONE / "expected.toml").unlink()
    options = ["--folder", str(folder), "--floors", str(tmp_path / "floors.json")]
    assert main(["write", ONE, *options]) == 0
    assert "read its diff" in capsys.readouterr().out
    (case,) = read_cases(folder)
    assert case.expected["title"] == "Stadtrat streitet über die neue Schwimmhalle"
    assert len(case.expected["text"]) > 5
    assert main(["diff", *options]) == 0
    assert "--- de-regional" not in capsys.readouterr().out


def test_a_difference_is_shown_by_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / ONE / "expected.toml"
    path.write_text(path.read_text("utf-8").replace('  "Drei Stunden', '  "Neun Stunden'), "utf-8")
    assert main(["diff", ONE, "--folder", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "-Neun Stunden hat" in said
    assert "+Drei Stunden hat" in said


def test_the_floors_rise_and_stay_where_one_is_broken(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.json"
    options = ["--folder", str(folder), "--floors", str(floors)]
    write_floors({"golden": {"f1": 0.5}, "fundus": {"f1": 0.9}}, floors)
    assert main(["raise", *options]) == 0
    assert read_floors(floors)["golden"]["f1"] > 0.9
    assert read_floors(floors)["fundus"] == {"f1": 0.9}
    write_floors({"golden": {"lost": -0.1}}, floors)
    assert main(["raise", *options]) == 1
    assert "no floor is lowered" in capsys.readouterr().err
    assert read_floors(floors) == {"golden": {"lost": -0.1}}


def test_wrong_calls_and_broken_cases_end_with_one_sentence(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["write"]) == 64
    assert main(["raise", ONE]) == 64
    capsys.readouterr()
    assert main(["diff", "nosuch", "--folder", str(folder)]) == 1
    assert capsys.readouterr().err == f"no case nosuch; there are {ONE}\n"
    with pytest.raises(BenchmarkError, match="has no case"):
        read_cases(tmp_path / "nowhere")
    path = folder / ONE / "expected.toml"
    path.write_text('kind = "article"\n', encoding="utf-8")
    with pytest.raises(BenchmarkError, match="does not say text, title, url"):
        read_cases(folder)
    path.write_text("kind = article\n", encoding="utf-8")
    with pytest.raises(BenchmarkError, match=r"expected\.toml"):
        read_cases(folder)
