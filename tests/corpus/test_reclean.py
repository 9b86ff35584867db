"""`corpus reclean`: articles rebuilt from the stored pages, in real worker processes."""

import json
import multiprocessing
import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleaners import clean
from cleaners.recipe import NO_RECIPE
from cleaners.types import Removal
from corpus.cli import main
from corpus.commands.reclean import name_failed
from corpus.reclean import Recleaning
from corpus.reclean import reclean as reclean_store
from corpus.resuming import course, scope_of
from storage import Filters, FoundUrl, Store, open_store
from tests.corpus.conftest import page_at, written
from tests.corpus.test_clean import PAGE, TEXT

FERRY, PIER, LATER = (f"https://a.example/{name}" for name in ("ferry", "pier", "later"))
PICTURE, BROKEN = "https://b.example/picture", "https://b.example/broken"
PIER_PAGE = PAGE.replace("Ferry stops for repairs", "Mayor opens the pier at last").replace(
    "<title>", f'<link rel="canonical" href="{PIER}"><title>'
)


@pytest.fixture(scope="module")
def recleaned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an old article, one up to date and its twin, a picture, a page in quarantine."""
    file = tmp_path_factory.mktemp("recleaned") / "copydesk.db"
    with open_store(f"sqlite:///{file}") as store:
        old = written(FERRY, "Ferry stops for repairs", "Text of an older rule.")
        store.store_article(page_at(FERRY, PAGE.encode()), old, "feed")
        for url in (PIER, f"{PIER}?print=1"):
            pier = page_at(url, PIER_PAGE.encode())
            store.store_article(pier, clean(pier), "link")
        kept = written(PICTURE, "A picture, once", "It was cleaned when it was a page.")
        store.store_article(page_at(PICTURE, b"\x89PNG\r\n\x1a\n"), kept, "link")
        store.store_unclean(page_at(BROKEN, PAGE.encode()), "timeout", "sitemap")
    return file


@pytest.fixture
def home(tmp_path: Path, recleaned: Path) -> Path:
    """A home folder with that store."""
    shutil.copy(recleaned, tmp_path / "copydesk.db")
    return tmp_path


def opened(home: Path) -> Store:
    return open_store(f"sqlite:///{home / 'copydesk.db'}")


def reclean(home: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(
        main, ["--home", str(home), "reclean", "--workers", "1", *arguments]
    )
    assert result.exception is None or isinstance(result.exception, SystemExit), result
    return result


def test_articles_are_rebuilt_and_one_bad_page_stops_nothing(home: Path) -> None:
    result = reclean(home)
    assert result.exit_code == 0
    assert result.stdout == "failed: not-html: 1\nrecleaned=4 changed=2 failed=1\n"
    assert result.stderr == f"failed: not-html: {PICTURE}\n"
    with opened(home) as store:
        ferry, picture, broken = (store.article(url) for url in (FERRY, PICTURE, BROKEN))
        assert ferry is not None
        assert (ferry.id, ferry.article.text) == (1, TEXT)
        assert picture is not None
        assert picture.article.title == "A picture, once"
        assert broken is not None
        assert broken.article.text == TEXT
        status = store.url_status(BROKEN)
        assert status is not None
        assert (status.state, status.article_id) == ("stored", broken.id)
        assert len(list(store.articles())) == 4
    assert reclean(home).stdout.endswith("recleaned=4 changed=0 failed=1\n")


def test_a_site_can_be_recleaned_alone_and_a_terminal_shows_how_far_it_is(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    result = reclean(home, "--site", "a.example")
    assert result.stdout == "recleaned=3 changed=1 failed=0\n"
    assert "recleaning" in result.stderr
    assert "3/3" in result.stderr
    with opened(home) as store:
        assert store.article(BROKEN) is None


def make_endless(home: Path, url: str, title: str) -> None:
    """Store a page within all limits there that takes two seconds of a fast machine."""
    words = "Ferry %d goes past pier %d, and on it goes to harbour %d in wind and in rain. "
    link = "<a href='/a/%d-%d'>It comes back by harbour %d at night.</a> "
    body = "".join(
        f"<p>{''.join((words + link) % (n, k, n * k, n, k, n + k) for k in range(9))}</p>"
        for n in range(11_900)
    ).encode()
    with opened(home) as store:
        old = written(url, title, "Text of an older rule.")
        store.store_article(page_at(url, body), old, "feed")


def test_a_page_that_takes_too_long_keeps_its_article(home: Path) -> None:
    make_endless(home, FERRY, "Ferry stops for repairs")
    result = reclean(home, "--site", "a.example", "--seconds", "0.4")
    assert result.stdout == "failed: timeout: 1\nrecleaned=2 changed=0 failed=1\n"
    with opened(home) as store:
        ferry = store.article(FERRY)
        assert ferry is not None
        assert ferry.article.text == "Text of an older rule."


def test_a_page_whose_worker_dies_is_marked_and_the_next_one_is_cleaned(home: Path) -> None:
    make_endless(home, PIER, "Mayor opens the pier at last")
    heard = []

    def kill_after_the_first(url: str, reason: str | None) -> None:
        heard.append((url, reason))
        if len(heard) == 1:
            time.sleep(0.3)
            (worker,) = multiprocessing.active_children()
            worker.kill()

    how = Recleaning(1, 60, lambda _: NO_RECIPE, kill_after_the_first)
    with opened(home) as store:
        store.store_unclean(page_at(LATER, PAGE.encode()), "timeout", "link")
        summary = reclean_store(store, Filters(site="a.example"), how)
    assert heard == [(FERRY, None), (PIER, "crashed"), (f"{PIER}?print=1", None), (LATER, None)]
    assert (summary.recleaned, dict(summary.failed)) == (3, {"crashed": 1})


def test_a_recipe_of_the_home_is_obeyed(home: Path) -> None:
    (home / "recipes").mkdir()
    (home / "recipes" / "a.example.toml").write_text(
        'site = "a.example"\n[[strip]]\ntext = "Until it returns"\nwhy = "it is in every text"\n'
    )
    reclean(home, "--site", "a.example")
    with opened(home) as store:
        ferry = store.article(FERRY)
        assert ferry is not None
        assert ferry.article.text == "\n".join(TEXT.split("\n")[:2])
        assert [r.step for r in ferry.article.removals if "Until" in r.text] == ["recipe"]


def test_a_site_that_is_not_there_is_an_error_with_those_that_are(home: Path) -> None:
    result = reclean(home, "--site", "c.example")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: There is no site c.example in sqlite:///{home / 'copydesk.db'};"
        " there are b.example, a.example.\n"
    )


def test_a_recipe_that_cannot_be_read_is_one_sentence(home: Path) -> None:
    (home / "recipes").mkdir()
    (home / "recipes" / "a.example.toml").write_text("site = ")
    result = reclean(home)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {home}/recipes/a.example.toml: cannot be read")
    assert result.stderr.count("\n") == 1


def origins(home: Path, url: str) -> list[str]:
    """How the versions of an article came, the first one first."""
    with opened(home) as store:
        stored = store.article(url)
        assert stored is not None
        return [version.origin for version in store.versions.history(stored.id)]


def test_only_stale_articles_are_cleaned_where_that_is_asked_for(home: Path) -> None:
    stale = ("--stale", "--site", "a.example")
    assert reclean(home, *stale).stdout == "recleaned=2 changed=1 failed=0\n"
    assert origins(home, FERRY) == ["first", "recleaned"]
    line = TEXT.split("\n")[1]
    with opened(home) as store:
        store.record_found([FoundUrl(f"{LATER}-still", "feed", line)])
    result = reclean(home, *stale)
    assert result.stdout == "recleaned=2 changed=2 failed=0\n"
    with opened(home) as store:
        ferry = store.article(FERRY)
        assert ferry is not None
        assert line not in ferry.article.text
    assert reclean(home, *stale).stdout == "recleaned=0 changed=0 failed=0\n"
    assert origins(home, FERRY) == ["first", "recleaned"]  # a grown memory makes no version
    assert origins(home, PIER) == ["first"]


def test_what_would_change_is_told_and_nothing_is_changed(home: Path) -> None:
    (home / "recipes").mkdir()
    (home / "recipes" / "b.example.toml").write_text(
        'site = "b.example"\n[[strip]]\ntext = "Until it returns"\nwhy = "in every text"\n'
    )
    told = reclean(home, "--dry-run")
    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        "site       pages  change  in their text  text that goes  text that comes",
        "a.example      3       1              1           7.77%           91.52%",
        "b.example      1       1              1           0.00%            0.00%",
        "",
        "The largest differences, in characters that go and come:",
        f"-22 +{len(TEXT) - 2}  {FERRY}",
        "    - Text of an older rule.",
        *(f"    + {line}" for line in TEXT.split("\n")),
        f"-0 +{len(TEXT.rsplit(chr(10), 1)[0]) - 1}  {BROKEN}",
        *(f"    + {line}" for line in TEXT.split("\n")[:2]),
        "",
        "failed: not-html: 1",
        "would-change=2 of=4 failed=1",
    ]
    data = json.loads(reclean(home, "--dry-run", "--json", "--site", "a.example").stdout)
    assert (data["pages"], data["changed"], data["failed"]) == (3, 1, {})
    assert data["largest"][0]["url"] == FERRY
    assert data["sites"]["a.example"]["lost"] == 22
    with opened(home) as store:
        assert store.article(BROKEN) is None
        ferry = store.article(FERRY)
        assert ferry is not None
        assert ferry.article.text == "Text of an older rule."


def test_a_recleaning_that_was_stopped_goes_on_where_it_was(home: Path) -> None:
    heard = []

    def stop_after_two(url: str, _reason: str | None) -> None:
        heard.append(url)
        if len(heard) == 2:
            raise KeyboardInterrupt

    how = Recleaning(1, 60, lambda _: NO_RECIPE, stop_after_two)
    with opened(home) as store:
        filters = Filters(kinds=None)
        scope = scope_of(store, filters, None, how.recipe_of)
        with pytest.raises(KeyboardInterrupt), course(store, scope, anew=False) as going:
            reclean_store(store, filters, how, going.start, going.note)
    assert heard == [FERRY, PIER]
    again = reclean(home)
    assert again.stderr.startswith("Going on after 2 pages of the recleaning that began ")
    assert again.stdout.endswith("recleaned=2 changed=1 failed=1\n")
    with opened(home) as store:
        assert store.recleans.stopped(scope) is None


def test_what_one_step_cut_is_cleaned_again_and_what_a_new_recipe_touches_is_stale(
    home: Path,
) -> None:
    with opened(home) as store:
        cut = (Removal(9, "share", "a share bar", "Share"),)
        old = written(FERRY, "Ferry stops for repairs", "Text of an older rule.", removals=cut)
        store.store_article(page_at(FERRY, PAGE.encode()), old, "feed")
    assert reclean(home, "--step", "share").stdout == "recleaned=1 changed=1 failed=0\n"
    assert reclean(home, "--step", "share").stdout == "recleaned=0 changed=0 failed=0\n"
    stale = ("--stale", "--site", "a.example")
    for none in (("--author", "nobody", *stale), ("--until", "2001-01-01"), ("--section", "x")):
        assert reclean(home, *none).stdout == "recleaned=0 changed=0 failed=0\n"
    reclean(home, *stale)
    (home / "recipes").mkdir()
    (home / "recipes" / "a.example.toml").write_text(
        'site = "a.example"\n[[strip]]\ntext = "Until it returns"\nwhy = "in every text"\n'
    )
    assert reclean(home, *stale, "--dry-run").stdout.endswith("would-change=2 of=2 failed=0\n")
    assert (
        reclean(home, *stale, "--until", "2099-01-01").stdout == "recleaned=2 changed=2 failed=0\n"
    )
    assert origins(home, PIER) == ["first", "recleaned"]
    assert reclean(home, *stale).stdout == "recleaned=0 changed=0 failed=0\n"


def test_a_terminal_names_the_first_of_many_pages_that_fail_for_one_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for terminal, lines in ((False, 40), (True, 21)):
        monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)  # noqa: B023
        for number in range(1, 41):
            name_failed(f"https://a.example/{number}", "empty", number)
        said = capsys.readouterr().err.splitlines()
        assert len(said) == lines
    assert said[-1] == "failed: empty: and more, which 2> FILE would name"


def test_articles_whose_raw_page_is_gone_are_counted(home: Path) -> None:
    with opened(home) as store:
        store.history.prune(datetime(2025, 11, 21, tzinfo=UTC))
    for arguments in (("--dry-run",), (), ("--stale",)):
        said = reclean(home, "--site", "a.example", *arguments).stderr
        assert said.startswith("2 articles have no raw page any more (pruned, or its publisher")
