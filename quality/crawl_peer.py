"""news-please on a list of URLs, for measurements: it downloads and extracts, and stores nothing.

    python -m quality.crawl_peer URLS SETTINGS

In as many processes as the machine has cores, each URL by `NewsPlease.from_url`. It also asks for
the pages' pictures, to see how large they are: hosts that are not in the list have no address, at
once, as a machine without the web may wait long for that answer.
"""

import os
import socket
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


def only_these(hosts: Iterable[str]) -> None:
    """Let no other host be found from here on, but this machine, which may be the proxy."""
    find, known = socket.getaddrinfo, frozenset({"127.0.0.1", "localhost", *hosts})

    def found(host: str, *asked: Any, **more: Any) -> Any:
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "not in the list")
        return find(host, *asked, **more)

    socket.getaddrinfo = found  # type: ignore[assignment]


def has_text(url: str) -> bool:
    """Whether news-please finds the text of the page there."""
    from newsplease import NewsPlease

    try:
        article = NewsPlease.from_url(url)
    except Exception:  # whatever it is, the peer has no text of this page
        return False
    return bool(getattr(article, "maintext", None))


def main() -> None:
    """Download and extract, then print how many articles have text."""
    urls = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    hosts = {urlsplit(url).hostname or "" for url in urls}
    with ProcessPoolExecutor(os.cpu_count(), initializer=only_these, initargs=(hosts,)) as pool:
        print(sum(pool.map(has_text, urls, chunksize=4)))


if __name__ == "__main__":
    main()
