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

_SURE = {
    "Cloudflare": re.compile(rb"_cf_chl_opt|<title>just a moment\.\.\.</title>"),
    "DataDome": re.compile(rb"https?://(?:geo|ct)\.captcha-delivery\.com"),
    "PerimeterX": re.compile(rb"id=[\"']px-captcha|window\._pxappid[^<]{0,400}_pxuuid"),
    "Imperva": re.compile(rb"incapsula incident id|src=[\"']/_incapsula_resource\?[^\"']*cwudnsai"),
    "AWS WAF": re.compile(rb"awswafcookiedomainlist|gokuprops"),
    "DDoS-Guard": re.compile(rb"<title>ddos-guard</title>|/\.well-known/ddos-guard/js-challenge"),
    "Sucuri": re.compile(rb"sucuri website firewall - access denied|sucuri_cloudproxy_js"),
    "Akamai": re.compile(rb"errors\.edgesuite\.net|sec-if-cpt-container"),
    "Kasada": re.compile(rb"/149e9513-01fa-4fb0-aad4-566afd725d1b/"),
}
"""What stands in a block alone. Looked for in small pages and in answers that refuse."""

_LIKELY = {
    "Cloudflare": re.compile(rb"/cdn-cgi/challenge-platform/|cf-error-details|cf-turnstile"),
    "a captcha": re.compile(rb"g-recaptcha|h-captcha|recaptcha/api\.js|hcaptcha\.com/1/api\.js"),
    "Imperva": re.compile(rb"_incapsula_resource"),
    "a captcha page": re.compile(rb"are you a robot|verify (?:that )?you are (?:a )?human"),
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
    return next((v for t in tables for v, marks in t.items() if marks.search(start)), None)
