"""What an article was is kept when its site edits it or other rules cut it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from cleaners.corrections import cut_of
from cleaners.memory import Recalled
from cleaners.rights import Notice, Rights
from cleaners.types import Page, RelatedLink, Removal
from storage import Store, by_hand
from storage.version_rows import text_hash
from tests.storage.examples import FETCHED, URL, add, article_at, full_article, page_at, same

ASKED = Recalled(0, frozenset())
LATER = FETCHED + timedelta(hours=6)
NOARCHIVE = Rights(noarchive=True, notices=(Notice("meta robots", "noarchive"),))


def later(**facts: Any) -> Page:
    """The same page, fetched again."""
    return page_at(body=b"<p>Later</p>", fetched_at=LATER, **facts)


def edit(store: Store, text: str = "It sails, the captain says.", **parts: Any) -> int:
    """Store the article as its site has edited it."""
    return store.store_article(later(), article_at(text=text, **parts), "feed")


def causes(store: Store, article_id: int) -> list[str]:
    return [version.origin for version in store.versions.history(article_id)]


def test_an_edit_keeps_what_was_there_whole(store: Store) -> None:
    rights = Rights(reserved=True, notices=(Notice("header tdm-reservation", "1"),))
    number = store.store_article(page_at(rights=rights), full_article(), "feed")
    before = store.article(number)
    now = replace(full_article(), blocks=article_at(text="Rewritten.").blocks)
    assert store.store_article(later(), now, "feed") == number

    first, second = store.versions.history(number)
    assert first.article is not None
    assert before is not None
    assert same(first.article, full_article())
    assert (first.number, first.origin, first.current) == (1, "first", False)
    assert (first.fetched_at, first.stored_at) == (FETCHED, before.stored_at)
    assert first.rights == rights
    assert first.text_hash == text_hash(full_article().text)
    assert (second.number, second.origin, second.current) == (2, "edited", True)
    assert (second.fetched_at, second.rights) == (LATER, Rights())
    assert second.article is not None
    assert second.article.text == "Rewritten."


def test_other_furniture_around_the_same_text_makes_no_version(store: Store) -> None:
    number = add(store)
    cut = (Removal(7, "share", "a share bar", "Share this"),)
    store.store_article(later(), article_at(removals=cut), "feed")
    now = store.article(number)
    assert now is not None
    assert now.article.removals == cut
    assert causes(store, number) == ["first"]
    assert store.versions.history(99) == []


def test_every_version_stays_in_order(store: Store) -> None:
    number = add(store)
    for words in ("One.", "Two.", "One.", "One."):
        edit(store, words)
    texts = [v.article.text for v in store.versions.history(number) if v.article]
    assert texts == ["After the long winter it sails again.", "One.", "Two.", "One."]


def test_new_rules_and_corrections_are_told_from_edits(store: Store) -> None:
    number = add(store, text=["It sails.", "Share this"])
    page = store.article(number)
    assert page is not None
    cut = article_at(text="It sails.", removals=(Removal(1, "share", "why", "Share this"),))
    assert store.renew_article(page.page_id, cut, ASKED)
    assert causes(store, number) == ["first"]  # a grown memory, by the same rules
    whole = article_at(text=["It sails.", "Share this"], rules_version="2")
    assert store.renew_article(page.page_id, whole, ASKED)
    restored = replace(cut, rules_version="2")
    assert store.renew_article(page.page_id, restored, ASKED, by_hand)
    assert not store.renew_article(page.page_id, restored, ASKED, by_hand)
    edit(store, rules_version="2")
    assert causes(store, number) == ["first", "recleaned", "corrected", "edited"]
    rules = [version.rules_version for version in store.versions.history(number)]
    assert rules == ["1", "2", "2", "2"]


def test_a_line_that_a_person_cuts_stays_in_the_version_before(store: Store) -> None:
    number = add(store, text=["It sails.", "Share this"])
    stored = store.article(number)
    assert stored is not None
    (made,) = store.correcting.add(number, [cut_of(stored.article, 1, "a share bar")])
    store.correcting.drop(made)
    texts = [v.article.text for v in store.versions.history(number) if v.article]
    assert texts == ["It sails.\nShare this", "It sails.", "It sails.\nShare this"]
    assert causes(store, number) == ["first", "corrected", "corrected"]


def test_a_copy_on_another_page_is_no_version_and_takes_its_own_along(store: Store) -> None:
    amp = f"{URL}/amp"
    number = store.store_article(page_at(amp), article_at(amp, text="Short."), "link")
    store.store_article(page_at(amp), article_at(amp, text="Longer."), "link")
    main = add(store)
    assert (causes(store, number), causes(store, main)) == (["first", "edited"], ["first"])
    store.store_article(page_at(amp), article_at(amp, canonical_url=URL, text="Longer."), "link")
    assert store.article(number) is None
    assert causes(store, main) == ["first", "edited"]


def test_what_wants_no_archive_leaves_no_former_text(store: Store, store_url: str) -> None:
    number = add(store, text="Zebrafinch.")
    edit(store, "Quokka.")
    store.store_article(later(rights=NOARCHIVE), article_at(text="Wombat."), "feed")
    assert [v.article and v.article.text for v in store.versions.history(number)] == [
        None,
        None,
        "Wombat.",
    ]
    edit(store, "Numbat.")
    assert [bool(v.article) for v in store.versions.history(number)] == [False] * 3 + [True]
    assert causes(store, number) == ["first", "edited", "edited", "edited"]
    assert contents(store_url) == [None, None, None]


def contents(url: str) -> list[object]:
    """What stands in the table, as SQL sees it."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = connection.execute(text("SELECT content FROM versions ORDER BY id"))
        rows = [row[0] for row in found]
    engine.dispose()
    return rows


