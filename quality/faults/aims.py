"""Addresses that lead where no crawl may go, or to nobody who can be trusted (N6, N7, N9, N19)."""

from pathlib import Path
from tempfile import TemporaryDirectory

from quality.faults.row import Result, Row

CHANGING = (
    "import socket; real = socket.getaddrinfo\n"
    "from twisted.internet._resolver import GAIResolver\n"
    "private = ['127.0.0.1', '10.0.0.1', '169.254.169.254', '100.64.0.1', '::1', 'fd00::1']\n"
    "def answer(host, *a, **k):\n"
    "    if not host.endswith('.example'): return real(host, *a, **k)\n"
    "    private.append(private.pop(0)); return real(private[-1], *a, **k)\n"
    "GAIResolver.__init__.__defaults__ = (None, answer)\n"
    "from scrapy.cmdline import execute; execute()"
)
"""Runs a crawl for which public names mean a private address, another one each time."""

MIXED = (
    (("93.184.216.34", "127.0.0.1"), 1),
    (("10.0.0.1", "2606:2800:220:1::1", "fe80::1%eth0"), 1),
    (("169.254.169.254", "::ffff:10.0.0.1", "100.64.0.1", "fd00::1"), 0),
)
"""Answers for one name, and how many of them are addresses of the world."""


def private_addresses() -> Result:
    """N6: six spellings of private addresses, by link, feed, sitemap, redirect, refresh, robots."""
    from tests.crawler.crawls import crawl_sites
    from tests.crawler.hostile_server import serve_hostile
    from tests.crawler.test_private_addresses import HOSTS, SPELLINGS, fill

    with (
        serve_hostile(HOSTS) as site,
        serve_hostile() as secret,
        TemporaryDirectory() as home,
    ):
        fill(site, secret.host.split(":")[1])
        urls = [f"http://{host}/" for host in site.hosts]
        report = crawl_sites(urls, Path(home), allow=",".join(site.hosts))
        reached = secret.connections
    stored = sum(one["counts"]["stored"] for one in report["sites"])
    figure = f"{len(SPELLINGS)} spellings, 6 ways: {reached} connections; {stored} good pages"
    return Result(f"{figure} stored beside", not reached and stored == len(SPELLINGS))


def through_a_proxy() -> Result:
    """N6: as many spellings as hosts have, in a list, where a proxy would fetch them."""
    from tests.crawler.crawls import crawl
    from tests.crawler.hostile import story
    from tests.crawler.hostile_server import serve_hostile
    from tests.crawler.test_private_addresses import PROXIED

    with serve_hostile() as proxy, TemporaryDirectory() as home:
        proxy.paths["http://paper.example/good"] = story("A good story")
        listed = Path(home) / "urls.txt"
        lines = [*(f"http://{host}/secret" for host in PROXIED), "http://paper.example/good"]
        listed.write_text("\n".join(lines), "utf-8")
        environ = {"http_proxy": proxy.base}
        done = crawl("", Path(home), environ=environ, urls=str(listed))
        asked = [url for url in proxy.asked if "paper.example" not in url]
    figure = f"{len(PROXIED)} spellings: {len(asked)} passed on; {done.counts['stored']} good page"
    return Result(f"{figure} stored", not asked and done.counts["stored"] == 1)


def rebinding() -> Result:
    """N7: a name that changes its mind, and answers of which some are private."""
    from tests.crawler.crawls import crawl
    from tests.crawler.hostile_server import serve_hostile
    from tests.crawler.test_private_addresses import heard

    with serve_hostile() as site, TemporaryDirectory() as home:
        port = site.host.split(":")[1]
        for name in ("one", "two", "three"):
            url = f"http://{name}.example:{port}/"
            crawl(url, Path(home), script=CHANGING, settings={"RETRY_TIMES": "2"})
        reached = site.connections
    used = [len(heard(answers)[0]) - 2 for answers, _ in MIXED]  # less its beginning and its end
    figure = f"{reached} connections; of mixed answers {sum(used)} addresses used, all public"
    return Result(figure, not reached and used == [public for _, public in MIXED])


def certificates() -> Result:
    """N9: a certificate of nobody's, one for another name, one out of date; then our own."""
    from tests.crawler.crawls import crawl, crawl_sites
    from tests.crawler.server import serve
    from tests.crawler.test_settings import certificate, context

    with TemporaryDirectory() as folder:
        home = Path(folder)
        good = certificate(home)
        other, old = certificate(home, "127.0.0.9"), certificate(home, days=-2)
        trusted = home / "authorities.pem"
        trusted.write_bytes(other.read_bytes() + old.read_bytes())
        with (
            serve(lambda: context(good)) as unknown,
            serve(lambda: context(other)) as misnamed,
            serve(lambda: context(old)) as late,
        ):
            bad = (unknown, misnamed, late)
            allow = ",".join(site.host for site in bad)
            settings = {"RETRY_TIMES": "2", "TLS_CA_FILE": str(trusted)}
            report = crawl_sites([f"{site.base}/" for site in bad], home, allow, settings)
            tries = [site.connections for site in bad]
            url = unknown.page("/2025/a-story-that-is-safe", "A safe story")
            vouched = {"TLS_CA_FILE": str(good)}
            done = crawl(url, home, allow=allow, settings=vouched)
    stored = sum(one["counts"]["stored"] for one in report["sites"])
    named = sum(one["reasons"].get("refused: certificate", 0) for one in report["sites"])
    trusted_now = done.counts["stored"]
    figure = (
        f"{stored} stored, {named} named, tries {tries}; with its authority named {trusted_now}"
    )
    return Result(figure, (stored, named, tries, trusted_now) == (0, 3, [1, 1, 1], 1))


def bad_addresses() -> Result:
    """N19: line ends, NUL, 100 kB, users, look-alikes, ports, in a feed and as redirects."""
    from tests.crawler.crawls import crawl
    from tests.crawler.hostile_server import serve_hostile
    from tests.crawler.test_bad_addresses import BAD, check, fill

    with serve_hostile() as site, TemporaryDirectory() as home:
        fill(site)
        done = crawl(site.url("/feed.xml"), Path(home), allow=site.host)
    check(done)
    told = (done.out + done.err).count("Traceback")
    figure = f"{len(BAD)} addresses, twice each: {told} exceptions, all lines whole"
    return Result(f"{figure}, the good page stored", told == 0)


ROWS = (
    Row("N6", "private addresses: 6 spellings, 6 ways", private_addresses),
    Row("N6 proxy", "private addresses through a proxy", through_a_proxy),
    Row("N7", "names that change to a private address", rebinding),
    Row("N9", "certificates: nobody's, another name's, out of date", certificates),
    Row("N19", "addresses with CR, NUL, 100 kB, users, look-alikes, ports", bad_addresses),
)
