"""What a header says of a body is believed where the body bears it out."""

import asyncio

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.outcomes import Refusal
from crawler.responses import CompressionMiddleware

URL = "http://paper.example/2026/11/20/council-keeps-the-ferry"


def unpacked(body: bytes, encoding: str) -> Response:
    middleware = CompressionMiddleware(get_crawler())
    answer = Response(URL, headers={"Content-Encoding": encoding}, body=body)
    came = asyncio.run(middleware.process_response(Request(URL), answer))
    assert isinstance(came, Response)
    return came


@pytest.mark.parametrize("named", ["utf-8", "binary", "UTF-8, utf-8"])
def test_a_header_that_names_no_packing_is_no_reason_to_lose_a_page(named: str) -> None:
    assert unpacked(b" <p>All of it.</p>", named).body == b" <p>All of it.</p>"


@pytest.mark.parametrize(
    ("body", "named"), [(b"\x1f\x9d\x90", "compress"), (b"<p>", "br, compress")]
)
def test_a_packing_that_we_cannot_undo_is_refused_by_its_name(body: bytes, named: str) -> None:
    with pytest.raises(Refusal, match="'compress' was not asked for"):
        unpacked(body, named)
