"""The measure of searches asks a store of every kind of question."""

from pathlib import Path

import pytest

from quality.bench_search import main
from storage import open_store
from tests.storage.examples import add


def test_each_kind_of_question_has_its_times(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'copydesk.db'}"
    with open_store(url) as store:
        for n in range(3):
            add(store, f"https://a.example/{n}", text=f"The ferry number {n} sails again today.")

    main([url, "--questions", "1"])

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["search,", "ms", "p50", "p99", "hits"]
    assert lines.pop().startswith("to reach: p50 below 20 ")
    assert len(lines) == 19
    figures = [[float(figure) for figure in line.split()[-3:]] for line in lines[1:]]
    assert all(0 < p50 <= p99 for p50, p99, _ in figures)
    assert sum(hits for _, _, hits in figures) > 10


def test_a_store_without_articles_is_said_to_be_empty(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'copydesk.db'}"
    open_store(url).close()
    with pytest.raises(SystemExit, match="no article"):
        main([url])
