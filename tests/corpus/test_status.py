"""`corpus status`: why an article is or is not there, in sentences."""

from dataclasses import replace
from pathlib import Path

from storage import FoundUrl, Holder, open_store
from tests.corpus.conftest import FERRY, Ask, page_at


def test_a_stored_article_says_how_it_was_found_and_where_it_is(ask: Ask) -> None:
    assert FERRY.url is not None
    lines = ask("status", FERRY.url).stdout.splitlines()
    assert lines[0] == FERRY.url
    assert lines[1].startswith("Found on 2")
    assert lines[1].endswith(": a page linked to it.")
    assert ", HTTP status 200." in lines[2]
    assert lines[3] == "Its page is stored."
    assert lines[4].startswith("Its article is 1: Ferry stops for repairs, ")
    assert lines[5] == "`corpus show 1` prints it, `corpus explain 1` what was cut."


def test_what_was_refused_says_why_and_what_can_be_done(ask: Ask) -> None:
    told = ask("status", "harbourpost.example/login").stdout
    assert "It was refused: robots." in told
    assert "robots.txt forbids it: ask the site for permission" in told


def test_what_failed_was_found_or_lies_in_quarantine_says_so(ask: Ask, home: Path) -> None:
    base = "https://harbourpost.example"
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        for _ in range(3):
            store.record_outcome(f"{base}/slow", "failed", "timeout", found_by="feed")
        store.record_found([FoundUrl(f"{base}/later", "sitemap")])
        store.store_unclean(page_at(f"{base}/odd"), "clean-timeout", "link")
    slow = ask("status", f"{base}/slow").stdout
    assert "a feed named it." in slow
    assert "Tried 3 times, last on " in slow
    assert "The last try failed: timeout.\nThe next run tries again; if it stays so," in slow
    assert "It was not fetched yet" in ask("status", f"{base}/later").stdout
    assert "could not be cleaned: clean-timeout.\n`corpus quarantine`" in (
        ask("status", f"{base}/odd").stdout
    )


def test_a_host_that_asked_for_rest_says_until_when(ask: Ask, home: Path) -> None:
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        store.hosts.close("harbourpost.example", lambda _: 3600.0, "http-429, Retry-After 3600")
    told = ask("status", "harbourpost.example").stdout
    assert "All crawls leave it alone until " in told
    assert ": http-429, Retry-After 3600." in told


def test_a_site_says_whether_the_crawl_on_it_is_alive(ask: Ask, home: Path) -> None:
    alive = Holder.new()
    assert alive.process is not None
    dead = replace(alive, id="dead", process=f"{alive.process}0")
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        store.leases.take("harbourpost.example", dead, 60)
        was = ask("status", "harbourpost.example").stdout
        store.leases.take("harbourpost.example", alive, 60)
        now = ask("status", "harbourpost.example").stdout
        store.leases.give_back(alive)
    assert "A crawl was on it and has died: " in was
    assert "A crawl is on it: " in now


def test_what_no_crawl_met_says_so(ask: Ask) -> None:
    for which in ("https://harbourpost.example/never", "nowhere.example"):
        result = ask("status", which)
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: No crawl met ")


def test_a_host_has_its_urls_by_state_and_reason(ask: Ask) -> None:
    for which in ("harbourpost.example", "https://www.harbourpost.example/"):
        told = ask("status", which).stdout
        assert told.startswith("harbourpost.example: known since ")
        assert "2 articles." in told.splitlines()[0]
        assert "stored            2" in told
        assert "refused: robots     1" in told
