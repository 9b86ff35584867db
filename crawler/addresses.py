"""Which addresses a crawl may reach: the public ones, and private ones that the user names.

A page can link, redirect or resolve to an address inside the user's own network (SSRF). Names are
judged when they are resolved (`crawler.resolver`); behind a proxy nothing is resolved here, so a
host is judged by its spelling alone.
"""

import re
import socket
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import unquote

_NAT64 = IPv6Network("64:ff9b::/96")
_WORLD = IPv6Network("2000::/3")
"""All IPv6 addresses that are given out for the internet (RFC 4291, IANA); what else is routed
locally, or wraps an IPv4 address as `::127.0.0.1` does."""

_WRITTEN_OUT = re.compile(r"(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})\.[a-z]")
"""An address in front of a name, as services have it that resolve to what they are asked for."""

_PRIVATE_ENDINGS = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home.arpa")


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    """The private hosts that may be reached: each a name and a port, or any port where None."""

    hosts: frozenset[tuple[str, int | None]] = frozenset()

    def allows(self, host: str, port: int | None) -> bool:
        """Whether this host was named, with this port or without one."""
        name = canonical_host(host)
        return (name, port) in self.hosts or (name, None) in self.hosts


def parse_hosts(names: Iterable[str]) -> AllowedHosts:
    """The hosts of a list such as "127.0.0.1:8000", "news.local", "[::1]:80".

    >>> parse_hosts(["127.0.0.1:8000"]).allows("127.0.0.1", 8000)
    True
    >>> parse_hosts(["127.0.0.1:8000"]).allows("127.0.0.1", 5432)
    False
    """
    hosts: set[tuple[str, int | None]] = set()
    for name in filter(None, map(str.strip, names)):
        host, colon, port = name.rpartition(":")
        numbered = bool(colon) and port.isdigit() and (":" not in host or host.endswith("]"))
        hosts.add((canonical_host(host if numbered else name), int(port) if numbered else None))
    return AllowedHosts(frozenset(hosts))


def canonical_host(host: str) -> str:
    """One spelling for a host: lower case, no brackets, numbers as the address that they mean.

    >>> canonical_host("0x7f.1"), canonical_host("[::1]"), canonical_host("Example.COM.")
    ('127.0.0.1', '::1', 'example.com')
    """
    plain = unicodedata.normalize("NFKC", unquote(host)).replace("\u3002", ".")
    name = plain.strip().strip("[]").rstrip(".").lower()
    address = literal(name)
    return name if address is None else str(address)


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host spells, in any form that a system resolver takes; None for a name.

    >>> literal("2130706433"), literal("0177.0.0.1"), literal("example.com")
    (IPv4Address('127.0.0.1'), IPv4Address('127.0.0.1'), None)
    """
    name = host.strip("[]").split("%", 1)[0]
    try:
        return ip_address(name)
    except ValueError:
        pass
    if not name or name[0] not in "0123456789":
        return None
    try:
        return IPv4Address(socket.inet_aton(name))  # 0x7f.1, 2130706433, 127.1, 0177.0.0.1
    except OSError:
        return None


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one of the public internet; wrapped IPv4 addresses are unwrapped.

    >>> is_public(ip_address("::ffff:127.0.0.1")), is_public(ip_address("100.64.0.1"))
    (False, False)
    >>> is_public(ip_address("93.184.216.34"))
    True
    """
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None:
            return False
        if address not in _WORLD:
            return False
    return address.is_global and not address.is_multicast


def private_by_spelling(host: str) -> bool:
    """Whether a host means a private address, told without a look-up.

    >>> [private_by_spelling(h) for h in ("localhost", "127.1", "printer", "example.com")]
    [True, True, True, False]
    >>> private_by_spelling("10-0-0-1.names.example"), private_by_spelling("9.9.9.9.e.x")
    (True, False)
    """
    name = canonical_host(host)
    address = literal(name)
    if address is not None:
        return not is_public(address)
    if written := _WRITTEN_OUT.match(name):
        spelled = literal(".".join(str(int(part)) for part in written.groups()))
        return spelled is not None and not is_public(spelled)
    return "." not in name or name.endswith(tuple(f".{end}" for end in _PRIVATE_ENDINGS))
