"""What publishers take back or reserve."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cleaners.rights import Notice, Rights
from storage import Filters, Store
from tests.storage.examples import URL, article_at, page_at

RESERVED = Rights(reserved=True, notices=(Notice("header tdm-reservation", "1"),))
ENDING = Rights(
    noarchive=True,
    unavailable_after=datetime(2030, 6, 25, 15, tzinfo=UTC),
    notices=(Notice("meta robots", "noarchive, unavailable_after: 2030-06-25T15:00Z"),),
)


def keep(store: Store, url: str, rights: Rights = Rights()) -> int:  # noqa: B008 - frozen
    page = page_at(url, rights=rights)
    return store.store_article(page, article_at(url, title=f"The title of {url}"), "link")


def test_rights_come_back_with_article_and_page(store: Store) -> None:
    number = keep(store, URL, ENDING)
    article, page = store.article(number), store.page_of(number)
    assert article is not None
    assert page is not None
    assert article.rights == page.page.rights == ENDING
    keep(store, URL)
    again = store.article(number)
    assert again is not None
    assert again.rights == Rights()


def test_filters_leave_out_what_is_reserved_or_not_to_be_published(store: Store) -> None:
    free, reserved = keep(store, URL), keep(store, f"{URL}/2", RESERVED)
    ending = keep(store, f"{URL}/3", ENDING)

    def articles(filters: Filters) -> set[int]:
        return {stored.id for stored in store.articles(filters)}

    assert articles(Filters()) == {free, reserved, ending}
    assert articles(Filters(reserved=False)) == {free, ending}
    assert articles(Filters(reserved=True)) == {reserved}
    assert articles(Filters(noarchive=False)) == {free, reserved}
    pages = [page.page.url for page in store.pages(Filters(noarchive=False, language="en"))]
    assert pages == [URL, f"{URL}/2"]
    assert store.withdrawing.reserved(Filters()) == 1
    assert store.withdrawing.reserved(Filters(language="de")) == 0
    assert store.count("winter", Filters(reserved=False)) == 2
    assert len(list(store.search("winter", Filters(reserved=True)))) == 1


@pytest.mark.parametrize(("today", "gone"), [(date(2030, 6, 24), 0), (date(2030, 6, 25), 1)])
def test_a_page_goes_on_the_day_that_it_names(store: Store, today: date, gone: int) -> None:
    stays, ends = keep(store, URL), keep(store, f"{URL}/2", ENDING)
    assert store.withdrawing.expire(today) == gone
    assert store.article(stays) is not None
    assert (store.article(ends) is None) == bool(gone)
    assert len(list(store.pages())) == 2 - gone
    assert len(list(store.search("winter", limit=9))) == 2 - gone
    status = store.url_status(f"{URL}/2")
    assert status is not None
    if gone:
        assert (status.state, status.reason) == ("refused", "unavailable-after: 2030-06-25")
        assert store.withdrawing.expire(today) == 0


def test_what_is_withdrawn_leaves_its_reason_and_frees_its_twin(store: Store) -> None:
    twin = f"{URL}?print=1"
    article = article_at(URL, canonical_url=URL)
    store.store_article(page_at(URL), article, "link")
    store.store_article(page_at(twin), replace(article, url=twin), "link")
    assert store.withdrawing.withdraw([URL], "noindex: meta robots") == 1
    assert store.article(twin) is None
    ended = [store.url_status(url) for url in (URL, twin)]
    assert [(s.state, s.reason) for s in ended if s] == [
        ("refused", "noindex: meta robots"),
        ("found", None),
    ]
    assert not list(store.pages())
    assert store.withdrawing.withdraw([URL], "noindex") == 0
