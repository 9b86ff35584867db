"""Floors: they are checked, they rise, and no command lowers one."""

import json
from pathlib import Path

import pytest

from quality.benchmark import BenchmarkError
from quality.floors import (
    FLOORS,
    LESS_IS_BETTER,
    breaches,
    floor_for,
    main,
    raised,
    read_floors,
    write_floors,
)

GOLD = "The council met on Monday evening.\nWork begins in spring, the mayor said."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A set of two pages."""
    (tmp_path / "data" / "herald").mkdir(parents=True)
    rows = [{"id": id_, "text": GOLD, "title": "The bridge"} for id_ in "ab"]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "data" / "herald" / "gold.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path / "data"


def results(folder: Path, *texts: str) -> Path:
    """What a cleaner made of the two pages."""
    folder.mkdir(exist_ok=True)
    rows = [{"id": i, "text": t, "title": "The bridge"} for i, t in zip("ab", texts, strict=True)]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "herald.jsonl").write_text(lines, encoding="utf-8")
    return folder


def test_equal_to_the_floor_is_good_enough_and_less_is_a_breach() -> None:
    floors = {"s": {"f1": 0.9, "lost": 0.1}}
    assert breaches(floors, {"s": {"f1": 0.9, "lost": 0.1}}) == []
    low, high = breaches(floors, {"s": {"f1": 0.89, "lost": 0.11}})
    assert str(low) == "s f1: 0.8900 is less than 0.9"
    assert str(high) == "s lost: 0.1100 is more than 0.1"


def test_a_figure_that_vanishes_is_a_breach_and_a_set_that_is_not_there_is_none() -> None:
    (gone,) = breaches({"s": {"f1": 0.9}, "t": {"f1": 0.9}}, {"s": {"lost": 0.0}})
    assert str(gone) == "s f1: not measured, the floor is 0.9"


def test_what_is_exceeded_rises_and_nothing_falls() -> None:
    floors = {"s": {"f1": 0.9, "lost": 0.1, "residue": 0.05}, "t": {"f1": 0.5}}
    reached = {"s": {"f1": 0.95678, "lost": 0.2, "residue": 0.0401, "exact": 0.3}}
    assert raised(floors, reached) == {
        "s": {"f1": 0.956, "lost": 0.1, "residue": 0.041, "exact": 0.3},
        "t": {"f1": 0.5},
    }


def test_only_the_figures_that_decide_get_a_floor_of_themselves() -> None:
    assert raised({}, {"trafilatura": {"seg": 0.95, "kept": 0.96}}) == {
        "trafilatura": {"seg": 0.95}
    }


def test_a_floor_is_held_by_the_very_figure_that_set_it() -> None:
    for reached in (0.0, 1.0, 0.1, 0.25, 0.3333333, 0.9999, 0.57 * 100 / 100):
        for figure in ("f1", "residue"):
            assert not breaches(
                {"s": {figure: floor_for(figure, reached)}}, {"s": {figure: reached}}
            )


def test_the_speed_gets_a_margin() -> None:
    found = raised({}, {"speed": {"faster_than_trafilatura": 6.0, "times_bare_lxml": 4.0}})
    assert found == {"speed": {"faster_than_trafilatura": 5.4, "times_bare_lxml": 4.4}}


def test_the_commands_check_raise_and_refuse_to_lower(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.json"
    good = results(tmp_path / "good", GOLD, GOLD)
    bad = results(tmp_path / "bad", GOLD, "")
    options = ["--floors", str(floors)]
    assert main(["raise", str(data), str(bad), *options]) == 0
    assert read_floors(floors)["herald"]["f1"] == 0.5
    assert main(["raise", str(data), str(good), *options]) == 0
    assert "raised: herald f1 from 0.5 to 1" in capsys.readouterr().out
    before = floors.read_text("utf-8")
    assert main(["check", str(data), str(good), *options]) == 0
    assert main(["check", str(data), str(bad), *options]) == 1
    assert "below the floor: herald f1: 0.5000 is less than 1" in capsys.readouterr().err
    assert main(["raise", str(data), str(bad), *options]) == 1
    assert "no floor is lowered" in capsys.readouterr().err
    assert floors.read_text("utf-8") == before


def test_figures_are_shown_without_floors(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", str(data), str(results(tmp_path / "bad", GOLD, ""))]) == 0
    assert "herald       f1 0.500 · exact 0.500" in capsys.readouterr().out


def test_the_speed_is_read_from_what_the_timing_wrote(data: Path, tmp_path: Path) -> None:
    out = results(tmp_path / "good", GOLD, GOLD)
    (out / "speed.json").write_text('{"ratios": {"times_bare_lxml": 3.0}}', encoding="utf-8")
    floors = tmp_path / "floors.json"
    write_floors({"speed": {"times_bare_lxml": 2.5}}, floors)
    assert main(["check", str(data), str(out), "--floors", str(floors)]) == 1
    write_floors({"speed": {"times_bare_lxml": 3.5}}, floors)
    assert main(["check", str(data), str(out), "--floors", str(floors)]) == 0


def test_results_of_no_set_and_broken_files_end_with_one_sentence(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(data), str(tmp_path)]) == 1
    assert "has no <set>.jsonl" in capsys.readouterr().err
    floors = tmp_path / "floors.json"
    floors.write_text('{"s": 3}', encoding="utf-8")
    with pytest.raises(BenchmarkError, match="no floors by set and figure"):
        read_floors(floors)
    (tmp_path / "speed.json").write_text("{}", encoding="utf-8")
    assert main(["show", str(data), str(tmp_path)]) == 1
    assert "not what quality.bench --out writes" in capsys.readouterr().err


def test_the_floors_of_this_project_are_figures_between_nothing_and_everything() -> None:
    floors = read_floors(FLOORS)
    assert {"fundus", "wcxb", "inline", "golden"} <= floors.keys()
    for name, of_set in floors.items():
        for figure, floor in of_set.items():
            assert name == "speed" or 0 <= floor <= 1, (name, figure)
            assert figure not in LESS_IS_BETTER or name == "speed" or floor < 0.5, (name, figure)
