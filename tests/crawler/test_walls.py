"""Walls before a page are told from pages, with the reason that they are recorded under."""

import pytest

from cleaners.types import CleaningError, Page
from crawler.walls import outcome_of_answer
from crawler.work import Refused, clean_page
from tests.crawler.server import article


def answer(status: int, body: str | bytes = "", **headers: str) -> Page:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    data = body.encode() if isinstance(body, str) else body
    return Page("http://e.x/a", "http://e.x/a", status, named, None, data)


BLOCKS = [
    answer(403, "<title>Just a moment...</title><script>window._cf_chl_opt={}</script>"),
    answer(503, "<title>Just a moment...</title>", cf_mitigated="challenge"),
    answer(200, "<html><script>window._cf_chl_opt={cvId:'3'}</script></html>"),
    answer(403, "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/jsch/v1'></script>"),
    answer(403, "<script src='https://ct.captcha-delivery.com/c.js'></script>"),
    answer(403, "", x_datadome="protected"),
    answer(403, '<div id="px-captcha"></div>'),
    answer(200, "<iframe src='/_Incapsula_Resource?x'>Incapsula incident ID: 8-1</iframe>"),
    answer(202, "<script>window.gokuProps = {}</script>"),
    answer(405, "", x_amzn_waf_action="captcha"),
    answer(403, "<h1>Access Denied</h1>Reference #18.1 https://errors.edgesuite.net/18.1"),
    answer(403, "<title>Sucuri WebSite Firewall - Access Denied</title>"),
    answer(429, "<div class='h-captcha' data-sitekey='x'></div>"),
    answer(403, "<p>Please verify you are human to go on.</p>"),
]


@pytest.mark.parametrize("page", BLOCKS, ids=range(len(BLOCKS)))
def test_a_block_of_bots_is_told_by_what_its_vendor_puts_there(page: Page) -> None:
    outcome = outcome_of_answer(page)
    assert outcome is not None
    assert (outcome.state, outcome.name) == ("refused", "bot-block")
    assert outcome.http_status == page.status


@pytest.mark.parametrize(
    ("status", "name"),
    [(401, "login-wall"), (402, "paywall"), (403, "http-403"), (404, "http-404")],
)
def test_a_status_alone_is_what_it_is(status: int, name: str) -> None:
    outcome = outcome_of_answer(answer(status, "<h1>No</h1>"))
    assert outcome is not None
    assert (outcome.state, outcome.name) == ("refused", name)


PAGES = [
    article("A report on captchas"),
    article("Bots", head="<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"),
    article("Comments", links="<div class='g-recaptcha'></div>"),
    article("Shop", links="<script src='/_Incapsula_Resource?SWJIYLWA=7'></script>"),
    article("A story that quotes: are you a robot? Verify you are human."),
    article("Access Denied, a novel") + b" " * 30_000 + b"https://errors.edgesuite.net/18.1",
]


@pytest.mark.parametrize("body", PAGES, ids=range(len(PAGES)))
def test_a_page_that_is_guarded_or_speaks_of_blocks_is_a_page(body: bytes) -> None:
    assert outcome_of_answer(answer(200, body, server="cloudflare", cf_ray="8")) is None


def document(title: str, text: str, more: str = "") -> str:
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}{more}</body></html>"
    )


PASSWORD = (
    "<form action=/login><input name=u><input type=password name=p><button>Go</button></form>"
)
ACCEPT = "<button>Accept all cookies</button><button>Reject all</button>"
CONSENT = "<p>We and our 842 partners store cookies and use personal data on this device. {}</p>"
NO_PAGES = {
    "soft-404": [
        document("404 - Page not found", "<p>Sorry.</p>"),
        document("Page not found", "<p>The page you are looking for does not exist.</p>"),
        document("Seite nicht gefunden", "<p>Die Seite gibt es nicht mehr.</p>"),
        document("Page introuvable", "<p>Cette page n'existe pas.</p>"),
        document("Página no encontrada", "<p>Lo sentimos.</p>"),
        document("Pagina non trovata", "<p>Ci dispiace.</p>"),
        document("Error 404", "<p>Nothing here.</p>"),
    ],
    "login-wall": [
        document("Log in to continue", "<p>Please log in.</p>", PASSWORD),
        document("Sign in", "<p>Sign in to read this article.</p>", PASSWORD),
        document("Anmelden", "<p>Bitte melden Sie sich an.</p>", PASSWORD),
    ],
    "consent-wall": [
        document("Your privacy", CONSENT.format("You can change your choice."), ACCEPT),
        document("Cookie consent", CONSENT.format("We use cookies to show ads."), ACCEPT),
    ],
}


@pytest.mark.parametrize(
    ("name", "source"), [(name, page) for name, pages in NO_PAGES.items() for page in pages]
)
def test_what_stands_in_the_place_of_a_page_is_refused_by_name(name: str, source: str) -> None:
    result = clean_page(answer(200, source), None, "cleaners:clean")
    assert isinstance(result, Refused)
    assert result.name == name


@pytest.mark.parametrize(
    "said",
    [
        "You need to enable JavaScript to run this app.",
        "Bitte aktivieren Sie JavaScript in Ihrem Browser.",
        "JavaScriptを有効にしてください。",
    ],
)
def test_a_page_that_is_empty_without_a_browser_says_so(said: str) -> None:
    source = f"<noscript>{said}</noscript><div id=root></div><script src=/app.js></script>"
    result = clean_page(answer(200, source), None, "cleaners:clean")
    assert isinstance(result, Refused)
    assert result.name == "needs-javascript"


@pytest.mark.parametrize("source", ["<html><head><title>News</title></head></html>", ""])
def test_a_page_without_text_breaks_cleaning_and_is_kept_with_its_reason(source: str) -> None:
    with pytest.raises(CleaningError) as told:
        clean_page(answer(200, source), None, "cleaners:clean")
    assert told.value.name in ("no-text", "empty")
