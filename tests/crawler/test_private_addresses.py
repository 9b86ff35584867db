"""Nothing inside the user's own network is asked, by whatever way a site points there."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings
from twisted.internet import reactor
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.addresses import AllowedHosts
from crawler.checks import problem_with
from crawler.resolver import PublicResolver, _PublicOnly
from tests.crawler.crawls import crawl, crawl_sites, status
from tests.crawler.hostile import feed, page, redirect, refresh, story
from tests.crawler.hostile_server import HostileSite, Wire, serve_hostile

SPELLINGS = ("127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "[::ffff:127.0.0.1]", "localhost")
PROXIED = (
    *SPELLINGS,
    *(
        "127.1",
        "0",
        "0x7f000001",
        "017700000001",
        "%31%32%37.0.0.1",
        "１２７.0.0.1",
        "127。0。0。1",
    ),
    *("localhost.", "LOCALHOST", "desk.localhost", "printer", "router.lan", "desk.internal"),
    *("10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
    *("[::1]", "[::]", "[::127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:0:7f00:1]", "[fe80::1]"),
    *("[fd00::1]", "[fec0::1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::1]", "[2002:7f00:1::]"),
    *("127.0.0.1.names.example", "10-0-0-1.names.example", "ff02::1", "255.255.255.255"),
)
"""As far as hosts can be spelled; behind a proxy nobody looks them up here."""
HOSTS = tuple(f"127.0.0.{n}" for n in range(2, 2 + 2 * len(SPELLINGS)))


def fill(site: HostileSite, port: str) -> None:
    """A site whose host 127.0.0.N has spelling N; the later half redirects its robots.txt."""

    def target(wire: Wire) -> str:
        number = int(wire.headers["host"].split(":")[0].rsplit(".", 1)[1]) - 2
        return f"http://{SPELLINGS[number % len(SPELLINGS)]}:{port}"

    async def robots(wire: Wire) -> None:
        late = wire.headers["host"].split(":")[0] in HOSTS[len(SPELLINGS) :]
        named = f"Sitemap: /map.xml\nSitemap: {target(wire)}/secret.xml\n".encode()
        answer = redirect(f"{target(wire)}/robots.txt") if late else page(named)
        await answer(wire)

    async def front(wire: Wire) -> None:
        to = target(wire)
        links = "".join(f'<a href="{to}/link-to-the-secret-{n}">A secret story</a>' for n in "ab")
        head = f'<link rel="alternate" type="application/rss+xml" href="{to}/feed.xml">'
        own = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        await page(f"<html><head>{head}{own}</head><body>{links}</html>".encode())(wire)

    async def listed(wire: Wire) -> None:
        await feed(["/good", "/moved", "/refreshed", f"{target(wire)}/by-feed"])(wire)

    async def mapped(wire: Wire) -> None:
        entries = f"<url><loc>{target(wire)}/by-sitemap</loc></url><url><loc>/good</loc></url>"
        await page(f"<urlset>{entries}</urlset>".encode(), kind=None)(wire)

    async def moved(wire: Wire) -> None:
        await redirect(f"{target(wire)}/by-redirect")(wire)

    async def refreshed(wire: Wire) -> None:
        await refresh(f"{target(wire)}/by-refresh")(wire)

    site.paths |= {"/robots.txt": robots, "/": front, "/feed.xml": listed, "/map.xml": mapped}
    site.paths |= {"/good": story("A good story"), "/moved": moved, "/refreshed": refreshed}


def test_no_way_leads_to_a_private_address_in_any_spelling(tmp_path: Path) -> None:
    with serve_hostile(HOSTS) as site, serve_hostile() as secret:
        fill(site, secret.host.split(":")[1])
        urls = [f"http://{host}/" for host in site.hosts]
        report = crawl_sites(urls, tmp_path, allow=",".join(site.hosts))
        assert secret.connections == 0
    named = {one["asked"]: one for one in report["sites"]}
    for url in urls[: len(SPELLINGS)]:
        assert named[url]["counts"]["stored"] == 1
        for path in ("moved", "refreshed"):
            assert status(tmp_path, f"{url}{path}").state == "refused"
    closed = [named[url] for url in urls[len(SPELLINGS) :]]
    assert [one["reasons"] for one in closed] == [{"refused: private-address": 1}] * len(SPELLINGS)


def test_a_private_start_is_refused_with_the_line_that_allows_it(tmp_path: Path) -> None:
    with serve_hostile() as site:
        done = crawl(site.url("/"), tmp_path)
        assert site.connections == 0
    assert f"To crawl it: export COPYDESK_ALLOW_PRIVATE_HOSTS={site.host}" in done.err
    assert done.code == 3
    assert status(tmp_path, site.url("/")).reason == "private-address: 127.0.0.1"


def test_no_spelling_of_a_private_address_passes_a_proxy(tmp_path: Path) -> None:
    listed = tmp_path / "urls.txt"
    with serve_hostile() as proxy:
        proxy.paths["http://paper.example/good"] = story("A good story")
        lines = [*(f"http://{host}/secret" for host in PROXIED), "http://paper.example/good"]
        listed.write_text("\n".join(lines), "utf-8")
        environ = {"http_proxy": proxy.base}
        done = crawl("", tmp_path, environ=environ, urls=str(listed))
        asked = {url for url in proxy.asked if "paper.example" not in url}
    assert asked == set()
    assert done.counts["stored"] == 1
    assert "Traceback" not in done.err


def test_the_password_of_a_proxy_is_told_to_nobody(tmp_path: Path) -> None:
    with serve_hostile() as proxy:
        proxy.paths["http://paper.example/good"] = story("A good story")
        environ = {"http_proxy": f"http://desk:hunter2@{proxy.host}"}
        done = crawl("http://paper.example/good", tmp_path, environ=environ)
        assert proxy.asked["http://paper.example/good"] == 1
    assert done.counts["stored"] == 1
    check_silence(tmp_path, done.out + done.err, "hunter2")


def check_silence(home: Path, told: str, secret: str) -> None:
    """A secret stands nowhere in what was printed or stored."""
    assert secret not in told
    for file in filter(Path.is_file, home.rglob("*")):
        assert secret.encode() not in file.read_bytes(), file


class Recorder:
    """A receiver of addresses, as a connection is one."""

    def __init__(self) -> None:
        self.heard: list[Any] = []

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802 - Twisted's name
        self.heard.append(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.heard.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.heard.append("end")


def heard(answers: Sequence[str]) -> tuple[list[Any], set[tuple[str, int]]]:
    """What a connection hears of these answers for its name, and the names that are refused."""
    resolver = PublicResolver(reactor, 10, AllowedHosts())
    recorder = Recorder()
    only = _PublicOnly(recorder, resolver, "rebind.example", 80)
    only.resolutionBegan(None)  # type: ignore[arg-type]
    for answer in answers:
        kind = IPv6Address if ":" in answer else IPv4Address
        only.addressResolved(kind("TCP", answer, 80))
    only.resolutionComplete()
    return recorder.heard, resolver.refused


@pytest.mark.parametrize(
    ("answers", "used", "refused"),
    [
        (["93.184.216.34", "127.0.0.1"], ["93.184.216.34"], False),
        (["10.0.0.1", "2606:2800:220:1::1", "fe80::1%eth0"], ["2606:2800:220:1::1"], False),
        (["169.254.169.254", "::ffff:10.0.0.1"], [], True),
    ],
)
def test_of_a_name_that_changes_its_mind_only_the_public_addresses_are_used(
    answers: list[str], used: list[str], refused: bool
) -> None:
    told, names = heard(answers)
    assert told == [None, *used, "end"]
    assert (("rebind.example", 80) in names) is refused


def test_a_crawl_listens_on_no_port_and_hides_what_a_url_holds(tmp_path: Path) -> None:
    ports = tmp_path / "ports"
    script = (
        "import socket; real = socket.socket.listen\n"
        "def listen(self, *a):\n"
        f"    self.family == socket.AF_UNIX or open({str(ports)!r}, 'a').write('listens')\n"
        "    return real(self, *a)\n"
        "socket.socket.listen = listen\n"
        "from scrapy.cmdline import execute; execute()"
    )
    with serve_hostile() as site:
        site.paths["/good"] = story("A good story")
        away = site.base.replace("//", "//ann:hunter2@")
        site.paths["/feed.xml"] = feed([f"{away}/by-feed", "/moved", "/good"])
        site.paths["/moved"] = redirect(f"{away}/good")
        done = crawl(site.url("/feed.xml"), tmp_path, allow=site.host, script=script)
    assert done.counts["stored"] == 1
    assert status(tmp_path, site.url("/moved")).state == "refused"
    assert not ports.exists()
    check_silence(tmp_path, done.out + done.err, "hunter2")
    problem = problem_with(f"{away}/", Settings({"DOWNLOAD_DELAY": 5}))
    assert problem is not None
    check_silence(tmp_path, problem.sentence, "hunter2")
