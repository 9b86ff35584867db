"""Middlewares that answers go through, in the place of Scrapy's own.

Bodies are unpacked whole, within the limit, or not at all: Scrapy passes on what it can read of a
stream that was cut off. Whatever would hold up the reactor is done in a thread.
"""

import asyncio
import contextlib
import re
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from cleaners.urls import normalise_url, shown
from crawler.outcomes import Refusal
from crawler.rounds import Rounds
from crawler.unpacking import BadEncodingError, unpacked
from storage import UrlState

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

ACCEPTED = "gzip, deflate, br, zstd"

AT_ONCE = 524_288
"""Bytes that are unpacked in the reactor, in about two milliseconds; more goes to a thread."""

REFRESH_WITHIN = 16_384
"""Bytes in which a page's `<meta http-equiv=refresh>` stands; Scrapy decodes all of a page."""

_ROOT = re.compile(rb"<(?:[a-z]+:)?(html|rss|feed|rdf|urlset|sitemapindex)[\s>]", re.IGNORECASE)

_LASTING = frozenset({"too-big", "encoding"})
"""Reasons that another try would not change."""


class CompressionMiddleware:
    """Unpacks bodies; one that was cut off or damaged is asked for again, then fails."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._most = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._rounds = Rounds()

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Say what we can unpack."""
        request.headers.setdefault("Accept-Encoding", ACCEPTED)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """The unpacked answer, or the request once more. Raises Refusal in the end."""
        try:
            _check_end(response)
            encodings = _encodings(response)
            if _names_no_packing(encodings, response.body):
                return _replaced(response, response.body)
            if not encodings or request.method == "HEAD":
                return response
            await self._rounds.turn()
            most = request.meta.get("download_maxsize", self._most)
            return _replaced(response, await _unpack(response.body, encodings, most))
        except BadEncodingError as error:
            if response.status != 200:  # its status is all that counts
                return _replaced(response, b"")
            again = None if error.name in _LASTING else self._again(request, error.name)
            if again is not None:
                return again
            state: UrlState = "refused" if error.name in _LASTING else "failed"
            raise Refusal(error.name, str(error), state) from error

    def _again(self, request: Request, reason: str) -> Request | None:
        spider = self._crawler.spider
        assert spider is not None
        if request.meta.get("dont_retry"):
            return None
        return get_retry_request(request, spider=spider, reason=reason)


class CheckedRedirectMiddleware(RedirectMiddleware):
    """Scrapy's, for which an address that can't be taken apart is an error without a name."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """The request that follows a redirect, or the answer. Raises Refusal for a bad address."""
        found: Request | Response | None = None
        with contextlib.suppress(ValueError):
            found = super().process_response(request, response)
        if found is None or (isinstance(found, Request) and normalise_url(found.url) is None):
            where = (response.headers.get("Location") or b"").decode("latin-1")
            raise Refusal("bad-address", f"redirects to {shown(where)}")
        return found


class BoundedMetaRefreshMiddleware(MetaRefreshMiddleware):
    """Scrapy's, shown the beginning of a page that may hold one; it decodes all it is shown."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """The page that this one leads on to, or the answer as it came.

        As in browsers, a page leads on to pages alone: a script for an address is passed over.
        """
        start = response.body[:REFRESH_WITHIN]
        if b"refresh" not in start.replace(b"\0", b"").lower():
            return response
        found: Request | Response = response
        with contextlib.suppress(ValueError):
            found = super().process_response(request, _copied(response, type(response), body=start))
        leads_on = isinstance(found, Request) and normalise_url(found.url) is not None
        return found if leads_on else response


def _check_end(response: Response) -> None:
    if "partial" in response.flags and cut_off(response.body):
        raise BadEncodingError("truncated", "the connection ended before the page did")


def _encodings(response: Response) -> list[str]:
    values = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
    named = (value.strip().lower() for value in values.split(","))
    return [name for name in named if name not in ("", "identity", "none")]


def _names_no_packing(encodings: list[str], body: bytes) -> bool:
    """Whether a header names what is no packing ("utf-8"), and the page is there as it is."""
    known = any(name.removeprefix("x-") in ACCEPTED.split(", ") for name in encodings)
    return bool(encodings) and not known and body.lstrip()[:1] == b"<"


async def _unpack(body: bytes, encodings: list[str], most: int) -> bytes:
    pieces, kept = unpacked(body, encodings), bytearray()

    def take(room: int) -> bool:
        for piece in pieces:
            kept.extend(piece)
            if len(kept) > most:
                raise BadEncodingError("too-big", f"more than {most:,} bytes unpacked")
            if len(kept) >= room:
                return True
        return False

    try:
        if take(AT_ONCE):
            await asyncio.to_thread(take, most + 1)
    except BadEncodingError:
        kept.clear()  # the error's traceback knows it, and is collected late
        raise
    return bytes(kept)


def _replaced(response: Response, body: bytes) -> Response:
    headers = response.headers.copy()
    del headers["Content-Encoding"]
    kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
    return _copied(response, kind, headers=headers, body=body)


def _copied(response: Response, kind: type[Response], **changes: Any) -> Response:
    """A response with other bytes. `Response.replace` infers the charset of the old ones, which
    costs up to 50 ms and is asked for by nobody."""
    kept = {name: getattr(response, name) for name in Response.attributes}
    return kind(**{**kept, **changes})


def cut_off(body: bytes) -> bool:
    """Whether a body that ended with its connection stops in the middle of what it began.

    >>> cut_off(b"<html><p>On Monday the coun"), cut_off(b"<p>All.</p>")
    (True, False)
    """
    root = _ROOT.search(body[:4_096])
    if root is None:
        return False
    return re.search(rb"</(?:[a-z]+:)?" + root[1] + rb"\s*>", body[-2_048:], re.IGNORECASE) is None
