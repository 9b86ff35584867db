"""The order in which a crawl reads its listings."""

from crawler.agenda import MAX_DEPTH, Agenda, Visit


def listing(path: str, depth: int = 0) -> Visit:
    return Visit(f"http://e.x/{path}", "listing", "sitemap", depth)


def test_big_sitemaps_come_last_and_one_by_one() -> None:
    agenda = Agenda()
    agenda.add_listing(listing("big1"), later=True)
    agenda.add_listing(listing("big2"), later=True)
    agenda.add_listing(listing("news"))
    assert [visit.url[11:] for visit in agenda.next_listings()] == ["news"]
    assert agenda.next_listings() == []
    later = [agenda.next_later() for _ in range(3)]
    assert [[visit.url[11:] for visit in batch] for batch in later] == [["big1"], ["big2"], []]


def test_a_listing_is_asked_once_in_any_spelling_and_not_too_deep() -> None:
    agenda = Agenda()
    assert agenda.add_listing(listing("a"))
    assert not agenda.add_listing(listing("a/"))
    assert not agenda.add_listing(listing("a#top"), later=True)
    assert agenda.add_listing(listing("b", MAX_DEPTH))
    assert not agenda.add_listing(listing("c", MAX_DEPTH + 1))


def test_the_sitemaps_of_one_index_are_passed_over_and_no_others() -> None:
    agenda = Agenda()
    for n in range(3):
        visit = Visit(f"http://e.x/{n}", "listing", "sitemap", named_by=f"http://e.x/index{n % 2}")
        agenda.add_listing(visit, later=True)
    assert agenda.drop_named_by("http://e.x/index0") == 2
    assert [visit.url for visit in agenda.next_later()] == ["http://e.x/1"]
    assert agenda.next_later() == []
