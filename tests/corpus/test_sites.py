"""`corpus sites` and `corpus health`: how the sites are, from their own days."""

import json
from datetime import UTC, datetime, timedelta
from math import log
from pathlib import Path

import pytest

from storage import FoundUrl, Portrait, Visited, open_store
from tests.corpus.conftest import Ask

NOW = datetime.now(UTC).replace(hour=0, minute=0, second=1)
HOST = "harbourpost.example"


@pytest.fixture
def days(home: Path) -> None:
    """Twenty ordinary days of a site, and a today on which its articles have no date."""
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        for back in range(20, -1, -1):
            missing = {"published_at": 12} if back == 0 else {}
            looks = Portrait(12, 12 * log(400), 3.6, missing, "1")
            counts = {"found": 20, "stored": 12, "refused": 2, "failed": 0}
            at = NOW - timedelta(days=back)
            store.history.add_visits([Visited(HOST, at, "well", True, counts, {}, looks)])
        store.history.note(HOST, NOW.date(), ["missing-published_at"], [])


@pytest.mark.usefixtures("days")
def test_a_line_a_site_tells_success_articles_and_state(ask: Ask) -> None:
    lines = ask("sites").stdout.splitlines()
    titles = lines[0].split("  ")
    assert [title.strip() for title in titles if title] == [
        *("site", "last success", "7 d", "30 d", "articles", "state", "next due"),
    ]
    row = next(line for line in lines if line.startswith(HOST))
    assert f"{NOW:%Y-%m-%d}" in row
    assert row.split()[4:] == ["84", "252", "2", "missing-published_at"]
    other = next(line for line in lines if line.startswith("nadwa.example"))
    assert other.endswith("not crawled lately")
    data = {one["site"]: one for one in json.loads(ask("sites", "--json").stdout)}
    assert data[HOST]["articles_30d"] == 252


@pytest.mark.usefixtures("days")
def test_health_says_what_is_unlike_the_site_until_that_is_accepted(ask: Ask) -> None:
    told = ask("health", f"www.{HOST}").stdout
    assert f"{HOST}: 12 of 12 articles have no date; usually 0%. Look at an article" in told
    row = next(line for line in told.splitlines() if line.startswith(f"{NOW:%Y-%m-%d}"))
    assert row.split() == [
        *(f"{NOW:%Y-%m-%d}", "1", "20", "12", "2", "0"),
        *("400", "30%", "100%", "0%", "missing-published_at"),
    ]
    data = json.loads(ask("health", HOST, "--json").stdout)
    assert [one["name"] for one in data["unlike"]] == ["missing-published_at"]
    assert len(data["days"]) == 21
    assert ask("health", HOST, "--accept").exit_code == 0
    accepted = json.loads(ask("health", HOST, "--json").stdout)
    assert accepted["days"][-1]["flags"] == ["accepted:missing-published_at"]
    assert accepted["unlike"] == []
    assert ask("sites").stdout.splitlines()[1].split()[-1] == "well"


@pytest.mark.usefixtures("days")
def test_health_of_a_young_or_unknown_site_says_so(ask: Ask, home: Path) -> None:
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        store.frontier.add([FoundUrl("https://dead.example/", "link")])
    assert ask("health", "dead.example").stdout.startswith("dead.example: 0 days of history")
    nothing = ask("audit", "byline", "--site", "dead.example").stderr
    assert (
        nothing
        == "Error: Nothing of dead.example is stored; `corpus status dead.example` says why.\n"
    )
    assert ", none was tried yet." in ask("status", "dead.example").stdout
    young = ask("health", "nadwa.example").stdout
    assert young.startswith("nadwa.example: 0 days of history; from 14 on it is compared")
    unknown = ask("health", "harbour.example")
    assert unknown.exit_code == 1
    assert "There is no site harbour.example" in unknown.stderr
