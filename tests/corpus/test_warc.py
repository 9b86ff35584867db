"""`corpus import-warc` and `corpus export-warc`."""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import brotli
import pytest
from click.testing import CliRunner
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners.rights import Notice, Rights
from cleaners.serialise import article_to_dict
from corpus.cli import main
from corpus.warc_pages import WarcPages
from corpus.warc_reading import Gap, WarcFile
from storage import Filters, Store, open_store
from tests.corpus.conftest import FERRY, PIER, Ask, page_at
from tests.site.pages import pages

MOMENT = datetime(2025, 11, 21, 6, 30, tzinfo=UTC)
STORIES = [url for url in pages() if "harbourpost.example/2025/" in url][:8]


def html(url: str) -> bytes:
    return pages()[url].body


def record(
    url: str,
    block: bytes,
    kind: WarcRecordType = WarcRecordType.response,
    at: datetime = MOMENT,
    **fields: str,
) -> WarcRecord:
    made = WarcRecord()
    made.init_headers(kind)
    made.is_http = kind is not WarcRecordType.resource
    made.headers["WARC-Date"] = at.isoformat().replace("+00:00", "Z")
    made.headers.append("WARC-Target-URI", url)
    for name, value in fields.items():
        made.headers.append(name.replace("_", "-"), value)
    made.set_bytes_content(block)
    return made


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", *(headers or ("Content-Type: text/html; charset=utf-8",))]
    return "\r\n".join([*lines, "", ""]).encode() + body


def write(file: Path, records: list[WarcRecord]) -> Path:
    with file.open("wb") as out:
        for one in records:
            packed = GzipWriter(out)
            one.write(packed, checksum_data=True)
            packed.finish()
    return file


