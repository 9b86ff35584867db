"""The settings: Scrapy's risky defaults are off, and the environment is read in one place."""

import importlib
import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from scrapy import Request
from scrapy.settings import Settings

from crawler import settings as module
from crawler.checks import problem_with
from crawler.middlewares import QuickHttpProxyMiddleware
from tests.crawler.crawls import crawl, crawl_sites, status
from tests.crawler.server import serve

RIGHT = {"DOWNLOAD_DELAY": 5, "CONTACT": "desk@example.org"}


def loaded() -> Settings:
    settings = Settings()
    settings.setmodule(importlib.reload(module))
    return settings


def test_what_is_risky_in_scrapy_is_off() -> None:
    settings = loaded()
    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert not settings.getbool("COOKIES_ENABLED")
    assert not settings.getbool("TELNETCONSOLE_ENABLED")
    assert not settings.getbool("REMOTE_CONTROL_ENABLED")
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    assert {s for s, handler in handlers.items() if handler} == {"http", "https"}
    assert settings.getint("DOWNLOAD_MAXSIZE") <= 10 * 2**20
    assert settings.getint("DOWNLOAD_TIMEOUT") <= 30
    assert settings.getint("REDIRECT_MAX_TIMES") == 5
    assert settings["JOBDIR"] is None


def test_of_scrapys_own_parts_only_those_are_there_that_are_used() -> None:
    settings = loaded()
    there = [
        *settings.getwithbase("EXTENSIONS"),
        *settings.getwithbase("DOWNLOADER_MIDDLEWARES"),
    ]
    unwanted = ("telnet", "remote_control", "feedexport", "spiderstate", "httpcache", "cookies")
    assert not [name for name in there for part in unwanted if part in name]
    assert [name for name in there if "HttpProxyMiddleware" in name]


def test_manners_are_on() -> None:
    settings = loaded()
    assert settings.getfloat("DOWNLOAD_DELAY") == 5
    assert settings.getfloat("DOWNLOAD_DELAY_JITTER") == 0
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert settings.getbool("AUTOTHROTTLE_ENABLED")
    assert "crawler.robots.RobotsMiddleware" in settings["DOWNLOADER_MIDDLEWARES"]


def test_the_environment_names_the_contact_the_home_and_the_allowed_hosts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COPYDESK_CONTACT", "desk@example.org")
    monkeypatch.setenv("COPYDESK_HOME", str(tmp_path))
    monkeypatch.setenv("COPYDESK_ALLOW_PRIVATE_HOSTS", "127.0.0.1:8000,news.local")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings = loaded()
    assert settings["CONTACT"] == "desk@example.org"
    assert settings["DATABASE_URL"] == f"sqlite:///{tmp_path}/copydesk.db"
    assert settings.getlist("ALLOW_PRIVATE_HOSTS") == ["127.0.0.1:8000", "news.local"]
    monkeypatch.setenv("DATABASE_URL", "postgres://desk@db/news")
    assert loaded()["DATABASE_URL"] == "postgres://desk@db/news"


@pytest.mark.parametrize(
    ("url", "changes", "expected"),
    [
        ("", {}, "Name the URL to crawl"),
        ("http://e.x/", {"CONTACT": ""}, "address: export COPYDESK_CONTACT=you@example.org"),
        ("http://e.x/", {"CONTACT": "me"}, "'me' is no e-mail address or web page"),
        ("http://e.x/", {"CONTACT": "a@b.c\r\nX: y"}, "is no e-mail address"),
        ("file:///etc/hostname", {}, "is no web address"),
        ("http://user:secret@e.x/", {}, "is no web address"),
        ("http://e.x/", {"DOWNLOAD_DELAY": -1}, "DOWNLOAD_DELAY is -1"),
        ("http://e.x/", {"TLS_CA_FILE": "/no/such/file"}, "there is no such file"),
        ("http://e.x/", {"TLS_CA_FILE": __file__}, "holds no certificates"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(
    url: str, changes: dict[str, object], expected: str
) -> None:
    problem = problem_with(url, Settings({**RIGHT, **changes}))
    assert problem is not None
    assert expected in problem.sentence
    assert problem.exit_code == 64


def test_a_good_start_has_no_problem() -> None:
    assert problem_with("www.example.com", Settings(RIGHT)) is None


def certificate(folder: Path, host: str = "127.0.0.1", days: int = 1) -> Path:
    """A self-signed certificate for an address with its key, in one PEM file.

    It ends in so many days; one that ends before today is out of date.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{host}{days}.pem"
    file.write_bytes(
        built.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


def context(file: Path) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(file)
    return made


def test_a_certificate_for_another_name_or_out_of_date_is_refused_at_the_first_try(
    tmp_path: Path,
) -> None:
    other, old = certificate(tmp_path, "127.0.0.9"), certificate(tmp_path, days=-2)
    trusted = tmp_path / "authorities.pem"
    trusted.write_bytes(other.read_bytes() + old.read_bytes())
    with serve(lambda: context(other)) as one, serve(lambda: context(old)) as two:
        allow = f"{one.host},{two.host}"
        settings = {"RETRY_TIMES": "2", "TLS_CA_FILE": str(trusted)}
        report = crawl_sites([f"{one.base}/", f"{two.base}/"], tmp_path, allow, settings)
        assert report["exit_code"] == 3
        assert (one.connections, two.connections) == (1, 1)
        for site in (one, two):
            assert status(tmp_path, f"{site.base}/").reason == "certificate: 127.0.0.1"


def test_a_certificate_that_nobody_vouches_for_is_refused_unless_the_user_does(
    tmp_path: Path,
) -> None:
    file = certificate(tmp_path)
    with serve(lambda: context(file)) as site:
        url = site.page("/2025/a-story-that-is-safe", "A safe story")
        crawl(url, tmp_path, allow=site.host, settings={"RETRY_TIMES": "2"})
        refused = status(tmp_path, url)
        assert (refused.state, refused.reason) == ("refused", "certificate: 127.0.0.1")
        assert site.connections == 1
        trusted = crawl(url, tmp_path, allow=site.host, settings={"TLS_CA_FILE": str(file)})
        assert trusted.counts["stored"] == 1


def test_a_host_that_no_proxy_names_is_asked_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://desk:secret@proxy.example:3128")
    monkeypatch.setenv("no_proxy", "near.example")
    middleware = QuickHttpProxyMiddleware()
    taken = []
    for url in ("http://far.example/a", "http://near.example/", "https://far.example/b") * 2:
        request = Request(url)
        middleware.process_request(request)
        taken.append((request.meta.get("proxy"), b"Proxy-Authorization" in request.headers))
    proxied = ("http://proxy.example:3128", True)
    assert taken == [proxied, (None, False), (None, False)] * 2
