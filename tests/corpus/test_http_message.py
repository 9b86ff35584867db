"""Answers as they went over the wire."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.http_message import BadMessageError, Message, decoded_body, parse_message

MARKUP = b"<!doctype html><p>The ferry sails."


def body_of(body: bytes, *headers: tuple[str, str], most: int = 1_000_000) -> bytes:
    return decoded_body(Message(200, headers, body), most)


@pytest.mark.parametrize(
    ("data", "status", "headers", "body"),
    [
        (b"HTTP/1.0 200\nA: b\n\nx\n\ny", 200, (("a", "b"),), b"x\n\ny"),
        (b"HTTP/2 404\r\n\r\n", 404, (), b""),
        (b"h2 200\r\n\r\n", 200, (), b""),
        (b"HTTP/1.1 200 OK\r\nno header\r\n: x\r\nA:\xe9:1\r\n\r\n", 200, (("a", "é:1"),), b""),
    ],
)
def test_heads_are_read_as_servers_write_them(
    data: bytes, status: int, headers: tuple[tuple[str, str], ...], body: bytes
) -> None:
    assert parse_message(data) == Message(status, headers, body)


PIECES = (b"5\r\nferry\r\n", b"0\r\n\r\n", b"FFFFFFFF\r\n", gzip.compress(bytes(500)), b"<p>sails")
STARTS = (
    b"",
    b"HTTP/1.1 200 OK\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
)


@given(st.sampled_from(STARTS), st.lists(st.sampled_from(PIECES) | st.binary(max_size=40)))
def test_any_bytes_give_a_bounded_body_or_a_known_reason(start: bytes, data: list[bytes]) -> None:
    body = b""
    reason: str | None = None
    try:
        body = decoded_body(parse_message(start + b"".join(data)), 100)
    except BadMessageError as error:
        reason = error.name
    assert reason in (None, "bad-http", "truncated", "damaged", "encoding", "too-big")
    assert len(body) <= 100


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "zstd", "gzip, br"])
def test_a_body_that_was_unpacked_before_is_taken_as_it_is(encoding: str) -> None:
    assert body_of(MARKUP, ("content-encoding", encoding)) == MARKUP


def test_what_is_packed_is_unpacked_within_its_limit() -> None:
    named = ("content-encoding", "identity, GZIP")
    assert body_of(gzip.compress(MARKUP), named) == MARKUP
    assert body_of(zlib.compress(MARKUP), ("content-encoding", "deflate")) == MARKUP
    for body, headers in (
        (gzip.compress(b"x" * 2_000_000), (named,)),
        (b"x" * 1_000_001, ()),
    ):
        with pytest.raises(BadMessageError, match="too-big"):
            body_of(body, *headers)
    for body, name in ((gzip.compress(MARKUP)[:-9], "truncated"), (b"\x00" * 30, "damaged")):
        with pytest.raises(BadMessageError, match=name):
            body_of(body, named)


def test_chunks_are_joined_and_a_missing_end_is_noticed() -> None:
    named = ("transfer-encoding", "chunked")
    assert body_of(b"4\r\n<p>A\r\n2;x=y\r\nBC\r\n0\r\nA: b\r\n\r\n", named) == b"<p>ABC"
    assert body_of(MARKUP, named) == MARKUP
    with pytest.raises(BadMessageError, match="truncated"):
        body_of(b"4\r\n<p>A\r\nff\r\nBC", named)


def test_a_body_that_is_shorter_than_its_answer_says_is_cut_off() -> None:
    assert body_of(MARKUP, ("content-length", str(len(MARKUP) - 1))) == MARKUP
    assert body_of(MARKUP, ("content-length", "none")) == MARKUP
    with pytest.raises(BadMessageError, match="truncated"):
        body_of(MARKUP, ("content-length", str(len(MARKUP) + 1)))
