"""Pages as WARC records, and the fields of our own that a record needs to become the page again.

WARC/1.1: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/. Readers
skip fields that they don't know. What the stored headers say of the way the body came (its
encodings, its length) is no longer true of the body that we keep; as Common Crawl does, these
get `X-Crawl-` in front.
"""

import base64
import hashlib
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from types import ModuleType
from typing import TYPE_CHECKING

import click

from cleaners.types import Page

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

    from storage import StoredPage

INSTALL = "pip install 'copydesk[warc]'"

REQUESTED, FOUND_BY = "X-Copydesk-Requested-URI", "X-Copydesk-Found-By"
PART_OF, NOTICE = "X-Copydesk-Part-Of", "X-Copydesk-Notice"
"""What was asked for before redirects; how it was found; the record that this page goes on with;
what files of the host (robots.txt, tdmrep.json) say of the use of its pages."""

MOVED = "x-crawl-"
OF_THE_WAY = frozenset(("content-encoding", "transfer-encoding", "content-length"))


def fastwarc() -> ModuleType:
    """The library that reads and writes WARC; a sentence where it is missing."""
    try:
        from fastwarc import warc
    except ImportError as error:
        raise click.ClickException(f"WARC files need one more package: {INSTALL}") from error
    return warc


def records_of(stored: "StoredPage") -> "Iterator[WarcRecord]":
    """The records of a stored page: its own, then those of its parts."""
    first = _response(stored.page, stored.found_by)
    yield first
    for part in stored.page.parts:
        record = _response(part, "part")
        record.headers.append(PART_OF, first.record_id or "")
        yield record


def information(filename: str, version: str) -> "WarcRecord":
    """The record that begins a file: who made it, and how."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    record = WarcRecord()
    record.init_headers(WarcRecordType.warcinfo)
    record.headers["WARC-Date"] = _date(datetime.now(UTC))
    record.headers.append("WARC-Filename", _line(filename))
    record.headers.append("Content-Type", "application/warc-fields")
    fields = {
        "software": f"copydesk/{version}",
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/"
        "warc-1.1/",
        "description": "Pages as a copydesk store keeps them: bodies without their encodings",
    }
    record.set_bytes_content("".join(f"{k}: {v}\r\n" for k, v in fields.items()).encode())
    return record


def _response(page: Page, found_by: str) -> "WarcRecord":
    from fastwarc.warc import WarcRecord, WarcRecordType

    address = page.address or ""
    date = _date(page.fetched_at or datetime.now(UTC))
    digest = base64.b32encode(hashlib.sha1(page.body, usedforsecurity=False).digest()).decode()
    number = uuid.uuid5(uuid.NAMESPACE_URL, f"{address} {date} {digest}")
    record = WarcRecord()
    record.init_headers(WarcRecordType.response, f"uuid:{number}".encode())
    record.is_http = True
    headers = record.headers
    headers["WARC-Date"] = date
    headers.append("WARC-Target-URI", _line(address))
    headers.append("WARC-Payload-Digest", f"sha1:{digest}")
    headers.append(FOUND_BY, _line(found_by.removeprefix("warc: ")))
    if page.url is not None and page.url != address:
        headers.append(REQUESTED, _line(page.url))
    for notice in page.rights.notices:
        if not notice.place.startswith(("header ", "meta ")):
            headers.append(NOTICE, _line(f"{notice.place} {notice.text}"))
    record.set_bytes_content(_head(page) + page.body)
    return record


def _head(page: Page) -> bytes:
    """The status line and the headers as stored; those of the way under their other names."""
    status = page.status or 200
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
    lines = [f"HTTP/1.1 {status} {phrase}".rstrip()]
    for name, value in page.headers:
        moved = f"{MOVED}{name}" if name in OF_THE_WAY else name
        lines.append(f"{_line(moved)}: {_line(value)}")
    return b"".join(_bytes(line) + b"\r\n" for line in (*lines, ""))


def _bytes(line: str) -> bytes:
    """Headers are Latin-1 (RFC 9110, 5.5), as they came; what can't be is UTF-8."""
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode("utf-8", "replace")


def _line(text: str) -> str:
    """The text as one line of a header: a line break would begin the next field."""
    return " ".join(text.splitlines()) if text.splitlines() != [text] else text


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
