"""Private addresses, in all their spellings."""

from ipaddress import ip_address

import pytest

from crawler.addresses import canonical_host, is_public, literal, parse_hosts, private_by_spelling


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)
def test_these_addresses_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808"])
def test_these_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "app.localhost",
        "printer",
        "nas.local",
        "metadata.google.internal",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "0177.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[0:0:0:0:0:ffff:7f00:1]",
        "[fe80::1%25eth0]",
        "１２７.0.0.1",
        "",
    ],
)
def test_these_hosts_mean_a_private_address(host: str) -> None:
    assert private_by_spelling(host)


@pytest.mark.parametrize(
    "host", ["example.com", "8.8.8.8", "[2606:2800:220:1::1]", "localhost.example"]
)
def test_these_hosts_do_not(host: str) -> None:
    assert not private_by_spelling(host)


def test_a_host_is_allowed_with_its_port_or_with_all_ports() -> None:
    allowed = parse_hosts(["127.0.0.1:8000", "news.local", "[::1]:80", "::2", " ", "LOCALHOST:9"])
    assert allowed.allows("127.0.0.1", 8000)
    assert allowed.allows("0x7f.1", 8000)
    assert not allowed.allows("127.0.0.1", 5432)
    assert allowed.allows("news.local", 1)
    assert allowed.allows("[::1]", 80)
    assert not allowed.allows("::1", 81)
    assert allowed.allows("::2", 443)
    assert allowed.allows("localhost", 9)
    assert not allowed.allows("example.com", 80)


def test_names_are_no_addresses() -> None:
    assert literal("example.com") is None
    assert literal("1.2.3.4.5") is None
    assert canonical_host("EXAMPLE.com.") == "example.com"
