"""What must not be requested: private addresses, other sites, what the store has already."""

import re
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

from scrapy import Request
from scrapy.downloadermiddlewares.httpproxy import HttpProxyMiddleware
from scrapy.exceptions import CannotResolveHostError
from scrapy.utils.httpobj import urlparse_cached

from crawler.addresses import canonical_host, parse_hosts, private_by_spelling
from crawler.asking import desk_of
from crawler.outcomes import FORGOTTEN, Refusal
from crawler.resolver import PublicResolver

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_DISTRUST = re.compile(r"certificate verify failed|VerificationError")
"""How OpenSSL and service_identity say that a certificate is not good for a host."""

_PORTS = {"http": 80, "https": 443}
CHECK_REDIRECT = "check_redirect"
"""Meta key: an async callable that raises Refusal if a redirect to this URL is unwanted."""


class PrivateAddressMiddleware:
    """Refuses hosts that mean a private address, by their spelling and by the resolver's word.

    It stands next to the downloader, so it sees the proxy that a request will take, and its
    refusals are never retried.
    """

    def __init__(self, crawler: "Crawler") -> None:
        self._allowed = parse_hosts(crawler.settings.getlist("ALLOW_PRIVATE_HOSTS"))

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise Refusal for a host that is private by its spelling."""
        host, port = _target(request)
        if private_by_spelling(host) and not self._allowed.allows(host, port):
            raise Refusal("private-address", host)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raise Refusal where the resolver kept all addresses back, or the certificate is bad."""
        from twisted.internet import reactor

        host, port = _target(request)
        resolver = getattr(reactor, "nameResolver", None)
        if isinstance(exception, CannotResolveHostError) and isinstance(resolver, PublicResolver):
            if (canonical_host(host), port) in resolver.refused:
                raise Refusal("private-address", host) from exception
        elif _DISTRUST.search(str(exception)):
            raise Refusal("certificate", host) from exception


def _target(request: Request) -> tuple[str, int]:
    parts = urlsplit(request.url)
    try:
        return parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        raise Refusal("bad-address", request.url[:200]) from None


class QuickHttpProxyMiddleware(HttpProxyMiddleware):
    """Scrapy's own reads the whole environment for each request (`no_proxy`); this, once a host."""

    def __init__(self, auth_encoding: str | None = "latin-1") -> None:
        super().__init__(auth_encoding)
        self._direct: dict[str, bool] = {}

    def process_request(self, request: Request) -> None:  # type: ignore[override]
        """Name the proxy that a request takes; a host that needs none goes to Scrapy's own."""
        parts = urlparse_cached(request)
        proxy = self.proxies.get(parts.scheme)
        host = parts.hostname
        if proxy is None or not host or "proxy" in request.meta or self._goes_direct(host):
            super().process_request(request)
        else:
            credentials, url = proxy
            self._set_proxy_and_creds(request, url, credentials, parts.scheme)

    def _goes_direct(self, host: str) -> bool:
        if host not in self._direct:
            self._direct[host] = bool(proxy_bypass(host))
        return self._direct[host]


class RedirectCheckMiddleware:
    """Asks whoever made a request whether it wants what the answer redirects to."""

    async def process_request(self, request: Request) -> None:
        """Raise Refusal for a redirect that is unwanted."""
        check = request.meta.get(CHECK_REDIRECT)
        if check is not None and request.meta.get("redirect_times"):
            await check(request.url)


class ForgottenMiddleware:
    """Refuses what a person had us forget: pages, redirects, and all of a forgotten host."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise Refusal for what was forgotten."""
        if desk_of(self._crawler).forgotten.has(request.url):
            raise Refusal(FORGOTTEN)
