"""What a response is, told by its bytes."""

import gzip

import pytest

from crawler.kinds import MAX_UNPACKED, no_page, read_content, unpack


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<?xml version='1.0'?><!-- x --><rss version='2.0'>", "feed"),
        (b"\xef\xbb\xbf\n <feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        (b"<rdf:RDF xmlns:rdf='urn:x'>", "feed"),
        (b"<b>Warning</b>: mysql in feed.php\n<rss version='2.0'>", "feed"),
        (b"<urlset xmlns='urn:x'>", "sitemap"),
        (b"<ns:sitemapindex xmlns:ns='urn:x'>", "sitemap-index"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []}', "json-feed"),
        (b'{"error": "none"}', "nothing"),
        (b"http://e.x/a\nhttp://e.x/b\n", "url-list"),
        (b"<!DOCTYPE html><p>a page about <rss> feeds", "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='urn:x'>", "html"),
        (b"<div>no html tag</div>", "html"),
        (b"just words", "nothing"),
        (b"", "nothing"),
        (b"%PDF-1.7", "nothing"),
        (b"\x89PNG\r\n", "nothing"),
        (bytes(range(256)) * 20, "nothing"),
    ],
)
def test_the_kind_is_told_by_the_bytes(body: bytes, kind: str) -> None:
    assert read_content(body, "text/html").kind == kind
    assert read_content(gzip.compress(body)).kind == kind


def test_a_utf_16_page_is_a_page() -> None:
    content = read_content("<html><p>Grüße</p></html>".encode("utf-16"))
    assert (content.kind, "Grüße" in content.text) == ("html", True)


def test_unpacking_stops_at_50_megabytes() -> None:
    bomb = gzip.compress(b"x" * (MAX_UNPACKED + 1_000_000), compresslevel=1)
    assert len(unpack(bomb)) == MAX_UNPACKED


def test_all_members_of_a_gzip_file_are_read_and_a_cut_one_as_far_as_it_goes() -> None:
    two = gzip.compress(b"one ") + gzip.compress(b"two")
    assert unpack(two) == b"one two"
    assert unpack(gzip.compress(b"line" * 10_000)[:-20]) != b"line" * 10_000
    assert unpack(b"\x1f\x8b broken") == b"\x1f\x8b broken"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"\x00\x00\x00\x18ftypmp42", "a film"),
        (b"<rss version='2.0'/>", "<rss>"),
        (b"only words", "plain text"),
        (b"<p>a page</p>", None),
        (b"", None),
    ],
)
def test_a_glance_tells_what_is_no_page(body: bytes, what: str | None) -> None:
    assert no_page(body) == what
