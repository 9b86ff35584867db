"""What a worker hands back comes as it was."""

import pickle

from cleaners import clean, page_from_bytes
from cleaners.memory import Recalled
from crawler.work import Cleaned
from storage import prepare

BODY = (
    b"<html lang=en><title>Rain</title><nav><a href=/a>Home</a></nav><h1>Rain falls</h1>"
    + b"".join(
        b"<p>It rained on the town for day %d, says <a href=/m>the mayor</a>, and more will come."
        b"</p>" % day
        for day in range(9)
    )
)


def test_an_article_comes_out_of_another_process_as_it_was_with_all_that_storing_needs() -> None:
    page = page_from_bytes(BODY, "http://e.x/rain")
    ready = prepare(page, clean(page))
    sent = Cleaned(ready.article, Recalled(3, frozenset({1, 2})), ready)
    assert any(block.links for block in sent.article.blocks)
    assert sent.article.removals
    got = pickle.loads(pickle.dumps(sent))
    assert repr(got.article) == repr(sent.article)  # with what blocks count of themselves
    assert got.recalled == sent.recalled
    assert got.prepared.is_of(got.article)
    assert got.prepared.text_terms == ready.text_terms
    alone = pickle.loads(pickle.dumps(Cleaned(ready.article, None)))
    assert (alone.recalled, alone.prepared) == (None, None)
    assert alone.article.text == ready.article.text
