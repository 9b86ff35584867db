"""What became of a request, in terms of the ledger."""

import pytest
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.outcomes import Outcome, Refusal, outcome_of, outcome_of_status


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (DownloadTimeoutError("x"), "failed", "timeout"),
        (CannotResolveHostError("x"), "failed", "no-such-host"),
        (ResponseDataLossError("x"), "failed", "truncated"),
        (DownloadCancelledError("x"), "refused", "too-big"),
        (TunnelError("502"), "failed", "proxy"),
        (IgnoreRequest("max redirections reached"), "refused", "too-many-redirects"),
        (IgnoreRequest("exceeded DOWNLOAD_MAXSIZE (9 B)"), "refused", "too-big"),
        (Refusal("robots"), "refused", "robots"),
        (Refusal.of(Outcome("failed", "timeout")), "failed", "timeout"),
        (HttpError(Response("http://e.x/", status=404)), "refused", "http-404"),
        (ValueError("bad port"), "failed", "error: ValueError: bad port"),
    ],
)
def test_each_error_has_a_state_and_a_reason(error: Exception, state: str, reason: str) -> None:
    outcome = outcome_of(error)
    assert (outcome.state, outcome.reason) == (state, reason)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (304, "failed"),
        (403, "refused"),
        (410, "refused"),
        (408, "failed"),
        (429, "failed"),
        (502, "failed"),
    ],
)
def test_what_may_work_later_has_failed_and_the_rest_is_refused(status: int, state: str) -> None:
    assert outcome_of_status(status).state == state


def test_the_name_of_a_reason_is_what_stands_before_the_colon() -> None:
    assert Outcome("refused", "list-page: 40 links: many").name == "list-page"
    assert Outcome("stored", None).name == "stored"
