"""What became of a request, in our own terms: a state of the ledger and a reason.

A reason is a short, stable name ("http-404", "robots", "clean-timeout"), and after a colon what a
person wants to know. Refused: it will be the same tomorrow. Failed: it may work the next time.
"""

from dataclasses import dataclass

from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.web.client import ResponseFailed

from storage import UrlState

_TEMPORARY = frozenset({206, 304, 408, 421, 423, 425, 429})
"""Client errors that say "later" (RFC 9110, RFC 6585, RFC 8470); a part that nobody asked for, or
"not modified" where nobody said what is known: a cache in between is broken, and may be mended."""

_BY_KIND: tuple[tuple[type[Exception], UrlState, str], ...] = (
    (DownloadCancelledError, "refused", "too-big"),
    (UnsupportedURLSchemeError, "refused", "scheme"),
    (DownloadTimeoutError, "failed", "timeout"),
    (CannotResolveHostError, "failed", "no-such-host"),
    (DownloadConnectionRefusedError, "failed", "connection-refused"),
    (ResponseDataLossError, "failed", "truncated"),
    (DownloadFailedError, "failed", "connection-lost"),
    (TunnelError, "failed", "proxy"),
)

SAME_PAGE = "same-page"
"""The reason of a URL that only leads to a page that is stored under another one."""

SAME_TEXT = "same-text"
"""The reason of a page that repeats another one of its site, word for word."""
LATER: UrlState = "failed"
"""How a run counts a URL that it did not ask for, as its host wants rest; the URL stays due."""

NOT_ASKED = frozenset({"host-closed", "stopped", "store"})
"""The reasons for that."""

FORGOTTEN = "forgotten"
"""The reason of a URL that a person had us forget, or of whose host."""

FOUND_TWICE = "found-twice"
"""The reason of a URL that leads to another one that this run found and fetches."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a URL ended: the state, why, and the HTTP status where there was one."""

    state: UrlState
    reason: str | None
    http_status: int | None = None

    @property
    def name(self) -> str:
        """The reason without its details."""
        return (self.reason or self.state).split(":", 1)[0]


class Refusal(IgnoreRequest):
    """Raised by our own middlewares: the request is not made, for this reason."""

    def __init__(self, name: str, detail: str = "", state: UrlState = "refused") -> None:
        reason = f"{name}: {detail}" if detail else name
        super().__init__(reason)
        self.outcome = Outcome(state, reason)

    @classmethod
    def of(cls, outcome: Outcome) -> "Refusal":
        """A refusal that ends in this outcome."""
        refusal = cls(outcome.reason or outcome.state)
        refusal.outcome = outcome
        return refusal


def outcome_of(error: BaseException) -> Outcome:
    """The outcome of a request that ended in this error.

    >>> outcome_of(DownloadTimeoutError("...")).reason
    'timeout'
    """
    if isinstance(error, Refusal):
        return error.outcome
    if isinstance(error, HttpError):
        return outcome_of_status(error.response.status)
    if isinstance(error, IgnoreRequest):
        text = str(error)
        if "max redirections" in text:
            return Outcome("refused", "too-many-redirects")
        return Outcome("refused", "too-big" if "DOWNLOAD_MAXSIZE" in text else f"ignored: {text}")
    for kind, state, reason in _BY_KIND:
        if isinstance(error, kind):
            detail = _how_it_failed(error) if kind is DownloadFailedError else ""
            return Outcome(state, f"{reason}: {detail}" if detail else reason)
    return Outcome("failed", f"error: {type(error).__name__}: {error}"[:300])


def _how_it_failed(error: BaseException) -> str:
    """What Twisted says of an exchange that failed: how the connection ended, what was no HTTP."""
    failed = error.__cause__
    if not isinstance(failed, ResponseFailed):
        return ""
    causes = [reason.value for reason in failed.reasons]
    for cause in causes:
        if isinstance(cause, ConnectionDone):
            return "closed without an answer"
        if isinstance(cause, ConnectionLost):
            return "reset"
    told = (
        "a header that cannot be read" if isinstance(cause, AttributeError | TypeError) else cause
        for cause in causes
    )
    return "; ".join(f"no HTTP: {cause}" for cause in told)[:200]


def outcome_of_status(status: int) -> Outcome:
    """The outcome of an answer that is not 200.

    >>> outcome_of_status(404).state, outcome_of_status(503).state
    ('refused', 'failed')
    """
    lasting = status < 500 and status not in _TEMPORARY
    return Outcome("refused" if lasting else "failed", f"http-{status}", status)
