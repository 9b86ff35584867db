"""Training: CatBoost's trees become ours, hosts stay in one fold, words are weighed by host."""

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cleaners import clean, clean_text, line_judge, main_text, page_from_bytes
from cleaners.line_judge import LineJudge
from cleaners.main_text import Judge
from cleaners.page_kind import score
from cleaners.trees import SCALE
from cleaners.weights import read_weights
from quality.boosting import converted, mean
from quality.examples import fold_of
from quality.learning import word_weights
from quality.train import SHIPPED, main
from tests.quality.sets import SENTENCES, page, rows_of

MODEL: dict[str, Any] = {
    "oblivious_trees": [
        {
            "splits": [
                {"float_feature_index": 2, "border": 0.5},
                {"float_feature_index": 0, "border": 3.0},
            ],
            "leaf_values": [-1.0, 1.0, -0.5, 0.25],
        },
        {"splits": [{"float_feature_index": 2, "border": 0.5}], "leaf_values": [0.5, -0.5]},
    ],
    "scale_and_bias": [1.0, [0.125]],
}


def test_catboost_s_trees_give_the_same_sums_as_ours() -> None:
    trees = converted(MODEL, ["words", "unused", "linked"], depth=2)
    columns = {"words": np.array([1.0, 9.0]), "linked": np.array([0.9, 0.1])}
    assert trees.columns == ("words", "linked")
    assert (trees.scores(columns) / SCALE).tolist() == [1.0 - 0.5 + 0.125, -0.5 + 0.5 + 0.125]


def test_trees_of_several_seeds_give_the_mean_of_their_scores() -> None:
    one = converted(MODEL, ["words", "unused", "linked"], depth=2)
    shallow = {"oblivious_trees": MODEL["oblivious_trees"][1:], "scale_and_bias": [3.0, [0.5]]}
    other = converted(shallow, ["words", "unused", "pictures"], depth=2)
    columns = {name: np.array([1.0, 4.0, 9.0]) for name in ("words", "linked", "pictures")}
    columns["linked"][1] = 0.25
    found = mean([one, other]).scores(columns)
    assert found.tolist() == ((one.scores(columns) + other.scores(columns)) / 2).tolist()
    assert len(set(found.tolist())) > 1


def test_subdomains_and_ports_stay_in_the_fold_of_their_host() -> None:
    folds = {fold_of(host) for host in ("example.com", "blog.example.com", "example.com:8000")}
    assert len(folds) == 1


def test_a_word_needs_several_hosts_to_have_a_weight() -> None:
    weights = word_weights([{"subscribe": (9.0, 0.0), "rare": (1.0, 0.0), "said": (0.5, 8.0)}])
    assert weights["subscribe"] < 0 < weights["said"]
    assert "rare" not in weights


def labelled_set(data: Path) -> None:
    """Twelve pages of as many hosts, each with the text that it should give."""
    folder = data / "town" / "html"
    folder.mkdir(parents=True)
    rows = []
    for n in range(12):
        title = f"Bridge number {n} opens"
        text = "\n".join(f"{title}: {sentence}" for sentence in SENTENCES)
        rows.append({"id": str(n), "url": f"http://paper{n}.example/a", "text": text})
        body = page(title, extra="<div class=promo>Follow the paper on all channels</div>")
        (folder / f"{n}.html.gz").write_bytes(gzip.compress(body.encode()))
    gold = "".join(json.dumps(row) + "\n" for row in rows)
    (data / "town" / "gold.jsonl").write_text(gold, encoding="utf-8")


def test_one_command_learns_all_weights_and_twice_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("catboost")
    labelled_set(tmp_path / "data")
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        arguments = [str(tmp_path / "data"), str(tmp_path / "out"), "--weights", str(folder)]
        assert main(arguments) == 0
    first, second = ({path.name: path.read_bytes() for path in f.iterdir()} for f in folders)
    assert first == second
    assert first.keys() == {main_text.WEIGHTS, line_judge.WEIGHTS, score.WEIGHTS}
    reports = {path.name: path.read_text("utf-8") for path in (tmp_path / "out").iterdir()}
    assert "Worth of the features" in reports["report.md"]
    assert reports.keys() == {"report.md", "report-lines.md", "report-kinds.md"}
    judge = Judge(read_weights(first[main_text.WEIGHTS]))
    article = clean(page_from_bytes(page("Ferry stays").encode()), judge=judge)
    assert article.text.count("Ferry stays:") == len(SENTENCES)
    lines = [f"Ferry stays: {sentence}" for sentence in SENTENCES]
    text = "\n".join(("Home", "Ferry stays", *lines, "Imprint"))
    line_article = clean_text(text, judge=LineJudge(read_weights(first[line_judge.WEIGHTS])))
    assert {block.text for block in line_article.blocks} >= set(lines)


def test_cross_validation_cleans_each_page_once_and_changes_nothing_shipped(tmp_path: Path) -> None:
    pytest.importorskip("catboost")
    labelled_set(tmp_path / "data")
    shipped = {path: path.read_bytes() for path in SHIPPED.iterdir() if path.is_file()}
    assert main([str(tmp_path / "data"), str(tmp_path / "out"), "--cross-validate"]) == 0
    for folder in (tmp_path / "out", tmp_path / "out" / "flat", tmp_path / "out" / "flat-memory"):
        assert [row["id"] for row in rows_of(folder / "town.jsonl")] == [str(n) for n in range(12)]
    assert {path: path.read_bytes() for path in shipped} == shipped


def test_a_folder_without_sets_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("catboost")
    assert main([str(tmp_path)]) == 1
    assert "has no set" in capsys.readouterr().err
