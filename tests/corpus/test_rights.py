"""What publishers reserve: told with the article, left out of exports."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cleaners.rights import Notice, Rights
from storage import Store
from tests.corpus.conftest import FERRY, PIER, Ask, page_at

RESERVED = Rights(reserved=True, notices=(Notice("header tdm-reservation", "1"),))
ENDING = Rights(
    noarchive=True,
    unavailable_after=datetime(2030, 6, 25, tzinfo=UTC),
    notices=(Notice("meta robots", "noarchive, unavailable_after: 2030-06-25"),),
)


@pytest.fixture(autouse=True)
def reserve(store: Store) -> None:
    for article, rights in ((FERRY, RESERVED), (PIER, ENDING)):
        page = replace(page_at(article.url or ""), rights=rights)
        store.store_article(page, article, "link")


@pytest.mark.parametrize("form", ["jsonl", "csv", "markdown"])
def test_reserved_articles_are_left_out_and_counted(ask: Ask, form: str) -> None:
    done = ask("export", "--format", form)
    assert "Ferry stops" not in done.stdout.split("Mayor opens pier")[0]
    assert done.stderr == "1 reserved article left out; --include-reserved writes them too.\n"
    everything = ask("export", "--format", form, "--include-reserved")
    assert "Ferry stops for repairs" in everything.stdout
    assert everything.stderr == ""


def test_what_is_left_out_is_counted_with_the_filters(ask: Ask) -> None:
    assert ask("export", "--format", "jsonl", "--lang", "de").stderr == ""


def test_json_has_the_statements_as_they_stand_there(ask: Ask) -> None:
    lines = ask("export", "--format", "jsonl", "--site", "harbourpost.example").stdout
    assert json.loads(lines.splitlines()[0])["rights"] == {
        "reserved": False,
        "noarchive": True,
        "unavailable_after": "2030-06-25T00:00:00+00:00",
        "notices": [{"place": "meta robots", "text": "noarchive, unavailable_after: 2030-06-25"}],
    }


def test_show_and_explain_tell_the_rights(ask: Ask) -> None:
    told = "reserved (header tdm-reservation: 1)"
    assert f"\nRights: {told}\n" in ask("show", "1").stdout
    assert told in ask("explain", "1").stdout
    assert "noarchive, gone from 2030-06-25 (meta robots: noarchive," in ask("show", "2").stdout
    assert "Rights" not in ask("show", "3").stdout
