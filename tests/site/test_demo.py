"""The demo sends all HTTP to the test site, and says truly what was fetched."""

from pathlib import Path

import pytest

from tests.site.content import expectations
from tests.site.demo import Demo, count_fetched
from tests.site.hosts import HOSTS
from tests.site.server import Asked, NewsSite


def answered(*urls: str) -> list[Asked]:
    """Requests for these URLs, all answered with 200."""
    return [Asked("GET", url, 200, None, conditional=False) for url in urls]


def test_the_commands_see_the_site_as_their_only_proxy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:1")
    with NewsSite() as site:
        environment = Demo(site, tmp_path).environment()
        assert environment["http_proxy"] == site.proxy_url
    assert not {"NO_PROXY", "HTTPS_PROXY"} & set(environment)
    assert environment["COPYDESK_HOME"] == str(tmp_path)
    assert environment["DATABASE_URL"].endswith("/copydesk.db")


def test_an_article_that_is_fetched_twice_is_counted() -> None:
    first, second, *_ = expectations()
    sentence = count_fetched(answered(first, first, second), again=False)
    assert "3 requests; 2 of" in sentence
    assert "1 of them twice" in sentence


def test_other_pages_are_no_articles_in_the_count() -> None:
    fronts = [f"{host.address}/" for host in HOSTS]
    assert "; 0 of" in count_fetched(answered(*fronts), again=False)


def test_a_second_run_says_what_it_did_not_fetch_only_if_that_is_so() -> None:
    some = next(iter(expectations()))
    assert "no article was fetched again" in count_fetched(answered(), again=True)
    assert "1 of" in count_fetched(answered(some), again=True)
    assert "no article was fetched again" not in count_fetched(answered(some), again=True)


def test_a_second_crawl_fetches_no_article_again(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    of_nadwa = {url for url in expectations() if "nadwa.example" in url}
    with NewsSite() as site:
        assert Demo(site, tmp_path).crawl("http://nadwa.example/") == 0
        asked = [r.url for r in site.requests if r.url in of_nadwa]
        assert sorted(asked) == sorted(of_nadwa)
    assert f"stored={len(of_nadwa)}" in capfd.readouterr().out.splitlines()[-1]
    with NewsSite() as site:
        assert Demo(site, tmp_path).crawl("http://nadwa.example/") == 0
        assert not [r for r in site.requests if r.url in of_nadwa]
