"""Answers that stand before a page: blocks of bots, log-ins, payment. Recorded, never circumvented.

Told by what the vendors of such blocks put into every one of them; no site's name is in here. What
stands in the words of a page (consent, log-in, "not found") is told by `cleaners.page_kind`.
"""

import re
from collections.abc import Mapping

from cleaners.types import Page
from crawler.outcomes import Outcome, outcome_of_status

BOT_BLOCK, LOGIN_WALL, PAYWALL = "bot-block", "login-wall", "paywall"

READ = 65_536
"""Bytes of an answer that are looked at."""

SMALL = 20_000
"""Bytes of a page with status 200 up to which a vendor's script is all that it is."""

BLOCKING = frozenset({202, 401, 403, 405, 406, 409, 418, 429, 498, 503})
"""Statuses that blocks are sent with, besides 200."""

WHOLE = frozenset({200, 203})
"""Statuses of a whole page; 203 says that a proxy in between has changed something."""

_STATUS = {
    401: (LOGIN_WALL, "the server asks for a log-in"),
    402: (PAYWALL, "the server asks for payment"),
    407: (LOGIN_WALL, "a proxy asks for a log-in"),
    511: (LOGIN_WALL, "the network asks for a log-in"),
}
_HEADERS: Mapping[str, tuple[str, str]] = {
    "cf-mitigated": ("challenge", "Cloudflare"),
    "x-amzn-waf-action": ("captcha|challenge", "AWS WAF"),
    "x-sucuri-block": (".", "Sucuri"),
    "x-datadome": ("protected|blocked|captcha", "DataDome"),
    "x-dd-b": ("1|2", "DataDome"),
}
"""Headers that a block has and a page has not: a pattern of the value, and the vendor."""

_SURE: Mapping[str, tuple[bytes | re.Pattern[bytes], ...]] = {
    "Cloudflare": (b"_cf_chl_opt", b"<title>just a moment...</title>"),
    "DataDome": (b"//geo.captcha-delivery.com", b"//ct.captcha-delivery.com"),
    "PerimeterX": (
        b'id="px-captcha',
        b"id='px-captcha",
        re.compile(rb"window\._pxappid[^<]{0,400}_pxuuid"),
    ),
    "Imperva": (
        b"incapsula incident id",
        re.compile(rb"src=[\"']/_incapsula_resource\?[^\"']*cwudnsai"),
    ),
    "AWS WAF": (b"awswafcookiedomainlist", b"gokuprops"),
    "DDoS-Guard": (b"<title>ddos-guard</title>", b"/.well-known/ddos-guard/js-challenge"),
    "Sucuri": (b"sucuri website firewall - access denied", b"sucuri_cloudproxy_js"),
    "Akamai": (b"errors.edgesuite.net", b"sec-if-cpt-container"),
    "Kasada": (b"/149e9513-01fa-4fb0-aad4-566afd725d1b/",),
}
"""What stands in a block alone, in lower case. Looked for in small pages and in what refuses.

Plain bytes, or a pattern that begins with some: others take ten times as long.
"""

_LIKELY: Mapping[str, tuple[bytes | re.Pattern[bytes], ...]] = {
    "Cloudflare": (b"/cdn-cgi/challenge-platform/", b"cf-error-details", b"cf-turnstile"),
    "a captcha": (b"g-recaptcha", b"h-captcha", b"recaptcha/api.js", b"hcaptcha.com/1/api.js"),
    "Imperva": (b"_incapsula_resource",),
    "a captcha page": (
        b"are you a robot",
        re.compile(rb"verify (?:that )?you are (?:a )?human"),
    ),
}
"""What stands in ordinary pages too; it counts in answers that refuse."""


def outcome_of_answer(page: Page) -> Outcome | None:
    """Why an answer is no page to use, by its status and what stands in it; None for a page."""
    if vendor := _vendor(page):
        return Outcome("refused", f"{BOT_BLOCK}: by {vendor}, HTTP {page.status}", page.status)
    if named := _STATUS.get(page.status or 0):
        name, why = named
        return Outcome("refused", f"{name}: {why} (HTTP {page.status})", page.status)
    return None if page.status in WHOLE else outcome_of_status(page.status or 0)


def _vendor(page: Page) -> str | None:
    """Whose block an answer is, or None."""
    for name, value in page.headers:
        if name in _HEADERS and re.search(_HEADERS[name][0], value, re.IGNORECASE):
            return _HEADERS[name][1]
    refuses = page.status in BLOCKING
    if not refuses and (page.status != 200 or len(page.body) > SMALL):
        return None
    start = page.body[:READ].lower()
    tables = (_SURE, _LIKELY) if refuses else (_SURE,)
    return next(
        (vendor for table in tables for vendor, marks in table.items() if _has_one(start, marks)),
        None,
    )


def _has_one(start: bytes, marks: tuple[bytes | re.Pattern[bytes], ...]) -> bool:
    return any(
        mark in start if isinstance(mark, bytes) else mark.search(start) is not None
        for mark in marks
    )
