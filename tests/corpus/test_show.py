"""`corpus show`, and how it finds an article."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cleaners.types import RelatedLink
from storage import open_store
from tests.corpus.conftest import Ask, page_at, written


@pytest.mark.parametrize(
    "which",
    [
        "1",
        "https://harbourpost.example/ferry",
        "http://www.harbourpost.example/ferry/?utm_source=x#top",
        "harbourpost.example/ferry",
    ],
)
def test_an_article_is_named_by_id_or_any_spelling_of_its_url(ask: Ask, which: str) -> None:
    assert ask("show", which).stdout == (
        "Ferry stops for repairs\n"
        "Ada Lind, Bo Marsh · 2025-11-03 07:40 +0200 · harbourpost.example\n"
        "https://harbourpost.example/ferry\n\n"
        "The ferry to Skarn stops for a week, the harbour office says.\n\n"
        "Who pays?\n\nNobody knows.\n\n"
        "Related:\n2  Mayor opens pier\n"
    )


def test_markdown_and_html_hold_the_link(ask: Ask) -> None:
    markdown = ask("show", "1", "--format", "markdown").stdout
    assert markdown.startswith("# Ferry stops for repairs\n\nThe ferry")
    assert markdown.endswith("## Who pays?\n\nNobody [knows](<https://e.example/x>).\n")
    page = ask("show", "1", "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert '<a href="https://e.example/x" rel="nofollow noopener">knows</a>' in page


def test_json_holds_the_whole_article(ask: Ask) -> None:
    data = json.loads(ask("show", "1", "--format", "json").stdout)
    assert data["id"] == 1
    assert data["published_at"] == "2025-11-03T07:40:00+02:00"
    assert data["fetched_at"] == "2025-11-20T12:00:00+00:00"
    assert [block["kind"] for block in data["blocks"]] == ["paragraph", "heading", "paragraph"]
    assert data["blocks"][1]["level"] == 2
    assert data["removals"][1]["step"] == "inline-headline"


@pytest.mark.parametrize("which", ["99", "0", "99999999999999999999", "9" * 5_000, "nonsense", ""])
def test_an_unknown_article_is_one_sentence(ask: Ask, which: str) -> None:
    result = ask("show", which)
    assert (result.exit_code, result.stdout) == (1, "")
    shown = which if len(which) <= 200 else f"{which[:199]}…"
    assert result.stderr.startswith(f"Error: There is no article {shown} in sqlite:///")
    assert result.stderr.endswith("`corpus search WORDS` shows ids and URLs.\n")
    assert result.stderr.count("\n") == 1


def test_a_url_that_the_crawl_refused_says_so(ask: Ask) -> None:
    result = ask("show", "https://harbourpost.example/login")
    assert "The crawl knows this URL as refused, robots." in result.stderr


def test_related_articles_are_named_with_the_ids_of_those_that_are_stored(
    home: Path, ask: Ask
) -> None:
    links = (
        RelatedLink("https://harbourpost.example/ferry", "Ferry stops", "inline-headline"),
        RelatedLink("https://harbourpost.example/later", "Not stored yet", "inline-headline"),
        RelatedLink("https://harbourpost.example/list", "From a list", "related-list"),
    )
    url = "https://harbourpost.example/pier"
    pier = replace(written(url, "Pier opens", "It opened."), links=links)
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        store.store_article(page_at(url, b"<p>It opened.</p>"), pier, "link")
    shown = ask("show", url).stdout
    assert shown.endswith(
        "It opened.\n\nRelated:\n1  Ferry stops\n"
        "https://harbourpost.example/later  Not stored yet\n"
    )
    data = json.loads(ask("show", url, "--format", "json").stdout)
    assert [link["article_id"] for link in data["links"]] == [1, None, None]


def test_the_same_story_elsewhere_is_named(home: Path, ask: Ask) -> None:
    wire = "The ferry was late by an hour, and nobody on the quay at Skarn knew why. "
    lines = [f"{n}. {wire}{n * n}, says the captain of boat {n * 7}." for n in range(12)]
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        for url in ("https://one.example/a", "https://two.example/b", "https://two.example/b?amp"):
            store.store_article(page_at(url), written(url, f"At {url}", *lines), "link")
    shown = ask("show", "5").stdout
    assert shown.endswith(
        "\nThe same story:\n"
        "6  At https://two.example/b  https://two.example/b\n"
        "7  At https://two.example/b?amp  https://two.example/b?amp\n"
    )
    data = json.loads(ask("show", "6", "--format", "json").stdout)
    assert [copy["id"] for copy in data["copies"]] == [5, 7]
    once = ask("search", "captain").stdout
    assert once.count(".example/") == once.count("(and 2 copies)") * 2 == 2
    everything = ask("search", "captain", "--all").stdout
    assert everything.count("https://two.example/b?amp") == 2
    assert "copies" not in everything
    rows = json.loads(ask("search", "captain", "--json").stdout)
    assert [row["copies"] for row in rows] == [2]
