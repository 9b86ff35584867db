"""The test site is a real HTTP server: proxy, hosts, conditions, compression, robots, redirects."""

import gzip
import http.client
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
from lxml import etree

from tests.site.content import expectations, specials
from tests.site.hosts import HOSTS, Host
from tests.site.server import NewsSite

FERRY = "http://harbourpost.example/2025/10/14/council-keeps-night-ferry/"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture(scope="module")
def site() -> Iterator[NewsSite]:
    with NewsSite() as served:
        yield served


def ask(site: NewsSite, target: str, method: str = "GET", **headers: str) -> Answer:
    """One request on a connection of its own; the target is what stands in the request line."""
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)) as connection:
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        connection.request(method, target, headers=named)
        response = connection.getresponse()
        headers = {key.lower(): value for key, value in response.getheaders()}
        return Answer(response.status, headers, response.read())


def test_a_page_is_served_through_the_proxy_form(site: NewsSite) -> None:
    answer = ask(site, FERRY)
    assert answer.status == 200
    assert b"Council keeps the night ferry running" in answer.body


def test_the_same_page_is_served_by_host_header(site: NewsSite) -> None:
    path = FERRY.removeprefix("http://harbourpost.example")
    assert ask(site, path, Host="harbourpost.example").body == ask(site, FERRY).body


def test_a_host_that_is_not_there_is_a_bad_gateway(site: NewsSite) -> None:
    assert ask(site, "http://elsewhere.example/").status == 502


def test_connect_is_refused(site: NewsSite) -> None:
    assert ask(site, "harbourpost.example:443", "CONNECT").status == 502


def test_a_page_that_is_not_there_is_a_404_with_a_page(site: NewsSite) -> None:
    answer = ask(site, "http://nadwa.example/nothing-here")
    assert answer.status == 404
    assert "الصفحة غير موجودة".encode() in answer.body


def test_head_sends_no_body(site: NewsSite) -> None:
    answer = ask(site, FERRY, "HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["content-length"]) > 1000


@pytest.mark.parametrize("validator", ["etag", "last-modified"])
def test_a_conditional_request_gets_304(site: NewsSite, validator: str) -> None:
    value = ask(site, FERRY).headers[validator]
    name = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}[validator]
    answer = ask(site, FERRY, **{name: value})
    assert (answer.status, answer.body) == (304, b"")


def test_another_entity_tag_gets_the_page(site: NewsSite) -> None:
    changed = ask(site, FERRY).headers["last-modified"]
    answer = ask(site, FERRY, If_None_Match='"old"', If_Modified_Since=changed)
    assert answer.status == 200


def test_gzip_is_sent_where_it_is_asked_for_only(site: NewsSite) -> None:
    plain, packed = ask(site, FERRY), ask(site, FERRY, Accept_Encoding="gzip, deflate")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body


def test_one_connection_takes_many_requests(site: NewsSite) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)) as connection:
        for _ in range(3):
            connection.request("GET", FERRY)
            assert connection.getresponse().read()


def test_requests_are_remembered_with_their_status(site: NewsSite) -> None:
    before = len(site.requests)
    ask(site, "http://vechernik.example/", User_Agent="a reader")
    ask(site, "http://vechernik.example/gone")
    seen = site.requests[before:]
    assert [(r.url, r.status) for r in seen] == [
        ("http://vechernik.example/", 200),
        ("http://vechernik.example/gone", 404),
    ]
    assert seen[0].agent == "a reader"


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.folder)
def test_robots_closes_private_and_names_the_sitemap(site: NewsSite, host: Host) -> None:
    text = ask(site, f"{host.address}/robots.txt").body.decode()
    assert "Disallow: /private/" in text
    assert ("Sitemap: " in text) == (host.folder != "vechernik")
    assert ("Crawl-delay: 0" in text) == (host.folder == "vechernik")


@pytest.mark.parametrize("folder", ["harbourpost", "tagesfenster"])
def test_a_sitemap_index_leads_to_every_article(site: NewsSite, folder: str) -> None:
    host = next(host for host in HOSTS if host.folder == folder)
    robots = ask(site, f"{host.address}/robots.txt").body.decode()
    index = robots.split("Sitemap: ")[1].strip()
    found = [url for child in locations(site, index) for url in locations(site, child)]
    assert {url for url in expectations() if host.name in url} <= set(found)


def test_a_plain_sitemap_leads_to_every_article(site: NewsSite) -> None:
    found = locations(site, "http://nadwa.example/sitemap.xml")
    assert {url for url in expectations() if "nadwa.example" in url} == set(found)


def locations(site: NewsSite, url: str) -> list[str]:
    """The <loc> elements of a sitemap."""
    body = ask(site, url).body
    body = gzip.decompress(body) if url.endswith(".gz") else body
    found = etree.fromstring(body).findall(".//{*}loc")
    return [element.text or "" for element in found]


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.folder)
def test_the_front_page_announces_a_feed_whose_links_are_articles(
    site: NewsSite, host: Host
) -> None:
    front = ask(site, f"{host.address}/")
    assert f'type="{host.feed_type}" href="{host.feed_path}"'.encode() in front.body
    links = feed_links(ask(site, host.address + host.feed_path))
    assert len(links) > 8
    assert set(links) <= set(expectations())


def feed_links(answer: Answer) -> list[str]:
    """The links of the items of an RSS, Atom or JSON feed."""
    if "json" in answer.headers["content-type"]:
        return [item["url"] for item in json.loads(answer.body)["items"]]
    tree = etree.fromstring(answer.body)
    rss = [element.text or "" for element in tree.findall(".//item/link")]
    return rss or [e.get("href") or "" for e in tree.findall(".//{*}entry/{*}link")]


def test_the_old_feed_is_windows_1251(site: NewsSite) -> None:
    answer = ask(site, "http://vechernik.example/rss.php")
    assert "трамвай" in answer.body.decode("windows-1251").casefold()


def test_a_redirect_chain_of_three_hops_ends_at_an_article(site: NewsSite) -> None:
    chain = next(page for page in specials() if "redirects, then" in page.sentence)
    url, hops = chain.url, 0
    while 300 < (answer := ask(site, url)).status < 400:
        location = answer.headers["location"]
        url = location if "://" in location else f"http://harbourpost.example{location}"
        hops += 1
    assert chain.expected is not None
    assert (hops, answer.status, url) == (3, 200, chain.expected.url)


def test_a_redirect_loop_comes_back_to_its_start(site: NewsSite) -> None:
    start = next(page.url for page in specials() if page.outcome == "redirect-loop")
    second = ask(site, start).headers["location"]
    assert ask(site, second).headers["location"] == start


def test_what_is_missing_says_200_on_the_page_made_for_that(site: NewsSite) -> None:
    page = next(page for page in specials() if page.outcome == "missing")
    answer = ask(site, page.url)
    assert answer.status == 200
    assert b"Page not found" in answer.body


def test_every_link_of_a_front_page_to_an_article_or_list_is_answered(site: NewsSite) -> None:
    for page in specials():
        assert ask(site, page.url).status in (200, 301), page.url
