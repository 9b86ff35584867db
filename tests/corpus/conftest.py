"""A shelf: a real store on a SQLite file with four articles that were made by hand."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleaners.types import Article, Block, Link, Note, Page, RelatedLink, Removal
from corpus.cli import main
from storage import Store, open_store

Ask = Callable[..., Result]
FETCHED = datetime(2025, 11, 20, 12, 0, tzinfo=UTC)


def written(
    url: str, title: str, *paragraphs: str, language: str = "en", day: int = 3, **more: object
) -> Article:
    """An article made by hand, published in November 2025, two hours east of Greenwich."""
    blocks = tuple(Block(n, "paragraph", text) for n, text in enumerate(paragraphs, 1))
    fields: dict[str, object] = {
        "url": url,
        "canonical_url": None,
        "title": title,
        "description": None,
        "authors": ("Ada Lind", "Bo Marsh"),
        "published_at": datetime(2025, 11, day, 7, 40, tzinfo=timezone(timedelta(hours=2))),
        "modified_at": None,
        "section": "Harbour",
        "tags": ("ferry", "sea"),
        "language": language,
        "site_name": "Harbour Post",
        "credit": None,
        "blocks": blocks,
        "images": (),
        "lead_image": None,
        "kind": "article",
        "paywall": "none",
        "links": (),
        "removals": (),
        "notes": (),
        "confidence": 0.9,
        "rules_version": "1",
    }
    return Article(**{**fields, **more})  # type: ignore[arg-type]


FERRY = written(
    "https://harbourpost.example/ferry",
    "Ferry stops for repairs",
    "The ferry to Skarn stops for a week, the harbour office says.",
    "Nobody knows when <it> returns.",
    blocks=(
        Block(1, "paragraph", "The ferry to Skarn stops for a week, the harbour office says."),
        Block(3, "heading", "Who pays?", 2),
        Block(4, "paragraph", "Nobody knows.", links=(Link("https://e.example/x", "knows"),)),
    ),
    removals=(
        Removal(0, "breadcrumb", "the first line repeats the title", "Home › Ferry stops"),
        Removal(2, "inline-headline", "it is the title of another article", "Mayor opens pier"),
    ),
    links=(RelatedLink("https://harbourpost.example/pier", "Mayor opens pier", "inline-headline"),),
    notes=(Note("too-short", "The article has only 16 words."),),
)
PIER = written(
    "https://harbourpost.example/pier", "Mayor opens pier", "The pier is open.", "=1+1", day=10
)
STRASSE = written(
    "https://tagesfenster.example/strasse",
    "Neue Straße für Überlingen",
    "Die Straße wird im Frühjahr gebaut.",
    language="de",
    day=12,
)
UMI = written(
    "https://nadwa.example/umi", "-海の日", "海はきれいです。", language="ja", day=15, authors=()
)
SHELF = (FERRY, PIER, STRASSE, UMI)


def page_at(url: str, body: bytes = b"<p>Hello</p>") -> Page:
    return Page(url, url, 200, (("content-type", "text/html; charset=utf-8"),), FETCHED, body)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds the shelf, to be copied: making its tables and articles takes 0.5 s."""
    file = tmp_path_factory.mktemp("shelf") / "copydesk.db"
    with open_store(f"sqlite:///{file}") as store:
        for article in SHELF:
            assert article.url is not None
            store.store_article(page_at(article.url), article, "link")
        store.record_outcome("https://harbourpost.example/login", "refused", "robots")
        run = store.start_run("https://harbourpost.example/")
        store.finish_run(run, {"found": 5, "stored": 4}, {"refused: robots": 1})
    return file


@pytest.fixture
def home(tmp_path: Path, shelf: Path) -> Path:
    """A home folder whose database holds the shelf, with the ids 1 to 4."""
    shutil.copy(shelf, tmp_path / "copydesk.db")
    return tmp_path


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """The store of that home."""
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as opened:
        yield opened


@pytest.fixture
def ask(home: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Runs `corpus` with these arguments in that home, away from the terminal."""
    for name in ("DATABASE_URL", "COPYDESK_HOME", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, **how: object) -> Result:
        result = CliRunner().invoke(main, ["--home", str(home), *arguments], **how)  # type: ignore[arg-type]
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    return run
