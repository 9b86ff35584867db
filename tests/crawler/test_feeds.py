"""Feeds of every kind and in every state."""

import json
import time
from datetime import UTC, datetime

import pytest

from crawler.feeds import MAX_ITEMS, read_feed, read_json_feed
from crawler.kinds import read_content

NOW = datetime(2026, 11, 22, tzinfo=UTC)
URL = "http://e.x/feed"


def items(body: bytes | str) -> list[tuple[str, str | None]]:
    raw = body if isinstance(body, bytes) else body.encode()
    content = read_content(raw, "text/xml")
    return [(item.url, item.title) for item in read_feed(content.text, URL, NOW).items]


def rss(inside: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{inside}</channel></rss>'


ONE = "<item><title>{}</title><link>{}</link></item>"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (ONE.format("AT&T & Co agree", "/?a=1&b=2"), ("http://e.x/?a=1&b=2", "AT&T & Co agree")),
        (ONE.format("Caf&eacute;&nbsp;ouvert", "/a"), ("http://e.x/a", "Café ouvert")),
        (ONE.format("<![CDATA[A <b>bold</b> & day]]>", "/a"), ("http://e.x/a", "A bold & day")),
        (ONE.format("A &lt;i&gt;fine&lt;/i&gt; day", "/a"), ("http://e.x/a", "A fine day")),
        (ONE.format("a\x08b c", "/a"), ("http://e.x/a", "ab c")),
        (ONE.format("One &#1; two &#xFFFF;", "/a"), ("http://e.x/a", "One two")),
        ("<item><guid>http://e.x/g</guid><title>G</title></item>", ("http://e.x/g", "G")),
        (
            "<item><title>N</title><dc:creator>me</dc:creator><link>/n</link></item>",
            ("http://e.x/n", "N"),
        ),
    ],
)
def test_an_item_keeps_its_title_whole(inside: str, expected: tuple[str, str]) -> None:
    assert items(rss(inside)) == [expected]


def test_atom_entries_take_the_alternate_link() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://e.x/"/>'
        '<entry><title type="html">A</title><link rel="self" href="/self"/>'
        '<link rel="alternate" href="/a"/>'
        "<updated>2026-01-02T03:04:05+02:00</updated></entry></feed>"
    )
    read = read_feed(feed, URL, NOW)
    assert read.home == "http://e.x/"
    assert read.items[0].url == "http://e.x/a"
    assert read.items[0].published_at == datetime.fromisoformat("2026-01-02T03:04:05+02:00")


def test_rdf_items_that_stand_beside_the_channel_are_read() -> None:
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/"><channel><link>http://e.x/</link></channel>'
        '<item rdf:about="http://e.x/1"><title>First</title></item></rdf:RDF>'
    )
    assert items(feed) == [("http://e.x/1", "First")]


def test_tags_that_do_not_match_lose_no_item() -> None:
    inside = ONE.format("one</b> two", "/1") + ONE.format("three", "/2")
    assert items(rss(inside)) == [("http://e.x/1", "one two"), ("http://e.x/2", "three")]


def test_a_feed_that_is_cut_off_keeps_its_whole_items() -> None:
    whole = rss(ONE.format("one", "/1") + ONE.format("two", "/2"))
    assert items(whole[: whole.index("</item></channel>")])[0] == ("http://e.x/1", "one")


def test_the_encoding_is_what_the_bytes_say() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?>' + rss(ONE.format("Привет, мир", "/a"))
    assert items(text.replace('<?xml version="1.0"?>', "").encode("cp1251")) == [
        ("http://e.x/a", "Привет, мир")
    ]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "http://[", "", " "])
def test_a_link_that_is_no_web_address_is_left_out_and_counted(link: str) -> None:
    read = read_feed(rss(ONE.format("Bad", link) + ONE.format("Good", "/a")), URL, NOW)
    assert [item.title for item in read.items] == ["Good"]
    assert read.bad == 1


