"""Training: CatBoost's trees become ours, hosts stay in one fold, words are weighed by host."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from cleaners import clean, clean_text, line_judge, page_from_bytes
from cleaners.line_judge import LineJudge
from cleaners.main_text import Judge
from cleaners.trees import SCALE
from cleaners.weights import read_weights
from quality.boosting import converted
from quality.examples import fold_of
from quality.learning import word_weights
from quality.train import SHIPPED, main
from tests.quality.sets import SENTENCES, page, rows_of

MODEL = {
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
    trees = converted(MODEL, ["words", "unused", "linked"])
    columns = {"words": np.array([1.0, 9.0]), "linked": np.array([0.9, 0.1])}
    assert trees.columns == ("words", "linked")
    assert (trees.scores(columns) / SCALE).tolist() == [1.0 - 0.5 + 0.125, -0.5 + 0.5 + 0.125]


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


def test_a_judge_learned_from_a_folder_is_written_with_a_report(tmp_path: Path) -> None:
    pytest.importorskip("catboost")
    labelled_set(tmp_path / "data")
    weights = tmp_path / "weights.npz"
    arguments = [str(tmp_path / "data"), str(tmp_path / "out"), "--weights", str(weights)]
    arguments += ["--only", "pages"]
    assert main(arguments) == 0
    first = weights.read_bytes()
    assert "Worth of the features" in (tmp_path / "out" / "report.md").read_text("utf-8")
    assert main(arguments) == 0
    assert weights.read_bytes() == first
    judge = Judge(read_weights(first))
    article = clean(page_from_bytes(page("Ferry stays").encode()), judge=judge)
    assert article.text.count("Ferry stays:") == len(SENTENCES)


def test_cross_validation_cleans_each_page_once(tmp_path: Path) -> None:
    pytest.importorskip("catboost")
    labelled_set(tmp_path / "data")
    shipped = SHIPPED.read_bytes()
    arguments = [str(tmp_path / "data"), str(tmp_path / "out"), "--cross-validate"]
    assert main([*arguments, "--only", "pages"]) == 0
    assert [row["id"] for row in rows_of(tmp_path / "out" / "town.jsonl")] == [
        str(n) for n in range(12)
    ]
    assert SHIPPED.read_bytes() == shipped


def test_a_judge_of_lines_is_learned_beside_that_of_pages(tmp_path: Path) -> None:
    pytest.importorskip("catboost")
    labelled_set(tmp_path / "data")
    shipped = SHIPPED.with_name(line_judge.WEIGHTS).read_bytes()
    arguments = [str(tmp_path / "data"), str(tmp_path / "out"), "--only", "lines"]
    assert main([*arguments, "--weights", str(tmp_path / "pages.npz")]) == 0
    judge = LineJudge(read_weights((tmp_path / line_judge.WEIGHTS).read_bytes()))
    lines = [f"Ferry stays: {sentence}" for sentence in SENTENCES]
    article = clean_text("\n".join(("Home", "Ferry stays", *lines, "Imprint")), judge=judge)
    assert {block.text for block in article.blocks} >= set(lines)
    assert main([*arguments, "--cross-validate"]) == 0
    for name in ("flat", "flat-memory"):
        assert len(rows_of(tmp_path / "out" / name / "town.jsonl")) == 12
    assert SHIPPED.with_name(line_judge.WEIGHTS).read_bytes() == shipped


def test_a_folder_without_sets_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("catboost")
    assert main([str(tmp_path)]) == 1
    assert "has no set" in capsys.readouterr().err
