"""An HTTP answer as it went over the wire: head and body apart, the body out of its encodings.

Archives differ: some keep the bytes of the wire, some (Common Crawl's older news) the headers of
the wire and the body without its encodings. What a header says is tried, and believed if it fits.
"""

import re
from dataclasses import dataclass

MAX_HEAD = 262_144
"""Bytes within which the head must end."""

_STATUS = re.compile(rb"(?i:HTTP/\d(?:\.\d)?|h[23])\s+(\d{3})(?:\s|$)")
"""Some writers name the protocol as it was negotiated: h2."""

_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<[!?a-zA-Z]")


@dataclass(frozen=True, slots=True)
class Message:
    """Status, headers (names in lower case) and the body as it stands there."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def values(self, name: str) -> list[str]:
        """The comma-separated values of all headers of that name, in lower case."""
        joined = ",".join(value for key, value in self.headers if key == name)
        return [value for part in joined.split(",") if (value := part.strip().lower())]


class BadMessageError(Exception):
    """No HTTP answer, or a part of one; `name` is the reason, short and stable."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def parse_message(data: bytes) -> Message:
    """The answer in these bytes. Raises BadMessageError ("bad-http") where there is none.

    >>> parse_message(b"HTTP/1.1 200 OK\\r\\nA: b\\r\\n\\r\\nText")
    Message(status=200, headers=(('a', 'b'),), body=b'Text')
    """
    ends = re.compile(rb"\r?\n\r?\n").search(data, 0, MAX_HEAD)
    head, body = (data[: ends.start()], data[ends.end() :]) if ends else (data, b"")
    first, *lines = head.splitlines()[:1_000] or [b""]
    status = _STATUS.match(first)
    if status is None or ends is None:
        raise BadMessageError("bad-http")
    pairs = (line.partition(b":") for line in lines)
    headers = tuple(
        (name.strip().decode("latin-1").lower(), value.strip().decode("latin-1"))
        for name, colon, value in pairs
        if colon and name.strip()
    )
    return Message(int(status[1]), headers, body)


def decoded_body(message: Message, most: int) -> bytes:
    """The body without what it was packed in on its way.

    Raises BadMessageError: "truncated", "damaged", "encoding" (one that we don't know), "too-big".
    """
    body = message.body
    encodings = [e for e in message.values("content-encoding") if e not in ("identity", "none")]
    if "chunked" in message.values("transfer-encoding"):
        body = _unchunked(body)
    elif not encodings and len(body) < _length(message):
        raise BadMessageError("truncated")
    if encodings:
        body = _unpacked(body, encodings, most)
    if len(body) > most:
        raise BadMessageError("too-big")
    return body


def _length(message: Message) -> int:
    """The length that the answer states; 0 where it states none."""
    stated = message.values("content-length")
    return int(stated[0]) if stated and re.fullmatch("[0-9]{1,18}", stated[0]) else 0


def _unchunked(body: bytes) -> bytes:
    """The body out of its chunks (RFC 9112, 7.1); as it is where it has none."""
    parts: list[bytes] = []
    place = 0
    while size := _CHUNK.match(body, place):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        place = size.end() + length
        parts.append(body[size.end() : place])
        while body[place : place + 1] in (b"\r", b"\n") and body[place : place + 1]:
            place += 1
    if not parts:
        return body
    raise BadMessageError("truncated")


def _unpacked(body: bytes, encodings: list[str], most: int) -> bytes:
    from crawler.unpacking import BadEncodingError, unpacked

    kept = bytearray()
    try:
        for piece in unpacked(body, encodings):
            kept.extend(piece)
            if len(kept) > most:
                raise BadMessageError("too-big")
    except BadEncodingError as error:
        if _MARKUP.match(body[:1_024]):
            return body  # it was unpacked before it was archived
        raise BadMessageError(error.name) from error
    return bytes(kept)
