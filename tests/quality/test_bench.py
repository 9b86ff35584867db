"""The command that times: it runs on any folder of pages, and says what is wrong with others."""

import gzip
import json
from pathlib import Path

import pytest

from quality.bench import main, sample
from quality.benchmark import read_pages
from tests.quality.sets import page, write_set


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Pages without a gold, and one that is no page."""
    folder = tmp_path / "data" / "herald" / "html"
    folder.mkdir(parents=True)
    for number in range(3):
        (folder / f"{number}.html.gz").write_bytes(gzip.compress(page(f"Story {number}").encode()))
    (folder / "pdf.html.gz").write_bytes(gzip.compress(b"%PDF-1.7"))
    return tmp_path / "data"


def test_a_run_prints_times_and_ratios_and_writes_them(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "times.json"
    arguments = [str(data), "--pages", "4", "--rounds", "1", "--only", "lxml,copydesk"]
    assert main([*arguments, "--parts", "times", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "times: 4 pages, rounds: 1" in said
    assert "failed, so the page counts for none: copydesk herald pdf: CleaningError" in said
    found = json.loads(out.read_text("utf-8"))
    times = {row["racer"]: row["mean"] for row in found["times"]}
    assert 0 < times["lxml"] < times["copydesk"]
    assert found["ratios"]["times_bare_lxml"] == times["copydesk"] / times["lxml"]


def test_a_peer_that_is_missing_is_named_with_its_install_line(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main([str(data), "--only", "resiliparse"]) == 0
    said = capsys.readouterr().out
    assert "resiliparse is not installed; run: " in said
    assert "pip install --group peers" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "boilerpipe"], "no cleaner boilerpipe; there are lxml, copydesk"),
        (["--parts", "speed"], "no part speed; there are times, stages, growth"),
    ],
)
def test_a_wrong_choice_is_refused_with_those_there_are(
    arguments: list[str], said: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(data), *arguments]) == 64
    assert said in capsys.readouterr().err


def test_a_folder_without_pages_and_one_that_is_none_end_with_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"{tmp_path} has no page: SET/html/ID.html.gz was expected\n"
    assert main([str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().err == f"{tmp_path / 'nowhere'} is no folder\n"


def test_the_sample_is_always_the_same_and_the_warm_up_is_on_others(tmp_path: Path) -> None:
    write_set(tmp_path, "a", {str(n): (f"https://a.example/{n}", b"x") for n in range(30)})
    pages = read_pages(tmp_path)
    chosen, warm_up = sample(pages, 12)
    assert (chosen, warm_up) == sample(pages[::-1], 12)
    assert len(chosen) == 12
    assert len(warm_up) == 10
    assert not set(chosen) & set(warm_up)
    assert {page.url for page in chosen} <= {f"https://a.example/{n}" for n in range(30)}


def test_a_sample_of_all_pages_warms_up_on_some_of_them(data: Path) -> None:
    chosen, warm_up = sample(read_pages(data), 100)
    assert len(chosen) == 4
    assert set(warm_up) <= set(chosen)
