"""Pages under many host names, for the measurement of crawls: each page is another one.

Pages of a benchmark where there is one, else pages made for it. Each host has a feed that lists
its pages; what the pages say of their own addresses becomes the address that they are served at.
"""

import gzip
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import cycle, islice
from pathlib import Path

from quality.benchmark import read_pages
from quality.synthetic import page_of_size

FEED = "/feed.xml"
LEAST, MOST = 20_000, 400_000
"""Bytes of the pages that are made; those of real news sites lie between."""

_OWN_ADDRESS = re.compile(
    rb"<link[^>]+rel=[\"']?(?:canonical|amphtml)\b[^>]*>|<meta[^>]+og:url[^>]*>", re.IGNORECASE
)
_TITLE = re.compile(rb"<title[^>]*>([^<]{4,200})<", re.IGNORECASE)


@dataclass(slots=True)
class ManyHosts:
    """What is served: for each host its paths, each with its body, compressed by gzip."""

    bodies: dict[str, dict[str, bytes]] = field(default_factory=lambda: defaultdict(dict))
    titles: dict[str, str] = field(default_factory=dict)
    raw_bytes: int = 0

    @property
    def urls(self) -> list[str]:
        """The URLs of all pages, the hosts in turn."""
        return [f"http://{host}{path}" for host in self.bodies for path in self.bodies[host]]

    @property
    def feeds(self) -> list[str]:
        """The URL of each host's feed."""
        return [f"http://{host}{FEED}" for host in self.bodies]

    def add(self, host: str, path: str, body: bytes) -> None:
        """Serve a page there; what it says of its own address is no more."""
        found = _TITLE.search(body)
        url = f"http://{host}{path}"
        self.titles[url] = found[1].decode("utf-8", "replace").strip() if found else path
        head = f'<link rel="canonical" href="{url}">'.encode()
        body = _OWN_ADDRESS.sub(b"", body)
        body = re.sub(rb"(<head\b[^>]*>)", lambda m: m[1] + head, body, count=1)
        self.raw_bytes += len(body)
        self.bodies[host][path] = gzip.compress(body, 1, mtime=0)

    def feed(self, host: str) -> bytes:
        """The feed of a host, compressed."""
        items = "".join(
            f"<item><title>{escape(self.titles[f'http://{host}{path}'])}</title>"
            f"<link>http://{host}{path}</link></item>"
            for path in self.bodies[host]
        )
        return gzip.compress(
            f"<rss version='2.0'><channel><title>{host}</title>{items}</channel></rss>".encode(),
            mtime=0,
        )


def many_hosts(number: int, hosts: int, data: Path | None, most: int = MOST) -> ManyHosts:
    """So many different pages, spread over so many hosts; of `data`, or made, of `most` bytes."""
    served = ManyHosts()
    for place, body in enumerate(islice(_different(data, most), number)):
        host = f"paper{place % hosts:03}.example"
        served.add(host, f"/2026/11/{place // hosts % 28 + 1:02}/story-number-{place:06}", body)
    return served


def _different(data: Path | None, most: int) -> Iterator[bytes]:
    """Bodies without end, no two alike: the second time, each says so in a line of its own."""
    if data is None:
        chance, least = random.Random(1), min(LEAST, most)
        for seed in cycle(range(10**9)):
            yield page_of_size(int(least * (most / least) ** chance.random()), seed)
    pages = read_pages(data) if data is not None else ()
    for turn in range(10**9):
        for page in pages:
            body = page.body()
            line = (
                f"<p>Edition {turn} of the report says so on page {turn + 2}.</p></body>".encode()
            )
            yield body.replace(b"</body>", line, 1) if turn else body
