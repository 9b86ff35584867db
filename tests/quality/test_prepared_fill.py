"""A store that is filled with prepared rows answers as one that was filled through `Store`."""

from math import inf

from quality.prepared_fill import fill_prepared
from quality.synthetic_corpus import articles
from storage import Filters, Store
from storage.terms import terms
from tests.storage.examples import same


def test_prepared_rows_are_what_the_store_would_write(store: Store, store_url: str) -> None:
    assert fill_prepared(store_url, 3, 2, inf).rows == 3
    made = [article for _, article in articles(3, 2)]
    stored = [one.article for n in (1, 2, 3) if (one := store.article(n))]
    assert all(map(same, stored, made))
    assert len(stored) == 3
    word = max(terms(made[1].text), key=len)
    assert [hit.title for hit in store.search(word, Filters(site="paper1.example"))] == [
        made[1].title
    ]
    store.store_article(*next(articles(1, 2, 7)), "feed")
    assert store.holdings.count(Filters(kinds=None)) == 4
    assert store.checking.check() == []
