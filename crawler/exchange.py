"""One exchange with a server, held to its bounds: time, bytes of the head, an honest end.

Scrapy bounds the body alone. A server that sends headers without an end filled 1.7 GB in 20 s, and
a body that a reset cut off counts as whole where the server named no length.
"""

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, NoReturn, cast

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError
from twisted.internet.error import ConnectionDone
from twisted.python.failure import Failure
from twisted.web._newclient import BODY
from twisted.web.client import ResponseFailed

from crawler.outcomes import Refusal
from crawler.tls import VerifyingHandler

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.web._newclient import HTTP11ClientProtocol
    from twisted.web._newclient import Request as TxRequest
    from twisted.web.iweb import IResponse

MAX_HEAD = 131_072
"""Bytes of status line and headers; Chrome takes 256 KiB, real news sites send up to 20 KiB."""

MAX_HEADER_LINES = 1_000
"""Header lines; each costs time to take apart. Real answers have up to a hundred."""

GRACE = 1.0
"""Seconds after which a fetch ends even where Scrapy's own deadline failed to end it."""

SPENT = "fetch_spent"
"""Meta key: what a fetch has taken so far, as (number of the try, seconds)."""


class HeadTooBigError(Exception):
    """A server sends more headers than any page needs."""


class BoundedHandler(VerifyingHandler):
    """Scrapy's handler with bounds; DOWNLOAD_TIMEOUT is for a fetch with all its redirects."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        logging.getLogger(HTTP11DownloadHandler.__module__).setLevel("ERROR")  # the ledger has it
        self._pool._factory = _BoundedFactory
        self._seconds = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")

    async def download_request(self, request: "Request") -> "Response":
        """The answer. Raises Refusal for a head without an end, else what Scrapy raises."""
        attempt = request.meta.get("retry_times", 0)
        tried, spent = request.meta.get(SPENT, (attempt, 0.0))
        spent = spent if tried == attempt else 0.0
        if spent >= self._seconds:
            raise DownloadTimeoutError(f"Redirects took longer than {self._seconds:g} seconds.")
        request.meta["download_timeout"] = left = self._seconds - spent
        begun = time.monotonic()
        try:
            async with asyncio.timeout(left + GRACE):
                return await super().download_request(request)
        except TimeoutError:
            raise DownloadTimeoutError(f"No end after {self._seconds:g} seconds.") from None
        except DownloadFailedError as error:
            if _head_too_big(error):
                raise Refusal("headers-too-big", f"more than {MAX_HEAD:,} bytes") from error
            raise
        finally:
            request.meta[SPENT] = (attempt, spent + time.monotonic() - begun)


def _head_too_big(error: DownloadFailedError) -> bool:
    failed = error.__cause__
    reasons = failed.reasons if isinstance(failed, ResponseFailed) else ()
    return any(isinstance(reason.value, HeadTooBigError) for reason in reasons)


class _BoundedParser(_LenientHTTPClientParser):
    """Counts what a server sends before the body, informational answers (1xx) included.

    Its class takes the place of another one's (see `_BoundedProtocol`), so that all state has a
    default here.
    """

    MAX_LENGTH = MAX_HEAD
    _bytes = 0
    _lines = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """Take a line within the bounds. Raises HeadTooBigError, which ends the exchange."""
        self._bytes += len(line) + 1
        self._lines += 1
        if self._bytes > MAX_HEAD or self._lines > MAX_HEADER_LINES:
            self._refuse()
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802
        """Refuse a line that is longer than all of the head may be."""
        self._refuse()

    def _refuse(self) -> NoReturn:
        cast("Any", self.transport)._producer.abortConnection()
        raise HeadTooBigError

    def connectionLost(self, reason: Failure | None = None) -> None:  # noqa: N802
        """Count a body without a length as cut off if the connection did not end in order."""
        decoder: Any = self.bodyDecoder
        why: object = getattr(reason, "value", reason)  # Twisted passes some errors bare
        lost = why is not None and not isinstance(why, ConnectionDone)
        if self.state == BODY and lost and getattr(decoder, "contentLength", 0) is None:
            decoder.contentLength = 1  # one byte that never came: the decoder tells of a loss
        super().connectionLost(reason)


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: "TxRequest") -> "Deferred[IResponse]":
        """Send a request, its answer read by our parser (as Scrapy puts in its own)."""
        answer = super().request(request)
        cast("Any", self._parser).__class__ = _BoundedParser
        return answer


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(  # noqa: N802 - Twisted's name
        self,
        addr: "IAddress | None",
    ) -> "HTTP11ClientProtocol":
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
