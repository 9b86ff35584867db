"""`corpus forget`: takedowns."""

from pathlib import Path

from storage import Store
from tests.corpus.conftest import FERRY, Ask

URL = FERRY.url or ""


def test_an_article_is_deleted_after_a_question(ask: Ask, store: Store, home: Path) -> None:
    kept = ask("forget", URL, input="n\n")
    assert kept.exit_code == 1
    assert store.article(URL) is not None
    done = ask("forget", URL, input="y\n")
    assert done.exit_code == 0
    assert done.stdout == (
        "Forgotten: 1 article, 1 page, 1 URL of the ledger. It will not be fetched again.\n"
    )
    assert store.article(URL) is None
    assert b"Skarn" not in b"".join(file.read_bytes() for file in home.iterdir())


def test_a_host_is_deleted_without_a_question_if_one_says_yes(
    ask: Ask, store: Store, home: Path
) -> None:
    sites, other = home / "sites.toml", home / "recipes" / "nadwa.example.toml"
    other.parent.mkdir()
    for file, host in ((sites, "harbourpost.example"), (other, "nadwa.example")):
        file.write_text(f'[[site]]\nurl = "https://{host}/"\n')
    done = ask("forget", "www.harbourpost.example", "--yes")
    assert done.stderr.endswith(f"It is still named in {sites}, which is yours to change.\n")
    assert "Forgotten: 2 articles, 2 pages, 3 URLs of the ledger" in done.stdout
    assert {stored.site for stored in store.articles()} == {"tagesfenster.example", "nadwa.example"}


def test_what_names_nothing_is_told(ask: Ask) -> None:
    done = ask("forget", "harbourpost.example/ferry", "--yes")
    assert done.exit_code == 1
    assert "is no URL and no host; write https://HOST/PATH or HOST." in done.stderr
