"""From records of a WARC file to pages; and why a record is none."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from cleaners.rights import Notice, rights_of
from cleaners.types import Page
from cleaners.urls import normalise_url
from corpus.http_message import BadMessageError, Message, decoded_body, parse_message
from corpus.warc import FOUND_BY, MOVED, NOTICE, PART_OF, REQUESTED
from corpus.warc_reading import MAX_BLOCK, Block, Gap, WarcFile

MAX_BODY = 10 * 1_048_576
"""Bytes of a page, as in a crawl."""

HTML = frozenset(("text/html", "application/xhtml+xml", "application/xml", "text/xml", ""))
"""Types of what may be a web page; what it is, is told by its bytes."""

FOUND = "warc"

_WAY = re.compile(r"[a-z-]{1,20}")
"""A way by which a page is found; what an archive says may be anything."""


class NoPageError(Exception):
    """A record that is no page; its name is the reason, short and stable."""


class WarcPages:
    """The pages of a file, and a count of the records that are none, by reason."""

    def __init__(self, path: Path, on_gap: Callable[[Gap], None]) -> None:
        self._file = WarcFile(path, self._unreadable)
        self._on_gap = on_gap
        self.skipped: Counter[str] = Counter()
        self.place = 0
        """How far into the file the reading has come, in bytes."""
        self.lost_bytes = 0
        """How many of them could not be read."""
        self.ends_early = False
        """Whether the end of the file is among these."""

    @property
    def records(self) -> int:
        """How many records were read, of all types."""
        return self._file.records

    def __iter__(self) -> Iterator[tuple[Page, str]]:
        """Each page with its parts, and how it was found."""
        held: tuple[str | None, Page, str] | None = None
        for block in self._file.blocks():
            self.place = block.offset
            try:
                page = page_in(block)
            except NoPageError as error:
                self.skipped[str(error)] += 1
                continue
            whole = block.field(PART_OF.lower())
            if held and whole and whole == held[0]:
                held = (held[0], replace(held[1], parts=(*held[1].parts, page)), held[2])
                continue
            if held:
                yield held[1], held[2]
            found_by = _found_by(block)
            held = (block.field("warc-record-id"), page, found_by)
        if held:
            yield held[1], held[2]

    def _unreadable(self, gap: Gap) -> None:
        self.skipped["unreadable"] += 1
        self.lost_bytes += gap.end - gap.start
        self.ends_early = gap.last
        self._on_gap(gap)


def _found_by(block: Block) -> str:
    """By an archive, and what that says of how its crawl had found the page."""
    told = block.field(FOUND_BY.lower()) or FOUND
    return f"{FOUND}: {told}" if told != FOUND and _WAY.fullmatch(told) else FOUND


def page_in(block: Block) -> Page:
    """The page that a record holds. Raises NoPageError."""
    if block.type == "revisit":
        raise NoPageError("revisit")
    address = (block.field("warc-target-uri") or "").strip("<> ")
    if normalise_url(address) is None:
        raise NoPageError("bad-address")
    if len(block.content) == MAX_BLOCK:
        raise NoPageError("too-big")
    if block.field("warc-truncated"):
        raise NoPageError("truncated")
    message = _message(block)
    kinds = [value.split(";")[0].strip() for value in message.values("content-type")[:1]]
    if message.status == 200 and (kinds or [""])[0] not in HTML:
        raise NoPageError("not-html")
    try:
        body = decoded_body(message, MAX_BODY)
    except BadMessageError as error:
        raise NoPageError(error.name) from error
    page = Page(
        url=block.field(REQUESTED.lower()) or address,
        final_url=address,
        status=message.status,
        headers=_headers(message),
        fetched_at=_moment(block.field("warc-date")),
        body=body,
    )
    return replace(page, rights=rights_of(page, _notices(block)))


def _message(block: Block) -> Message:
    """The answer that a record holds; a resource is one without a head."""
    kind = (block.field("content-type") or "").lower()
    if block.type == "resource":
        return Message(200, (("content-type", kind),), block.content)
    try:
        return parse_message(block.content)
    except BadMessageError as error:
        raise NoPageError(error.name) from error


def _headers(message: Message) -> tuple[tuple[str, str], ...]:
    """The headers as a crawl stores them: those of the way under their own names again.

    The body has lost its encodings, so the header that names them goes.
    """
    moved = {name for name, _ in message.headers if name.startswith(MOVED)}
    return tuple(
        (name.removeprefix(MOVED), value)
        for name, value in message.headers
        if name.removeprefix(MOVED) != "content-encoding" and f"{MOVED}{name}" not in moved
    )


def _moment(date: str | None) -> datetime | None:
    """The time of a record, to the second or finer (WARC/1.1); None if it names none."""
    try:
        moment = datetime.fromisoformat(date or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _notices(block: Block) -> Iterator[Notice]:
    for name, value in block.fields:
        if name == NOTICE.lower():
            place, _, text = value.partition(" ")
            yield Notice(place, text)
