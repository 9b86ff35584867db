"""The measurements of the store run, and say what they compare."""

import gzip
from pathlib import Path

import pytest

from quality.bench_store import main
from quality.synthetic_corpus import articles

PAGE = "<html><title>The ferry</title><article><h1>The ferry sails</h1>{}</article></html>"


def test_every_made_up_article_is_another_and_always_the_same() -> None:
    made = [article for _, article in articles(60, 3)]
    assert len({article.text for article in made}) == 60
    again = next(article for _, article in articles(1, 3, first=7))
    assert (again.title, again.text) == (made[7].title, made[7].text)
    lengths = sorted(len(article.text.split()) for article in made)
    assert 250 < lengths[30] < 700


def test_rows_and_searches_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--rows", "30", "--compare", "20", "--queries", "2"]) == 0
    said = capsys.readouterr().out
    for part in ("first 20 articles", "through Store", "prepared rows", "p50 below 20"):
        assert part in said
    assert "memory at most" in said


def test_writers_at_once_store_each_page_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--writers", "2", "--limit", "6"]) == 0
    assert "ended with an error: 0; articles 6, pages 6, missing 0" in capsys.readouterr().out


def test_real_pages_are_weighed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    html = tmp_path / "set" / "html"
    html.mkdir(parents=True)
    said = "".join(f"<p>The ferry sails again at {n} o'clock, says the captain.</p>" for n in "123")
    (html / "a.html.gz").write_bytes(gzip.compress(PAGE.format(said).encode()))
    gold = '{"id": "a", "url": "https://harbour.example/a", "text": "x"}\n'
    (tmp_path / "set" / "gold.jsonl").write_text(gold, "utf-8")
    assert main(["--pages", str(tmp_path)]) == 0
    assert "1 pages" in capsys.readouterr().out
    assert main(["--pages", str(tmp_path / "nowhere")]) == 1
