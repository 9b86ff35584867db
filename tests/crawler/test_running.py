"""Many sites in one crawl, by `crawler.run`."""

import subprocess
import sys
from pathlib import Path

from tests.crawler.crawls import crawl, crawl_sites, store
from tests.crawler.server import Answer, front, serve
from tests.crawler.starter import ROOT


def test_each_site_ends_on_its_own_and_trouble_with_one_stops_no_other(tmp_path: Path) -> None:
    path = "/2025/rain-falls-on-the-plain"
    with serve() as good, serve() as broken, serve() as shut:
        for site in (good, broken, shut):
            site.paths["/"] = Answer(front([(path, "Rain falls on the plain")]))
            site.page(path, f"Rain falls on the plain of {site.host}")
        broken.paths["/"] = Answer(b"down", status=503)
        shut.paths["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /", "text/plain")
        hosts = [good.host, broken.host, shut.host]
        urls = [f"http://{host}/" for host in hosts]
        report = crawl_sites([*urls, f"{good.base}{path}"], tmp_path, ",".join(hosts))
    told = {site["asked"]: (site["outcome"], site["counts"]["stored"]) for site in report["sites"]}
    assert told == {
        urls[0]: ("well", 1),
        urls[1]: ("useless", 0),
        urls[2]: ("useless", 0),
        f"{urls[0][:-1]}{path}": ("well", 0),  # one by one: the first had it stored
    }
    assert report["exit_code"] == 2
    assert report["counts"] | {"fetched": 0} == {
        "found": 4,
        "fetched": 0,
        "stored": 1,
        "unchanged": 1,
        "refused": 1,
        "failed": 1,
    }
    assert f"{urls[1]}: http-503" in report["sites"][1]["sentences"]
    with store(tmp_path) as opened:
        assert opened.runs()[0].asked == f"{urls[0]} and 3 more"


def test_hosts_do_not_wait_for_each_other(tmp_path: Path) -> None:
    with serve() as slow, serve() as quick:
        quick.log = slow.log  # in the order of both
        slow.paths["/robots.txt"] = Answer(b"", wait=2, status=404)
        port = quick.host.rsplit(":", 1)[1]
        urls = [slow.page("/slow", "Rain falls"), f"http://localhost:{port}/quick"]
        quick.page("/quick", "Rain ends")
        report = crawl_sites(urls, tmp_path, f"{slow.host},localhost:{port}")
    assert report["counts"]["stored"] == 2
    assert slow.log == ["/robots.txt", "/robots.txt", "/quick", "/slow"]


def test_a_start_that_is_refused_is_no_success(tmp_path: Path) -> None:
    with serve() as site:
        assert crawl(f"{site.base}/missing", tmp_path, allow=site.host).code == 3


def test_importing_the_package_loads_no_scrapy() -> None:
    code = "import sys, crawler; crawler.SiteTask('e.x'); sys.exit('scrapy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_worker_loads_neither_scrapy_nor_a_database() -> None:
    code = (
        "import sys, cleaners.cleaning, crawler.work;"
        "sys.exit(not {'scrapy', 'sqlalchemy'}.isdisjoint(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
