"""Packed bodies: whole or refused, whatever the size of the pieces."""

import gzip
import zlib

import pytest

from crawler.unpacking import BadEncodingError, unpacked
from tests.crawler.hostile import pack

ENCODINGS = ("gzip", "deflate", "br", "zstd")
TEXT = b"".join(b"Line %d of a text that is packed.\n" % (n * n) for n in range(9_000))


def whole(body: bytes, *encodings: str) -> bytes:
    return b"".join(unpacked(body, list(encodings)))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_was_packed_comes_out_as_it_was(encoding: str) -> None:
    for text in (TEXT, b"x", b"a" * 1_000_000):
        assert whole(pack(text, encoding), encoding) == text
    assert whole(b"", encoding) == b""


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_stream_without_its_end_is_truncated_wherever_it_was_cut(encoding: str) -> None:
    body = pack(TEXT, encoding)
    for cut in (*range(1, len(body), len(body) // 40), len(body) - 1):
        with pytest.raises(BadEncodingError) as caught:
            whole(body[:cut], encoding)
        assert caught.value.name == "truncated"


def test_what_no_decoder_can_read_is_damaged() -> None:
    wrong_sum = pack(TEXT, "gzip")[:-8] + bytes(8)
    for body, encoding in ((wrong_sum, "gzip"), (b"<html>", "gzip"), (b"\xff" * 99, "zstd")):
        with pytest.raises(BadEncodingError) as caught:
            whole(body, encoding)
        assert caught.value.name == "damaged"


def test_encodings_are_undone_in_their_order() -> None:
    assert whole(pack(pack(TEXT, "br"), "gzip"), "br", "gzip") == TEXT
    with pytest.raises(BadEncodingError, match="'compress' was not asked for"):
        whole(TEXT, "compress")


def test_members_one_behind_the_other_are_one_text_and_junk_behind_them_is_left() -> None:
    for encoding in ("gzip", "zstd"):
        assert whole(pack(b"a", encoding) + pack(b"b", encoding), encoding) == b"ab"
        assert whole(pack(b"a", encoding) + b"junk", encoding) == b"a"
    assert whole(gzip.compress(b"a") + bytes(512), "gzip") == b"a"


def test_bare_deflate_is_read_too() -> None:
    engine = zlib.compressobj(wbits=-15)
    assert whole(engine.compress(TEXT) + engine.flush(), "deflate") == TEXT


def test_a_bomb_comes_out_in_pieces_so_that_its_reader_can_stop() -> None:
    for encoding in ENCODINGS:
        pieces = unpacked(pack(bytes(20_000_000), encoding), [encoding])
        assert len(next(pieces)) <= 200_000
