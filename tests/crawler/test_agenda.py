"""The order of a crawl."""

from crawler.agenda import MAX_DEPTH, Agenda, Visit


def visit(path: str, depth: int = 0) -> Visit:
    return Visit(f"http://e.x/{path}", "listing", "sitemap", depth)


def test_listings_come_before_articles_and_big_sitemaps_last_one_by_one() -> None:
    agenda = Agenda()
    agenda.add_listing(visit("big1"), later=True)
    agenda.add_listing(visit("big2"), later=True)
    agenda.articles.append(Visit("http://e.x/a", "article", "link"))
    agenda.add_listing(visit("feed"))
    batches = [[v.url[11:] for v in agenda.next_batch()] for _ in range(5)]
    assert batches == [["feed"], ["a"], ["big1"], ["big2"], []]


def test_a_listing_is_asked_for_once_in_any_spelling() -> None:
    agenda = Agenda()
    assert agenda.add_listing(visit("feed"))
    assert not agenda.add_listing(visit("feed/"), later=True)


def test_an_index_of_an_index_of_an_index_is_not_followed() -> None:
    agenda = Agenda()
    assert agenda.add_listing(visit("a", MAX_DEPTH))
    assert not agenda.add_listing(visit("b", MAX_DEPTH + 1))
