"""`corpus quarantine`: what broke the cleaner is seen, cleaned again, dropped."""

import json
from dataclasses import replace

from cleaners.cleaning import RULES_VERSION
from cleaners.rights import Rights
from storage import Store
from tests.corpus.conftest import Ask, page_at
from tests.crawler.server import article, front

GOOD = "https://harbourpost.example/good"
HOLLOW = "https://harbourpost.example/hollow"
LIST = "https://nadwa.example/2025/list"
PDF = "https://nadwa.example/pdf"


def fill(store: Store) -> None:
    """Four pages that older rules broke on: an article, an empty shell, a list, a PDF file."""
    many = [(f"/2025/story-number-{n}-of-the-list", f"Story number {n} is told") for n in range(30)]
    bodies = {GOOD: article("Rain"), HOLLOW: b"<html><script>x()</script>", LIST: front(many)}
    for url, body in (*bodies.items(), (PDF, b"%PDF-1.7")):
        store.store_unclean(page_at(url, body), "clean-crash: the worker ended", "feed", "old")


def test_the_list_shows_reason_size_and_url_and_can_be_narrowed(store: Store, ask: Ask) -> None:
    fill(store)
    done = ask("quarantine", "list", "--site", "nadwa.example")
    first, second = done.stdout.splitlines()
    assert first.endswith(f"bytes  1 try  clean-crash: the worker ended  {LIST}")
    assert second.endswith(f"8 bytes  1 try  clean-crash: the worker ended  {PDF}")
    assert "2 pages in quarantine" in done.stderr
    rows = json.loads(ask("quarantine", "list", "--json").stdout)
    assert [row["url"] for row in rows] == [GOOD, HOLLOW, LIST, PDF]
    assert ask("quarantine", "list", "--reason", "no-text").stdout == ""


def test_a_page_is_shown_with_its_source_or_as_raw_bytes(store: Store, ask: Ask) -> None:
    fill(store)
    shown = ask("quarantine", "show", HOLLOW).stdout
    assert "reason: clean-crash: the worker ended" in shown
    assert "content-type: text/html" in shown
    assert shown.rstrip().endswith("<html><script>x()</script>")
    assert ask("quarantine", "show", PDF, "--raw").stdout_bytes == b"%PDF-1.7"
    stored = store.quarantine.bytes_of(store.quarantine.pages(url=PDF)[0].id)
    assert stored is not None
    marked = replace(stored.page, rights=Rights(noarchive=True))
    store.store_unclean(marked, "clean-crash", "link")
    assert "--include-noarchive writes it" in ask("quarantine", "show", PDF, "--raw").stderr
    taken = ask("quarantine", "show", PDF, "--raw", "--include-noarchive")
    assert taken.stdout_bytes == b"%PDF-1.7"
    missing = ask("quarantine", "show", "https://e.example/x")
    assert missing.exit_code == 1
    assert "is not in quarantine" in missing.stderr


def test_retry_cleans_the_bytes_again_as_a_crawl_would(store: Store, ask: Ask) -> None:
    fill(store)
    done = ask("quarantine", "retry")
    assert done.stdout.splitlines()[-1] == "stored 1, refused 2, still in quarantine 1"
    assert f"{GOOD}: stored" in done.stdout
    assert "not-html: a PDF file" in done.stdout
    found = store.article(GOOD)
    assert found is not None
    assert found.article.title == "Rain"
    states = {url: store.url_status(url) for url in (LIST, PDF, HOLLOW)}
    told = {url: (s.state, (s.reason or "").split(":")[0]) for url, s in states.items() if s}
    assert told == {
        LIST: ("refused", "list-page"),
        PDF: ("refused", "not-html"),
        HOLLOW: ("quarantined", "no-text"),
    }
    check_spared(store, ask)


def check_spared(store: Store, ask: Ask) -> None:
    """Rules that broke on a page twice are spared it, unless it is named."""
    ask("quarantine", "retry")
    (left,) = store.quarantine.pages()
    assert (left.tries, left.cleaner) == (2, RULES_VERSION)
    again = ask("quarantine", "retry").stdout
    assert "1 not tried: these rules have broken on them twice" in again
    named = ask("quarantine", "retry", HOLLOW).stdout
    assert f"{HOLLOW}: still in quarantine, no-text" in named


def test_drop_deletes_what_is_named_and_nothing_else(store: Store, ask: Ask) -> None:
    fill(store)
    refused = ask("quarantine", "drop")
    assert refused.exit_code == 2
    assert "Say which pages to drop" in refused.stderr
    assert ask("quarantine", "drop", PDF).stdout == "dropped 1 page\n"
    assert ask("quarantine", "drop", "--site", "harbourpost.example").stdout == "dropped 2 pages\n"
    assert [page.url for page in store.quarantine.pages()] == [LIST]
    status = store.url_status(PDF)
    assert status is not None
    assert (status.state, status.reason) == ("refused", "dropped")


def test_what_is_to_be_fetched_again_is_due_and_leaves_the_quarantine(
    store: Store, ask: Ask
) -> None:
    fill(store)
    assert "Say which pages to fetch again" in ask("quarantine", "refetch").stderr
    said = ask("quarantine", "refetch", "--site", "harbourpost.example").stdout
    assert said == "2 pages are due: `corpus crawl` fetches what is due\n"
    assert [page.url for page in store.quarantine.pages()] == [LIST, PDF]
    states = store.frontier.statuses([GOOD, HOLLOW])
    assert [one.state for one in states.values()] == ["due", "due"]
