"""What a header says of a body is believed where the body bears it out."""

import asyncio

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from crawler.outcomes import Refusal
from crawler.responses import BoundedMetaRefreshMiddleware, CompressionMiddleware

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


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///a", "http://[", "tel:1"])
def test_a_page_that_leads_on_to_no_page_is_a_page_itself(target: str) -> None:
    middleware = BoundedMetaRefreshMiddleware(get_crawler().settings)
    body = f'<html><meta http-equiv=refresh content="0;url={target}"><p>All of it.</p>'.encode()
    answer = HtmlResponse(URL, body=body, headers={"Content-Type": "text/html"})
    assert middleware.process_response(Request(URL), answer) is answer