def chunked(body: bytes) -> bytes:
    pieces = [body[start : start + 5_000] for start in range(0, len(body), 5_000)]
    return b"".join(b"%x;x=1\r\n%b\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


def odd_records() -> list[WarcRecord]:
    """Six pages packed in six ways, and one of each thing that is none."""
    one, two, three, four, five, six, seven, eight = STORIES
    kind = "content-type: text/html"
    packed, pressed = gzip.compress(html(two)), brotli.compress(html(three))
    both = chunked(gzip.compress(html(four)))
    return [
        record(one, answer(html(one))),
        record(two, answer(packed, kind, "Content-Encoding: gzip")),
        record(three, answer(pressed, kind, "Content-Encoding: br")),
        record(four, answer(both, kind, "Transfer-Encoding: chunked", "content-encoding: gzip")),
        record(
            five, answer(html(five), kind, "Content-Encoding: gzip", "Transfer-Encoding: chunked")
        ),
        record(six, html(six), WarcRecordType.resource, Content_Type="text/html"),
        record(seven, answer(gzip.compress(html(seven))[:-900], kind, "Content-Encoding: gzip")),
        record(eight, answer(html(eight)[:2_000]), WARC_Truncated="length"),
        record(eight, answer(b""), WarcRecordType.revisit),
        record("http://harbourpost.example/a.png", answer(b"\x89PNG", "Content-Type: image/png")),
        record("http://harbourpost.example/b", answer(b"<p>No.", status="404 Not Found")),
        record("http://harbourpost.example/c", answer(b"%PDF-1.7 and so on")),
        record("http://harbourpost.example/d", b"no HTTP at all"),
        record("dns:harbourpost.example", b"20251121 harbourpost.example"),
        record("http://harbourpost.example/e", answer(b"<meta name=robots content=noindex>x")),
    ]


Run = Iterator[tuple[Store, dict[str, object]]]


@contextmanager
def imported(home: Path, *files: Path) -> Run:
    """The store after an import, and what the command said of it."""
    arguments = ["--home", str(home), "import-warc", *map(str, files), "--workers", "2", "--json"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        yield store, json.loads(done.stdout)


@pytest.fixture(autouse=True)
def _nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "COPYDESK_HOME"):
        monkeypatch.delenv(name, raising=False)


def everything(store: Store) -> list[dict[str, object]]:
    found = [(s.article, s.rights, s.fetched_at) for s in store.articles(Filters(kinds=None))]
    return sorted(
        ({**article_to_dict(a), "rights": r, "at": at} for a, r, at in found),
        key=lambda article: str(article["url"]),
    )


def test_what_is_a_page_becomes_an_article_and_the_rest_is_counted(tmp_path: Path) -> None:
    file = write(tmp_path / "odd.warc.gz", odd_records())
    with imported(tmp_path, file) as (store, told):
        assert told["stored"] == 6
        assert told["skipped"] == {
            "truncated": 2,
            "revisit": 1,
            "not-html": 1,
            "http-404": 1,
            "bad-http": 1,
            "bad-address": 1,
        }
        assert told["refused"] == {"not-html": 1, "noindex": 1}
        first = everything(store)
        assert {article["url"] for article in first} == set(STORIES[:6])
        assert first[0]["at"] == MOMENT
        status = store.url_status("http://harbourpost.example/e")
        assert status is not None
        assert status.reason == 'noindex: meta robots says "noindex"'
    with imported(tmp_path, file) as (store, told):
        assert (told["stored"], told["known"], told["refused"]) == (0, 8, {})
        assert everything(store) == first


def test_export_and_import_give_the_same_articles(tmp_path: Path) -> None:
    file = write(tmp_path / "in.warc.gz", odd_records()[:6])
    out, home = tmp_path / "out.warc.gz", tmp_path / "other"
    home.mkdir()
    with imported(tmp_path, file) as (store, _):
        other_url = STORIES[7].replace("harbourpost", "elsewhere")
        marked = page_at(other_url, html(STORIES[7]))
        told = Rights(reserved=True, notices=(Notice("robots.txt", "Content-Signal: ai-train=no"),))
        part = replace(page_at(f"{other_url}?page=2", html(STORIES[6])), rights=told)
        page = replace(marked, url="http://elsewhere.example/short", rights=told, parts=(part,))
        store.store_unclean(page, "clean-timeout", "feed")
        arguments = ["--home", str(tmp_path), "export-warc", str(out), "--include-reserved"]
        assert CliRunner().invoke(main, arguments).stderr == f"8 pages written to {out}.\n"
        before = {stored.page.final_url: stored for stored in store.pages()}
        articles = everything(store)
    with imported(home, out) as (other, told_of):
        assert told_of["stored"] == 7
        after = {stored.page.final_url: stored for stored in other.pages()}
        assert {u: s.page for u, s in after.items()} == {u: s.page for u, s in before.items()}
        assert {s.found_by for s in after.values()} == {"warc", "warc: feed"}
        assert [a for a in everything(other) if a["url"] in STORIES[:6]] == articles
        assert other.history.starts() == {}  # whose archive it is, is not crawled


def test_a_warc_has_a_member_a_record_with_digests_and_the_headers_as_stored(
    ask: Ask, store: Store, tmp_path: Path
) -> None:
    headers = (("content-length", "7"), ("set-cookie", "a=\r\nevil: 1"), ("x", "é€"))
    store.add_page(replace(page_at(PIER.url or ""), headers=headers), "link")
    out = tmp_path / "pages.warc.gz"
    assert ask("export-warc", str(out)).exit_code == 0
    records = list(ArchiveIterator(str(out), parse_http=True))
    assert [str(r.record_type) for r in records] == ["warcinfo", *["response"] * 4]
    pier = next(
        r for r in ArchiveIterator(str(out)) if r.headers.get("WARC-Target-URI") == PIER.url
    )
    assert pier.http_headers.status_line == "HTTP/1.1 200 OK"
    assert pier.http_headers.get_bytes(b"x-crawl-content-length") == b"7"
    assert pier.http_headers.get("evil") is None
    members = out.read_bytes().count(b"\x1f\x8b\x08")
    assert members >= len(records)
    checked = ArchiveIterator(str(out), verify_digests=True, parse_http=False)
    assert sum(1 for _ in checked) == len(records)
    for suffix in ("pages.warc", "pages.warc.zst"):
        ask("export-warc", str(tmp_path / suffix))
        assert sum(1 for _ in ArchiveIterator(str(tmp_path / suffix))) == len(records)


def test_what_may_not_leave_stays(ask: Ask, store: Store, tmp_path: Path) -> None:
    reserved, noarchive = Rights(reserved=True), Rights(noarchive=True)
    store.add_page(replace(page_at(FERRY.url or ""), rights=reserved), "link")
    store.add_page(replace(page_at(PIER.url or ""), rights=noarchive), "link")
    out = str(tmp_path / "pages.warc.gz")
    said = ask("export-warc", out).stderr
    assert said == (
        "1 noarchive page left out; --include-noarchive writes them too.\n"
        "1 reserved page left out; --include-reserved writes them too.\n"
        f"2 pages written to {out}.\n"
    )
    said = ask("export-warc", out, "--include-noarchive", "--include-reserved").stderr
    assert said == f"4 pages written to {out}.\n"
    some = ("export-warc", out, "--author", "lind", "--section", "harbour")
    assert ask(*some, "--include-noarchive").stderr.endswith(f"2 pages written to {out}.\n")
    assert ask("export-warc", str(tmp_path / "pages.zip")).exit_code == 2


@pytest.mark.parametrize("ending", [".warc", ".warc.gz", ".warc.zst"])
def test_a_broken_record_costs_itself_and_no_more(ask: Ask, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"pages{ending}"
    ask("export-warc", str(out))
    places = [int(r.stream_pos) for r in ArchiveIterator(str(out))]
    data = bytearray(out.read_bytes())
    data[places[2] : places[2] + 40] = b"\x00" * 40
    out.write_bytes(b"garbage" * 9 + data[:-30])
    trouble: list[Gap] = []
    found = list(WarcFile(out, trouble.append).blocks())
    whole = [block.field("warc-target-uri") for block in found]
    assert whole == [FERRY.url, "https://tagesfenster.example/strasse"]
    assert trouble


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The same three records in gz and plain."""
    folder = tmp_path_factory.mktemp("archives")
    records = [record(f"https://e.example/{n}", answer(b"<p>%d" % n)) for n in range(3)]
    packed = write(folder / "x.warc.gz", records).read_bytes()
    return [packed, gzip.decompress(packed)]


@given(st.data())
@settings(max_examples=40)
def test_no_damage_to_a_file_raises_or_goes_on_for_ever(
    archives: list[bytes], data: st.DataObject
) -> None:
    kept = bytearray(data.draw(st.sampled_from(archives)))
    for _ in range(data.draw(st.integers(1, 4))):
        place, length = data.draw(st.integers(0, len(kept))), data.draw(st.integers(0, 60))
        kept[place : place + length] = data.draw(st.binary(max_size=60))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "x.warc.gz"
        file.write_bytes(kept)
        gaps: list[Gap] = []
        found = list(WarcPages(file, gaps.append))
        assert len(found) <= 3
        places = [place for gap in gaps for place in (gap.start, gap.end)]
        assert places == sorted(places)
        assert all(gap.start < gap.end <= len(kept) for gap in gaps)


def test_a_later_capture_is_taken_and_an_older_one_is_left(tmp_path: Path) -> None:
    url = STORIES[0]
    day = timedelta(days=1)
    edited = html(url).replace(b"ferry", b"barge")
    captures = [(html(url), MOMENT), (edited, MOMENT + day), (html(url), MOMENT - day)]
    records = [record(url, answer(body), at=at) for body, at in captures]
    with imported(tmp_path, write(tmp_path / "x.warc.gz", records)) as (store, told):
        assert (told["stored"], told["copies"], told["known"]) == (1, 1, 1)
        article = store.article(url)
        assert article is not None
        assert article.fetched_at == MOMENT + day


def test_a_file_that_is_no_warc_is_named(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "holiday.warc.gz"
    file.write_bytes(b"\xff\xd8\xff holiday")
    done = ask("import-warc", str(file))
    assert done.exit_code == 1
    assert f"No record could be read in {file}; are they WARC files?" in done.stderr
    assert ask("import-warc", str(tmp_path / "nosuch.warc")).exit_code == 2