@pytest.mark.parametrize("date", ["yesterday", "0001-01-01", "Mon, 99 Foo 2026", "2031-01-01", ""])
def test_a_bad_date_is_no_date(date: str) -> None:
    feed = rss(f"<item><title>T</title><link>/a</link><pubDate>{date}</pubDate></item>")
    assert read_feed(feed, URL, NOW).items[0].published_at is None


def test_the_newest_items_of_a_huge_feed_are_taken_quickly() -> None:
    item = "<item><title>T{0}</title><link>/{0}</link><pubDate>{1}</pubDate></item>"
    dates = [f"2020-{1 + n % 12:02}-{1 + n % 28:02}T00:00:00Z" for n in range(20_000)]
    dates[-1] = "2026-11-01T00:00:00Z"
    feed = rss("".join(item.format(n, date) for n, date in enumerate(dates)))
    begun = time.process_time()
    read = read_feed(feed, URL, NOW)
    assert time.process_time() - begun < 5
    assert len(read.items) == MAX_ITEMS
    assert read.older == 20_000 - MAX_ITEMS
    assert read.items[0].title == "T19999"


def test_entities_are_never_expanded_and_no_file_is_read() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    feed = f"<?xml version='1.0'?>{bomb}" + rss(ONE.format("&l9; &f;", "/a"))[21:]
    begun = time.process_time()
    assert items(feed) == [("http://e.x/a", "&l9; &f;")]
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("text", ["", "<rss", "<rss></rss>", "<html><p>x", "\x00\x01", "<" * 9_999])
def test_garbage_is_an_empty_feed(text: str) -> None:
    assert read_feed(text, URL, NOW).items == ()


def test_a_json_feed_is_read_and_its_odd_items_are_left_out() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "home_page_url": "http://e.x/",
        "items": [
            {"id": "1", "url": "/a", "title": "A", "date_published": "2026-01-01T00:00:00Z"},
            {"id": "http://e.x/b"},
            {"url": 7},
            "text",
            None,
        ],
    }
    read = read_json_feed(json.dumps(feed), URL, NOW)
    assert read is not None
    assert [(i.url, i.title) for i in read.items] == [("http://e.x/a", "A"), ("http://e.x/b", None)]
    assert (read.home, read.bad) == ("http://e.x/", 3)


@pytest.mark.parametrize("text", ["[]", '{"items": 3}', "null"])
def test_json_that_names_nothing_is_an_empty_feed(text: str) -> None:
    read = read_json_feed(text, URL, NOW)
    assert read is not None
    assert read.items == ()


@pytest.mark.parametrize("text", ["", "{", '{"items": [{"url": "http://e.x/a"}', "[" * 100_000])
def test_what_is_no_json_or_cut_off_is_no_feed(text: str) -> None:
    assert read_json_feed(text, URL, NOW) is None


@pytest.mark.parametrize(
    "text",
    [
        "<rss>" + "<item>" * 200_000,
        "<rss>" + "<![CDATA[" * 200_000,
        "<rss><channel><item><title>" + "&" * 3_000_000,
        "<rss>" + "<link>" * 200_000,
        "<rss>" + "<a>" * 200_000,
        "<!DOCTYPE " + "<!ENTITY a 'x'>" * 200_000 + "<rss>",
    ],
)
def test_tags_that_never_end_take_no_time(text: str) -> None:
    begun = time.process_time()
    read_feed(text, URL, NOW)
    assert time.process_time() - begun < 2


def test_an_endless_feed_is_looked_at_from_both_ends() -> None:
    items = "".join(
        f"<item><link>/{n}</link><pubDate>{2000 + n // 4_000}-01-01</pubDate></item>"
        for n in range(50_000)
    )
    begun = time.process_time()
    feed = read_feed(rss(items), URL, NOW)
    assert time.process_time() - begun < 4
    assert len(feed.items) == 500
    assert feed.bad + feed.older == 49_500
    assert all(int(item.url.rsplit("/", 1)[1]) >= 48_000 for item in feed.items)
