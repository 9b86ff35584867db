"""Whole crawls of small sites over real HTTP."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.crawls import crawl, status, store
from tests.crawler.server import Answer, Site, article, front, serve

FEED = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


def rss(items: list[tuple[str, str]]) -> Answer:
    body = "".join(f"<item><title>{t}</title><link>{u}</link></item>" for u, t in items)
    text = f'<?xml version="1.0"?><rss version="2.0"><channel>{body}</channel></rss>'
    return Answer(text.encode(), "application/rss+xml")


def sitemap(urls: list[str]) -> bytes:
    body = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</urlset>'.encode()


def fill_paper(site: Site) -> None:
    """A paper with a front page, a feed, and sitemaps that robots.txt names."""
    linked = [(f"/2025/11/0{n}/storm-number-{n}-hits-coast", f"Storm number {n}") for n in (1, 2)]
    site.paths["/"] = Answer(front(linked, FEED))
    for path, title in linked:
        site.page(path, title, links='<a href="/never/asked-for-by-the-crawl">More news here</a>')
    site.page("/a1", "Harbour bridge closes for a year")
    site.paths["/feed.xml"] = rss(
        [("/a1", "Harbour bridge closes"), ("javascript:alert(1)", "Bad"), ("https://x.y/1", "Off")]
    )
    site.page("/old/mayor-leaves-office", "Mayor leaves office")
    index = f"<sitemapindex><sitemap><loc>{site.base}/all.xml.gz</loc></sitemap></sitemapindex>"
    site.paths["/map.xml"] = Answer(index.encode(), "application/xml")
    listed = [f"{site.base}/old/mayor-leaves-office", f"{site.base}/tag/mayor", f"{site.base}/a1/"]
    site.paths["/all.xml.gz"] = Answer(gzip.compress(sitemap(listed)), "application/gzip")
    robots = f"User-agent: *\nDisallow: /private/\nSitemap: {site.base}/map.xml\n"
    site.paths["/robots.txt"] = Answer(robots.encode(), "text/plain")


def test_a_front_page_leads_to_all_articles_and_a_second_crawl_fetches_none_again(
    site: Site, tmp_path: Path
) -> None:
    fill_paper(site)
    done = crawl(f"{site.base}/", tmp_path, allow=site.host, has_store=False)
    assert done.counts == {
        "found": 6,
        "fetched": 4,
        "stored": 4,
        "unchanged": 0,
        "refused": 2,
        "failed": 0,
    }
    assert done.code == 0
    assert f"{site.host}: front page; 1 feed, 2 links that look like articles" in done.err
    assert "robots.txt names 1 sitemap" in done.err
    assert re.search(r"^Next: corpus search \w+ --site ", done.out, re.MULTILINE)
    assert site.asked("/never/asked-for-by-the-crawl") == 0
    assert status(tmp_path, f"{site.base}/tag/mayor").reason == "no-article-address"
    assert status(tmp_path, "https://x.y/1").reason == "other-site: x.y"
    with store(tmp_path) as opened:
        stored = opened.article(f"{site.base}/a1")
        assert stored is not None
        assert stored.article.title == "Harbour bridge closes for a year"
        assert opened.runs()[0].counts == done.counts
    check_second_crawl(site, tmp_path)


def check_second_crawl(site: Site, tmp_path: Path) -> None:
    """A second crawl asks for the listings again, and for no article that is stored."""
    site.log.clear()
    again = crawl(f"{site.base}/", tmp_path, allow=site.host)
    assert again.counts["fetched"] == 0
    assert again.counts["unchanged"] == 4
    assert again.adds_up
    assert sorted(site.log) == ["/", "/all.xml.gz", "/feed.xml", "/map.xml"]


def test_titles_are_known_before_or_cleaned_out_when_the_run_ends(
    site: Site, tmp_path: Path
) -> None:
    other, late = "Divers find the missing lighthouse lamp", "Night watch of the lamp is to end"
    site.paths["/feed.xml"] = rss([("/a1", "The first report"), ("/a2", other), ("/a3", "More")])
    site.page("/a2", other)
    site.page("/a3", late)
    inline = f"<p>{other}</p><p>{late}</p><p>The end of the report is near.</p></article>".encode()
    site.page("/a1", "The first report")
    site.paths["/a1"] = Answer(site.paths["/a1"].body.replace(b"</article>", inline))
    done = crawl(f"{site.base}/feed.xml", tmp_path, allow=site.host)
    assert "cleaned again, as the site is better known now: 1" in done.out
    with store(tmp_path) as opened:
        stored = opened.article(f"{site.base}/a1")
        assert stored is not None
        related = {link.title: link.article_id for link in opened.related(stored.id)}
        ids = {found.article.title: found.id for found in opened.articles()}
    removed = [removal.text for removal in stored.article.removals]
    for title in (other, late):
        assert title not in stored.article.text
        assert title in removed
        assert related[title] == ids[title]


def test_one_article_is_stored_alone_and_not_fetched_twice(site: Site, tmp_path: Path) -> None:
    url = site.page("/2025/a-long-story-about-rain", "Rain", links='<a href="/x-y-z-1">A b c d</a>')
    done = crawl(url, tmp_path, allow=site.host)
    assert done.out.splitlines()[-1] == (
        "found=1 fetched=1 stored=1 unchanged=0 refused=0 failed=0"
    )
    assert "one article" in done.err
    assert site.log == ["/robots.txt", "/2025/a-long-story-about-rain"]
    again = crawl(url, tmp_path, allow=site.host)
    assert (again.counts["fetched"], again.counts["unchanged"]) == (0, 1)
    assert len(site.log) == 2


def test_a_section_page_as_start_leads_to_its_own_articles_only(site: Site, tmp_path: Path) -> None:
    site.page("/sport/club-signs-young-keeper-4711.html", "Club signs young keeper")
    cards = [("/sport/club-signs-young-keeper-4711.html", "Club signs young keeper")]
    site.paths["/sport/"] = Answer(front(cards))
    done = crawl(f"{site.base}/sport/", tmp_path, allow=site.host)
    assert done.counts["stored"] == 1
    assert "section; 1 link that looks like an article" in done.err
    assert site.asked("/sitemap.xml") == 0


def test_every_url_of_a_hostile_site_ends_in_a_recorded_state(site: Site, tmp_path: Path) -> None:
    fill_hostile(site)
    settings = {"DOWNLOAD_TIMEOUT": "3", "DOWNLOAD_MAXSIZE": "100000"}
    done = crawl(f"{site.base}/feed.xml", tmp_path, allow=site.host, settings=settings)
    assert done.adds_up
    assert done.counts["found"] == len(EXPECTED)
    ended = {path: status(tmp_path, f"{site.base}{path}") for path in EXPECTED}
    told = {path: (s.state, (s.reason or "").split(":")[0]) for path, s in ended.items()}
    assert told == EXPECTED
    assert "Traceback" not in done.err


EXPECTED = {
    "/early": ("unchanged", "found-twice"),
    "/good": ("stored", ""),
    "/gone": ("refused", "http-410"),
    "/missing": ("refused", "http-404"),
    "/busy": ("failed", "http-503"),
    "/hang": ("failed", "timeout"),
    "/cut": ("failed", "truncated"),
    "/big": ("refused", "too-big"),
    "/pdf": ("refused", "not-html"),
    "/list": ("refused", "list-page"),
    "/soft": ("refused", "soft-404"),
    "/empty": ("quarantined", "empty"),
    "/hollow": ("quarantined", "no-text"),
    "/deep": ("quarantined", "too-deep"),
    "/attributes": ("quarantined", "too-many-attributes"),
    "/private/desk": ("refused", "robots"),
    "/away": ("refused", "other-site"),
    "/inside": ("refused", "other-site"),
    "/loop": ("refused", "too-many-redirects"),
    "/there": ("unchanged", "found-twice"),
    "/and-back": ("refused", "too-many-redirects"),
    "/not-asked": ("failed", "http-304"),
    "/by-proxy": ("stored", ""),
    "/home": ("refused", "soft-404"),
    "/twin": ("stored", "same-page"),
    "/moved": ("stored", ""),
}
"""What must become of the pages of the hostile site: state, and the name of the reason."""


def fill_hostile(site: Site) -> None:
    """Pages that go wrong in all ways, in a feed."""
    away = (("Location", "http://elsewhere.example/"),)
    inside = (("Location", "http://169.254.169.254/latest/"),)
    many = [(f"/2025/story-number-{n}-of-the-list", f"Story number {n} is told") for n in range(30)]
    site.page("/good", "A good article")
    site.paths.update(
        {
            "/robots.txt": Answer(b"User-agent: *\nDisallow: /private/", "text/plain"),
            "/gone": Answer(b"gone", status=410),
            "/busy": Answer(b"busy", status=503),
            "/hang": Answer(b"late", wait=5),
            "/cut": Answer(b"<p>" + b"x" * 5_000, cut=1_000),
            "/big": Answer(b"<p>" + b"x" * 200_000),
            "/pdf": Answer(b"%PDF-1.7 not a page", "text/html"),
            "/list": Answer(front(many)),
            "/soft": Answer(b"<html><title>404 - Page not found</title><p>Sorry</p></html>"),
            "/empty": Answer(b""),
            "/hollow": Answer(b"<html><title>Hollow</title><script>app()</script></html>"),
            "/deep": Answer(b"<p>Deep" + b"<div>" * 3_000),
            "/attributes": Answer(f"<p {' '.join(f'a{n}' for n in range(600))}>Many".encode()),
            "/away": Answer(b"", status=302, headers=away),
            "/inside": Answer(b"", status=302, headers=inside),
            "/loop": Answer(b"", status=302, headers=(("Location", "/loop"),)),
            "/there": Answer(b"", status=302, headers=(("Location", "/and-back"),)),
            "/and-back": Answer(b"", status=302, headers=(("Location", "/there"),)),
            "/not-asked": Answer(b"", status=304),
            "/by-proxy": Answer(article("What a proxy made of it"), status=203),
            "/home": Answer(b"", status=302, headers=(("Location", "/"),)),
            "/early": Answer(b"", status=301, headers=(("Location", "/good"),)),
            "/twin": Answer(b"", status=301, headers=(("Location", "/good"),)),
            "/moved": Answer(b"", status=301, headers=(("Location", "/here-now"),)),
        }
    )
    site.page("/here-now", "An article that moved")
    site.paths["/feed.xml"] = rss([(path, f"Title of {path}") for path in EXPECTED])


def test_a_site_whose_robots_txt_fails_is_left_alone(site: Site, tmp_path: Path) -> None:
    site.page("/2025/a-story-of-five-words", "A story")
    site.paths["/robots.txt"] = Answer(b"", status=503)
    done = crawl(f"{site.base}/2025/a-story-of-five-words", tmp_path, allow=site.host)
    assert done.counts["failed"] == 1
    assert "robots-unreachable: http-503" in done.err
    assert site.log == ["/robots.txt"]


POISON = "tests.crawler.poison:clean"


def test_a_page_that_breaks_the_cleaner_is_kept_and_the_crawl_goes_on(
    site: Site, tmp_path: Path
) -> None:
    kinds = ("hang", "abort", "raise", "exit", "eat", "reject")
    for kind in kinds:
        site.page(f"/{kind}", f"A page that makes the cleaner {kind}")
    site.page("/good", "A page that is good")
    site.paths["/feed.xml"] = rss([(f"/{kind}", f"The {kind}") for kind in (*kinds, "good")])
    settings = {"CLEANER": POISON, "CLEANING_SECONDS": "3"}
    done = crawl(f"{site.base}/feed.xml", tmp_path, allow=site.host, settings=settings)
    assert (done.counts["stored"], done.counts["failed"], done.code) == (1, 6, 2)
    reasons = {kind: status(tmp_path, f"{site.base}/{kind}").reason for kind in kinds}
    assert reasons["hang"] == "clean-timeout: stopped after 3 s"
    assert reasons["abort"] == "clean-crash: the worker ended with code -6"
    assert reasons["raise"] == "clean-error: KeyError: 'poison'"
    assert reasons["exit"] == "clean-crash: SystemExit: 3"
    assert reasons["eat"] == "clean-memory: needed more than 1024 MB"
    assert reasons["reject"] == "not-html: this is no page"
    with store(tmp_path) as opened:
        kept = {page.page.url: page.page.body for page in opened.pages()}
    assert kept[f"{site.base}/hang"] == site.paths["/hang"].body
    assert len(kept) == 7


FAKE_DNS = (
    "import socket; real = socket.getaddrinfo\n"
    "def answer(host, *a, **k):\n"
    "    return real('127.0.0.1' if host == 'news.example' else host, *a, **k)\n"
    "from twisted.internet._resolver import GAIResolver\n"
    "GAIResolver.__init__.__defaults__ = (None, answer)\n"
    "from scrapy.cmdline import execute; execute()"
)


def test_a_public_name_that_resolves_to_a_private_address_is_refused(
    site: Site, tmp_path: Path
) -> None:
    port = site.base.rsplit(":", 1)[1]
    url = f"http://news.example:{port}/"
    site.page("/", "Inside")
    refused = crawl(url, tmp_path, script=FAKE_DNS, settings={"RETRY_TIMES": "2"})
    assert status(tmp_path, url).reason == "private-address: news.example"
    assert refused.counts["refused"] == 1
    assert site.connections == 0
    crawl(url, tmp_path, script=FAKE_DNS, allow=f"news.example:{port}")
    assert site.asked("/") == 1


def test_a_crawl_goes_through_the_proxy_of_the_environment(site: Site, tmp_path: Path) -> None:
    site.paths["/"] = Answer(front([("/2025/rain-falls-on-the-plain", "Rain falls on it")]))
    site.page("/2025/rain-falls-on-the-plain", "Rain falls on the plain")
    proxy = {"http_proxy": site.base}
    done = crawl("http://paper.example/", tmp_path, environ=proxy)
    assert done.counts["stored"] == 1
    assert "http://paper.example/2025/rain-falls-on-the-plain" in site.log
    site.log.clear()
    spelled = crawl("http://2130706433/", tmp_path, environ=proxy)
    assert "refused         1   private-address 1" in spelled.out
    assert site.log == []


def test_a_crawl_that_cannot_start_says_why_and_ends_with_a_code(tmp_path: Path) -> None:
    without = crawl("", tmp_path)
    assert without.code == 64
    assert without.err.strip().startswith("Name the URL to crawl: scrapy crawl news")
    assert without.out == "found=0 fetched=0 stored=0 unchanged=0 refused=0 failed=0\n"
    nowhere = {"DATABASE_URL": f"sqlite:///{tmp_path}/no/folder.db"}
    broken = crawl("https://example.com/", tmp_path, settings=nowhere)
    assert broken.code == 5
    assert "does not exist" in broken.err
    assert "Traceback" not in broken.err
