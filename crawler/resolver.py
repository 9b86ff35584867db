"""Names are resolved here, and an answer that is a private address is no answer.

The check sits where the connection takes its address from, so it holds for pages, redirects,
robots.txt, feeds and sitemaps alike, for every spelling of an address, and against a name that
resolves differently each time.
"""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver

from crawler.addresses import AllowedHosts, canonical_host, is_public, parse_hosts

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase


class PublicResolver(CachingHostnameResolver):
    """Scrapy's resolver, which keeps private addresses to itself.

    `refused` holds the hosts (with their port) that have no other address, so that the request's
    error can be told from a name that doesn't exist.
    """

    def __init__(self, reactor: "ReactorBase", cache_size: int, allowed: AllowedHosts) -> None:
        super().__init__(reactor, cache_size)
        self.allowed = allowed
        self.refused: set[tuple[str, int]] = set()

    @classmethod
    def from_crawler(cls, crawler: "Crawler", reactor: "ReactorBase") -> Self:
        settings = crawler.settings
        proxies = [urlsplit(url).netloc.rsplit("@", 1)[-1] for url in settings.getlist("PROXIES")]
        allowed = parse_hosts([*settings.getlist("ALLOW_PRIVATE_HOSTS"), *proxies])
        return cls(reactor, settings.getint("DNSCACHE_SIZE"), allowed)

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803 - Twisted's name
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """Resolve as Scrapy does, and pass on the addresses that may be reached."""
        receiver: Any = _PublicOnly(resolutionReceiver, self, hostName, portNumber)
        return super().resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )

    def may_reach(self, host: str, port: int, address: str) -> bool:
        """Whether this address, as the answer for this host, may be connected to."""
        return is_public(ip_address(address.split("%", 1)[0])) or self.allowed.allows(host, port)


class _PublicOnly:
    """An `IResolutionReceiver` that passes on to another one what may be reached."""

    def __init__(self, receiver: Any, resolver: PublicResolver, host: str, port: int) -> None:
        self._receiver = receiver
        self._resolver = resolver
        self._host = host
        self._port = port
        self._passed = False
        self._kept_back = False

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if self._resolver.may_reach(self._host, self._port, address.host):
            self._passed = True
            self._receiver.addressResolved(address)
        else:
            self._kept_back = True

    def resolutionComplete(self) -> None:  # noqa: N802
        if self._kept_back and not self._passed:
            self._resolver.refused.add((canonical_host(self._host), self._port))
        self._receiver.resolutionComplete()
