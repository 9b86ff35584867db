"""`corpus stats`."""

import json

from tests.corpus.conftest import Ask


def test_stats_are_tables_with_aligned_columns(ask: Ask) -> None:
    result = ask("stats")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert "copydesk.db: 4 articles of 3 sites, " in lines[0]
    head = next(line for line in lines if line.startswith("site "))
    row = next(line for line in lines if line.startswith("harbourpost.example"))
    assert row.split()[1:3] == ["2", "2"]
    assert row.index("2") == head.index("articles")
    assert "inline-headline  1" in lines
    assert "refused        1" in lines
    assert "found=5 stored=4" in result.stdout
    assert not any(line.endswith(" ") for line in lines)


def test_json_has_all_numbers(ask: Ask) -> None:
    data = json.loads(ask("stats", "--json").stdout)
    assert [site["articles"] for site in data["sites"]] == [2, 1, 1]
    assert data["removals"] == {"breadcrumb": 1, "inline-headline": 1}
    assert data["languages"] == {"en": 2, "de": 1, "ja": 1}
    assert data["urls"] == {"stored": 4, "refused": 1}
    assert data["runs"][0]["counts"] == {"found": 5, "stored": 4}
    assert data["runs"][0]["started_at"].endswith("+00:00")
