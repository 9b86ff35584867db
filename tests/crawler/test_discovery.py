"""Whole crawls that find what is new and little else: again, for a span of time, without feeds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from storage import Store
from tests.crawler.crawls import crawl, status, store
from tests.crawler.server import Answer, Site, article, front, serve

NOW = datetime.now(UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


def rss(items: list[tuple[str, datetime | None]]) -> Answer:
    body = "".join(
        f"<item><title>News of {url}</title><link>{url}</link>"
        + (f"<pubDate>{format_datetime(when)}</pubDate></item>" if when else "</item>")
        for url, when in items
    )
    text = f'<rss version="2.0"><channel>{body}</channel></rss>'
    return tagged(Answer(text.encode(), "application/rss+xml"))


def urlset(entries: list[tuple[str, str]], kind: str = "url") -> Answer:
    body = "".join(
        f"<{kind}><loc>{url}</loc>{f'<lastmod>{when}</lastmod>' if when else ''}</{kind}>"
        for url, when in entries
    )
    root = "urlset" if kind == "url" else "sitemapindex"
    return tagged(Answer(f"<{root}>{body}</{root}>".encode(), "application/xml"))


def tagged(answer: Answer) -> Answer:
    """An answer with an ETag of its own."""
    return replace(answer, headers=(("ETag", f'"{hash(answer.body)}"'),))


def robots(site: Site, *sitemaps: str) -> None:
    lines = "".join(f"Sitemap: {site.base}{path}\n" for path in sitemaps)
    site.paths["/robots.txt"] = Answer(lines.encode(), "text/plain")


def test_a_second_crawl_asks_on_condition_and_nothing_is_guessed_twice(
    site: Site, tmp_path: Path
) -> None:
    path = "/2026/ferry-sails-at-dawn-again"
    site.paths["/"] = tagged(Answer(front([(path, "Ferry sails at dawn again")])))
    site.paths["/rss.xml"] = rss([("/a1", None)])
    site.page(path, "Ferry sails at dawn again")
    site.page("/a1", "Gulls win the cup")
    first = crawl(f"{site.base}/", tmp_path, allow=site.host)
    assert first.counts["stored"] == 2
    assert [p for p in site.log if "feed" in p or "rss" in p] == ["/feed/", "/rss.xml"]
    assert site.asked("/sitemap.xml") == site.asked("/news-sitemap.xml") == 1

    site.log.clear()
    again = crawl(f"{site.base}/", tmp_path, allow=site.host)
    assert sorted(site.log) == ["/", "/rss.xml"]  # robots.txt is known for a day
    assert site.not_modified == ["/", "/rss.xml"]
    assert (again.code, again.counts["fetched"], again.counts["found"]) == (0, 0, 0)
    assert "feeds, sitemaps and sections: 2 asked, 2 not modified" in again.out

    site.page("/a2", "Ferry breaks down")
    site.paths["/rss.xml"] = rss([("/a2", None), ("/a1", None), ("/a1/amp", None)])
    third = crawl(f"{site.base}/", tmp_path, allow=site.host)
    assert (third.counts["fetched"], third.counts["stored"]) == (1, 1)
    assert status(tmp_path, f"{site.base}/a1/amp").reason == f"variant: of {site.base}/a1"
    with store(tmp_path) as opened:
        feed = opened.watch.listing(site.host, f"{site.base}/rss.xml")
        assert feed is not None
        assert (feed.asked, feed.brought, feed.barren) == (3, 2, 0)
        assert feed.due_at > NOW
        due = opened.watch.due_sites(NOW + timedelta(days=2))
    assert [(d.site, d.start, d.articles) for d in due] == [(site.host, f"{site.base}/", 3)]


def test_nothing_outside_the_span_is_fetched_until_it_is_asked_for(
    site: Site, tmp_path: Path
) -> None:
    site.paths["/"] = tagged(
        Answer(front([], '<link rel=alternate type="application/rss+xml" href=/feeds>'))
    )
    page = front([], '<link rel=alternate type="application/rss+xml" href=/f>')
    site.paths["/feeds"] = Answer(page)  # some sites announce a page that names their feeds
    lately = NOW - timedelta(hours=3)
    site.paths["/f"] = rss(
        [("/new", lately), ("/tag/ferry", lately), ("/old", NOW - timedelta(days=40))]
    )
    robots(site, "/direct.xml", "/index.xml")
    site.paths["/direct.xml"] = urlset([("/tag/ferry", ""), ("/tag/gulls", "")])
    recent, past = (NOW - timedelta(days=1)).date().isoformat(), "2020-01-01"
    maps = [(f"{site.base}/now.xml", recent), (f"{site.base}/then.xml", past)]
    site.paths["/index.xml"] = urlset(maps, "sitemap")
    site.paths["/now.xml"] = urlset([("/m1", recent), ("/m2", past), ("/2019/05/17/may", "")])
    site.paths["/then.xml"] = urlset([("/m3", past)])
    for path in ("/new", "/old", "/m1", "/m2", "/m3", "/2019/05/17/may", "/tag/ferry"):
        site.page(path, f"The report on {path}")

    week = crawl(f"{site.base}/", tmp_path, allow=site.host, since="7d")
    assert sorted(set(site.log) & {"/new", "/old", "/m1", "/m2", "/m3", "/then.xml"}) == [
        "/m1",
        "/new",
    ]
    assert (week.counts["stored"], week.counts["refused"]) == (3, 4)
    assert "outside-dates 3" in week.out
    told = {p: status(tmp_path, f"{site.base}{p}").reason for p in ("/m2", "/2019/05/17/may")}
    assert told == {
        "/m2": "outside-dates: last modified 2020-01-01",
        "/2019/05/17/may": "outside-dates: the address says 2019-05-17",
    }

    everything = crawl(f"{site.base}/", tmp_path, allow=site.host)
    assert (everything.counts["stored"], everything.counts["refused"]) == (4, 1)
    assert "/f" not in site.not_modified


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"since": "soon"}, "since=soon is no time: write a date"),
        ({"backfill": "7d"}, "backfill=7d is no month or year"),
        ({"backfill": "2024", "since": "7d"}, "Name a backfill or since and until, not both"),
        ({"budget": "0"}, "budget=0 is no number of pages"),
    ],
)
def test_an_option_that_cannot_be_read_says_what_to_write(
    asked: dict[str, str], sentence: str
) -> None:
    from crawler.tasks import read_task

    with pytest.raises(ValueError, match=sentence):
        read_task("e.x", NOW, **asked)


def test_a_wrong_option_ends_the_crawl_before_it_begins(tmp_path: Path) -> None:
    done = crawl("https://e.x/", tmp_path, since="soon")
    assert done.code == 64
    assert done.err.strip().endswith("24h, 2w).")


def test_a_site_with_neither_feed_nor_sitemap_is_watched_by_its_sections(
    site: Site, tmp_path: Path
) -> None:
    menu = '<header><a href="/sport/">Sport</a> <a href="/about">About</a></header>'
    site.paths["/"] = Answer(front([("/n/10001", "Ferry sails again today")]) + menu.encode())
    cards = [(f"/n/1000{n}", f"Report number {n} of today") for n in range(2, 6)]
    site.paths["/sport/"] = Answer(front([*cards, ("/n/30001", "Cup")]))
    for path, title in (("/n/10001", "Ferry"), *cards, ("/n/30001", "Cup"), ("/n/30002", "Goal")):
        site.page(path, f"The whole story of {title}")
    first = crawl(f"{site.base}/", tmp_path, allow=site.host)
    assert f"{site.base}/sport/: section; 4 links that look like articles" in first.err
    assert first.counts["stored"] == 6  # the last link was doubtful until the others were read
    assert site.asked("/about") == 0

    site.paths["/sport/"] = Answer(front([("/n/30002", "Goal"), ("/n/30001", "Cup"), *cards]))
    site.log.clear()
    second = crawl(f"{site.base}/", tmp_path, allow=site.host)
    assert (second.counts["fetched"], second.counts["stored"]) == (1, 1)
    assert sorted(site.log) == ["/", "/n/30002", "/sport/"]


def test_young_articles_are_looked_at_again_and_keep_what_was_stored(
    site: Site, tmp_path: Path
) -> None:
    names = ("edited", "same", "gone", "list", "reserved", "tagged", "withdrawn", "around")
    site.paths["/f"] = rss([(f"/{name}", None) for name in names])
    for name in names:
        site.paths[f"/{name}"] = tagged(Answer(article(f"The first report on {name}")))
    crawl(f"{site.base}/f", tmp_path, allow=site.host)
    make_due(site, tmp_path)
    site.paths["/edited"] = tagged(Answer(article("The corrected report on it")))
    nav = "<nav><ul><li><a href=/x>Sport</a></li><li><a href=/y>Weather</a></li></ul></nav>"
    site.paths["/around"] = tagged(Answer(article("The first report on around", links=nav)))
    site.paths["/gone"] = Answer(b"gone", status=410)
    many = [(f"/2026/a-story-of-number-{n}", f"A story of number {n}") for n in range(40)]
    site.paths["/list"] = Answer(front(many))
    more_headers(site, "/reserved", ("TDM-Reservation", "1"), changed=True)
    more_headers(site, "/tagged", ("X-Robots-Tag", "noarchive"))
    more_headers(site, "/withdrawn", ("X-Robots-Tag", "noindex"))
    site.log.clear()
    done = crawl(f"{site.base}/f", tmp_path, allow=site.host)
    assert sorted(site.log) == sorted(["/f", *(f"/{name}" for name in names)])
    assert sorted(site.not_modified) == ["/f", "/same", "/tagged", "/withdrawn"]
    assert done.counts["stored"] == 1
    check_rights(site, tmp_path)
    with store(tmp_path) as opened:
        for name in ("edited", "same", "gone", "list"):
            kept = opened.article(f"{site.base}/{name}")
            assert kept is not None
            title = "corrected report on it" if name == "edited" else f"first report on {name}"
            assert kept.article.title == f"The {title}"
        assert versions(opened, f"{site.base}/edited") == ["first", "edited"]
        assert versions(opened, f"{site.base}/around") == ["first"]
        visit = opened.watch.article(f"{site.base}/edited")
        assert visit is not None
        assert (visit.visits, visit.changes) == (1, 1)
        assert opened.watch.article(f"{site.base}/gone") is None
        assert status(tmp_path, f"{site.base}/gone").state == "stored"


def versions(opened: Store, url: str) -> list[str]:
    """How the versions of an article came about."""
    stored = opened.article(url)
    return [version.origin for version in opened.versions.history(stored.id)] if stored else []


def more_headers(site: Site, path: str, header: tuple[str, str], *, changed: bool = False) -> None:
    """Send one more header with a page; asked on condition, it has not changed unless it has."""
    known = site.paths[path]
    headers = (header,) if changed else (*known.headers, header)
    site.paths[path] = replace(known, headers=headers)


def check_rights(site: Site, home: Path) -> None:
    """What publishers allow now is stored, though no page changed."""
    with store(home) as opened:
        reserved, tagged_now = (opened.article(f"{site.base}/{n}") for n in ("reserved", "tagged"))
        assert opened.article(f"{site.base}/withdrawn") is None
        raw = opened.page_of(tagged_now.id) if tagged_now else None
    assert reserved is not None
    assert tagged_now is not None
    assert raw is not None
    assert (reserved.rights.reserved, tagged_now.rights.noarchive) == (True, True)
    assert b"first report on tagged" in raw.page.body
    assert status(home, f"{site.base}/withdrawn").state == "refused"


def make_due(site: Site, tmp_path: Path) -> None:
    """Let the first hour pass for all articles of the site."""
    with store(tmp_path) as opened:
        for young in opened.watch.due(site.host, NOW + timedelta(days=1)).articles:
            past = NOW - timedelta(hours=2)
            aged = replace(young, born_at=past, visited_at=past, due_at=NOW - timedelta(hours=1))
            opened.watch.keep_article(aged)


def test_a_backfill_walks_the_archives_of_its_month_within_its_budget(
    site: Site, tmp_path: Path
) -> None:
    days = [f"/2024/01/{n:02}/ferry-sails-on-day-{n}" for n in range(1, 7)]
    other = "/2026/11/20/gulls-win-the-cup"
    site.paths["/"] = Answer(front([(other, "Gulls win the cup today")]))
    robots(site, "/index.xml")
    maps = [(f"{site.base}/sitemap-2024-01.xml", ""), (f"{site.base}/sitemap-2023-12.xml", "")]
    site.paths["/index.xml"] = urlset(maps, "sitemap")
    site.paths["/sitemap-2024-01.xml"] = urlset([(days[0], ""), (days[1], "")])
    turn = '<a href="/2024/01/page/2/">2</a></body>'
    first = front([(day, f"Ferry sails on day {day[-1]}") for day in days[:4]])
    site.paths["/2024/01/"] = Answer(first.replace(b"</body>", turn.encode()))
    site.paths["/2024/01/page/2/"] = Answer(
        front([(day, "Ferry sails on day x") for day in days[4:]])
    )
    for path in (*days, other):
        site.page(path, f"The report on {path.replace('/', ' ')}")

    done = crawl(f"{site.base}/", tmp_path, allow=site.host, backfill="2024-01", budget="9")
    assert "the budget of 9 pages is spent; another run goes on" in done.err
    assert 0 < done.counts["stored"] < 6
    rest = crawl(f"{site.base}/", tmp_path, allow=site.host, backfill="2024-01")
    assert done.counts["stored"] + rest.counts["stored"] == 6
    assert all(site.asked(day) == 1 for day in days)
    assert site.asked("/sitemap-2023-12.xml") == site.asked(other) == 0


def test_the_pages_of_one_article_become_one(site: Site, tmp_path: Path) -> None:
    title = "The long way of the ferry"
    texts = {n: article(title).replace(b"Paragraph", f"Page {n}, part".encode()) for n in (1, 2, 3)}
    turn = '<a href="/long?page={0}">{0}</a>'
    for n, path in ((1, "/long"), (2, "/long?page=2"), (3, "/long?page=3")):
        site.paths[path] = Answer(texts[n] + turn.format(n + 1).encode())
    site.paths["/long?page=3"] = Answer(texts[3])
    site.paths["/f"] = rss([("/long", None), ("/long?page=2", None)])
    done = crawl(f"{site.base}/f", tmp_path, allow=site.host)
    assert (done.counts["stored"], done.counts["unchanged"]) == (1, 1)
    assert site.asked("/long?page=2") == 1
    assert status(tmp_path, f"{site.base}/long?page=2").state == "stored"
    with store(tmp_path) as opened:
        (kept,) = opened.articles()
        raw = opened.page_of(kept.id)
    found = [f"Page {n}, part {m} " in kept.article.text for n in (1, 2, 3) for m in range(1, 7)]
    assert all(found)
    assert raw is not None
    assert [part.url for part in raw.page.parts] == [f"{site.base}/long?page={n}" for n in (2, 3)]
    assert site.asked("/long?page=3") == 1
