"""What is forgotten leaves no trace, and never comes back."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from cleaners.types import RelatedLink, Removal
from storage import FoundUrl, Stopped, Store, StoreError, erasing, open_store
from storage.forgetting import WhatIsStored
from storage.forgotten import ForgottenError
from tests.storage.examples import URL, article_at, page_at

SECRET = "Zebrafinch quokka wombat sentence"
TITLE = f"{SECRET} title"
AMP = "https://harbour.example/news/ferry/amp"
OTHER = "https://harbour.example/news/other"
ELSEWHERE = "https://quay.example/a"


def fill(store: Store) -> None:
    """An article with its twin, one that names it, one of another site; all in all places."""
    run = store.start_run(f"{URL}?utm_source=x")
    store.record_found([FoundUrl(URL, "feed", TITLE), FoundUrl(OTHER, "feed", "Another title")])
    body = f"<p>{SECRET} in raw</p>".encode()
    secret = article_at(URL, TITLE, text=f"{SECRET} in text.", canonical_url=URL)
    secret = replace(secret, removals=(Removal(9, "share", "why", f"{SECRET} cut"),))
    store.store_article(page_at(URL, body), secret, "feed")
    store.store_article(page_at(AMP, body), replace(secret, url=AMP), "link")
    naming = replace(
        article_at(OTHER, "Another title"),
        links=(RelatedLink(f"http://www.{URL[8:]}/", TITLE, "inline-headline"),),
        removals=(Removal(3, "inline-headline", f"is the title of: {URL}", TITLE),),
    )
    store.store_article(page_at(OTHER), naming, "feed")
    store.store_article(page_at(ELSEWHERE), article_at(ELSEWHERE, "Quay"), "feed")
    store.finish_run(run, {"found": 2}, {})


def everything(url: str) -> str:
    """All text that stands in the database."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        names = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'article_terms'"
            if engine.dialect.name == "sqlite"
            else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
        tables = [row[0] for row in connection.execute(text(names))]
        rows = [connection.execute(text(f"SELECT * FROM {name}")).all() for name in tables]
    engine.dispose()
    return str(rows)


def test_a_url_is_forgotten_in_every_spelling_and_place(store: Store, store_url: str) -> None:
    fill(store)
    asked = f"http://www.{URL[8:]}?utm_source=mail#top"
    assert store.forgetting.look(asked) == WhatIsStored(articles=1, pages=2, urls=2)
    assert store.forgetting.forget(asked) == WhatIsStored(articles=1, pages=2, urls=2)
    store.forgetting.scrub()
    left = everything(store_url)
    for trace in (SECRET, "zebrafinch", "quokka", "/news/ferry"):
        assert trace not in left
    assert store.article(OTHER) is not None
    assert store.article(ELSEWHERE) is not None
    assert store.stats().urls["stored"] == 2


def stopped(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_host_is_forgotten_though_the_first_try_is_stopped_and_others_stay(
    store: Store, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    assert store.forgetting.look("www.harbour.example") == WhatIsStored(2, 3, 3)
    store.hosts.enter("harbour.example", 1)
    store.hosts.keep_file("https://harbour.example/robots.txt", b"User-agent: *")
    begun = Stopped("harbour.example", 1, 1, datetime.now(UTC))
    store.recleans.note('["www.harbour.example", null]', begun)
    with monkeypatch.context() as patch:
        patch.setattr(erasing, "_erase_rest", stopped)
        with pytest.raises(KeyboardInterrupt):
            store.forgetting.forget("www.harbour.example")
    assert store.forgetting.is_forgotten(URL)
    assert store.forgetting.forget("www.harbour.example") == WhatIsStored(0, 0, 0), "the rest"
    left = everything(store_url)
    assert "harbour.example" not in left
    assert SECRET not in left
    assert store.article(ELSEWHERE) is not None


def test_what_was_forgotten_is_never_written_again(store: Store) -> None:
    fill(store)
    store.forgetting.forget(URL)
    store.forgetting.forget("quay.example")
    assert store.record_found([FoundUrl(f"{URL}/", "feed", TITLE)]) == 0
    assert store.record_found([FoundUrl(f"{ELSEWHERE}/2", "feed")]) == 0
    store.record_outcome(URL, "failed", "timeout")
    assert store.url_status(URL) is None
    for url, canonical in ((URL, None), (AMP, None), (f"{ELSEWHERE}/2", None), (f"{OTHER}2", URL)):
        with pytest.raises(ForgottenError):
            store.store_article(page_at(url), article_at(url, canonical_url=canonical), "link")
    known = store.forgetting.known()
    assert [known.has(u) for u in (URL, AMP, f"{ELSEWHERE}/9", OTHER)] == [True, True, True, False]
    assert store.forgetting.is_forgotten(f"{ELSEWHERE}/9")
    store.store_article(page_at(OTHER), article_at(OTHER, "Another title"), "link")


def test_no_byte_of_it_is_left_in_the_files_of_sqlite(tmp_path: Path) -> None:
    file = tmp_path / "copydesk.db"
    with open_store(f"sqlite:///{file}") as store:
        fill(store)
        store.store_article(page_at(URL), article_at(URL, TITLE, text="Shorter."), "feed")
        store.forgetting.forget(URL)
        store.forgetting.scrub()
        read = b"".join(path.read_bytes() for path in tmp_path.iterdir()).lower()
        assert b"zebrafinch" not in read
        assert b"quokka" not in read
    (tmp_path / "copydesk.db.backup-0003-20260101T000000Z").write_bytes(b"")
    with open_store(f"sqlite:///{file}") as store:
        assert [copy.name[:18] for copy in store.forgetting.copies()] == ["copydesk.db.backup"]


@pytest.mark.parametrize("what", ["", "not a host", "harbour.example/path", "file:///etc/passwd"])
def test_what_names_nothing_is_refused(store: Store, what: str) -> None:
    if "://" in what:
        assert store.forgetting.look(what) == WhatIsStored(0, 0, 0)
    else:
        with pytest.raises(StoreError, match="is no URL and no host"):
            store.forgetting.forget(what)
