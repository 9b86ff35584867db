"""Pages that are empty without JavaScript: a real Chromium renders them, and reaches nothing."""

import json
from pathlib import Path

import pytest

from crawler.chromium import INSTALL, is_missing
from tests.crawler.crawls import crawl, status, store
from tests.crawler.server import Answer, Site, front, serve

NEEDS_CHROMIUM = pytest.mark.skipif(is_missing(), reason=f"no browser here; {INSTALL}")
STORY = "/news/2026/11/20/ferry-line-opens-again"
EMPTY = (
    b"<html><head><title>Ferry</title></head>"
    b"<body><div id=app></div><script src=/app.js></script></body></html>"
)
SHOW = """
fetch('/story.json').then(r => r.json()).then(s => {
  const html = s.text.map(t => '<p>' + t + '</p>').join('');
  document.getElementById('app').innerHTML = '<article><h1>' + s.title + '</h1>' + html;
});
"""
ROAM = """
fetch('http://FORBIDDEN/fetched'); new WebSocket('ws://FORBIDDEN/socket');
new WebSocket('ws://OWN/socket'); fetch('/posted', {method: 'POST', body: 'x'});
new Image().src = '/picture.png'; location = '/elsewhere';
"""


def site_of_scripts(site: Site, home: Path, script: str) -> None:
    """A front page, and a story that only a script shows; the site's recipe asks for a browser."""
    recipes = home / "recipes"
    recipes.mkdir()
    recipe = f'site = "{site.host}"\nbrowser = true\n'
    (recipes / f"{site.host}.toml").write_text(recipe, encoding="utf-8")
    title = "The ferry line opens again"
    text = [
        f"The ferry to island {n} runs again since Monday, said the harbour master, after {n + 2} "
        f"weeks of repairs at pier {n} and in the hall behind it."
        for n in range(6)
    ]
    site.paths["/"] = Answer(front([(STORY, title)]))
    site.paths[STORY] = Answer(EMPTY)
    site.paths["/app.js"] = Answer(script.encode(), kind="text/javascript")
    story = json.dumps({"title": title, "text": text}).encode()
    site.paths["/story.json"] = Answer(story, kind="application/json")


@NEEDS_CHROMIUM
def test_what_scripts_show_is_stored_and_scripts_reach_nothing_by_themselves(
    tmp_path: Path,
) -> None:
    with serve() as site, serve() as forbidden:
        roam = ROAM.replace("FORBIDDEN", forbidden.host).replace("OWN", site.host)
        site_of_scripts(site, tmp_path, SHOW + roam)
        done = crawl(site.base, tmp_path, allow=site.host)
        assert done.counts["stored"] == 1, done.out + done.err
        with store(tmp_path) as opened:
            (stored,) = opened.articles()
            page = opened.page_of(stored.id)
        assert stored.article.title == "The ferry line opens again"
        assert stored.article.text.count("said the harbour master") == 6
        assert page is not None
        assert page.page.header("rendered-by") == "chromium"
        assert site.asked(STORY) == 1
        assert not {"/posted", "/picture.png", "/elsewhere", "/socket"} & set(site.log)
        assert forbidden.connections == 0


@NEEDS_CHROMIUM
def test_a_script_without_end_is_stopped_and_named(tmp_path: Path) -> None:
    with serve() as site:
        site_of_scripts(site, tmp_path, "if (location.pathname != '/') while (true) {}")
        limits = {"BROWSER_SECONDS": "3"}
        crawl(site.base, tmp_path, allow=site.host, settings=limits)
        found = status(tmp_path, site.base + STORY)
        assert found.state == "failed"
        assert found.reason == "browser-timeout: stopped after 3 s"


def test_without_a_browser_the_reason_says_what_to_install(tmp_path: Path) -> None:
    with serve() as site:
        site_of_scripts(site, tmp_path, SHOW)
        done = crawl(site.base, tmp_path, allow=site.host, environ={"PATH": str(tmp_path)})
        assert done.counts["stored"] == 0
        found = status(tmp_path, site.base)
        assert found.state == "failed"
        assert found.reason is not None
        assert "pip install 'copydesk[browser]'" in found.reason