@pytest.mark.parametrize(("today", "left"), [(date(2030, 6, 24), 1), (date(2030, 6, 25), 0)])
def test_a_former_text_goes_on_the_day_that_it_named(store: Store, today: date, left: int) -> None:
    ending = Rights(unavailable_after=datetime(2030, 6, 25, 15, tzinfo=UTC))
    number = store.store_article(page_at(rights=ending), article_at(), "feed")
    edit(store)
    store.withdrawing.expire(today)
    first, now = store.versions.history(number)
    assert bool(first.article) == bool(left)
    assert now.article is not None


def test_withdrawn_and_forgotten_articles_take_their_versions_along(
    store: Store, store_url: str
) -> None:
    for take_back in (lambda: store.withdrawing.withdraw([URL], "noindex"), lambda: forget(store)):
        add(store)
        edit(store)
        assert len(contents(store_url)) == 1
        take_back()
        assert contents(store_url) == []


def forget(store: Store) -> None:
    store.forgetting.forget("harbour.example")


def test_old_versions_lose_their_text_by_pruning(store: Store) -> None:
    number = add(store)
    edit(store)
    soon, ago = datetime.now(UTC) + timedelta(1), datetime.now(UTC) - timedelta(1)
    assert store.versions.prune(ago).pages == 0
    assert store.versions.prunable(soon).pages == 1
    pruned = store.versions.prune(soon)
    assert pruned.pages == 1
    assert pruned.stored_bytes > 100
    assert store.versions.prunable(soon).pages == 0
    assert [bool(v.article) for v in store.versions.history(number)] == [False, True]


def test_what_is_forgotten_is_named_in_no_version_of_another(store: Store) -> None:
    other = "https://harbour.example/news/other"
    add(store, URL, "Zebrafinch")
    store.store_article(later(), article_at(URL, "Quokka"), "feed")
    cuts = (
        Removal(3, "inline-headline", "is the title of another", "Zebrafinch"),
        Removal(4, "inline-headline", f"is the title of: {URL}", "Something"),
        Removal(5, "share", "a share bar", "Share this"),
    )
    links = (RelatedLink(URL, "Quokka", "inline-headline"), RelatedLink(None, "Pier", "list"))
    number = add(store, other, "Another", removals=cuts, links=links)
    add(store, other, "Another", text="Rewritten.", removals=cuts, links=links)
    store.forgetting.forget(URL)
    former, now = (version.article for version in store.versions.history(number))
    assert former is not None
    assert now is not None
    assert former.removals == now.removals == cuts[2:]
    assert former.links == now.links == links[1:]
    assert former.text == "After the long winter it sails again."
