"""The test site on loopback: four hosts behind one port, asked directly or as an HTTP proxy.

python -m tests.site.server --port 8930
http_proxy=http://127.0.0.1:8930 curl http://harbourpost.example/
"""

import argparse
import gzip
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from tests.site.hosts import HOSTS, article_url
from tests.site.newsroom import articles
from tests.site.pages import not_found, pages
from tests.site.resource import Resource

NAMES = frozenset(host.name for host in HOSTS)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that the site answered: the absolute URL, and the status of the answer."""

    method: str
    url: str
    status: int
    agent: str | None
    conditional: bool


class _Server(ThreadingHTTPServer):
    """A server that remembers what was asked, and ends its open connections when it closes."""

    daemon_threads = False
    request_queue_size = 64

    def __init__(self, port: int) -> None:
        self.asked: list[Asked] = []
        self.open: set[socket.socket] = set()
        self.lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self.lock:
            self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self.lock:
            self.open.discard(request)
        super().shutdown_request(request)

    def end_connections(self) -> None:
        """Wake the threads that wait for a next request on a connection."""
        with self.lock:
            for connection in self.open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the client has gone already


class _Handler(BaseHTTPRequestHandler):
    """Answers for all hosts; the request line may be absolute, as a proxy gets it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        """Answer with the page of that URL, a 304, a redirect or a 404."""
        parts = urlsplit(self.path)
        name = (parts.netloc or self.headers.get("Host", "")).lower().partition(":")[0]
        query = f"?{parts.query}" if parts.query else ""
        url = f"http://{name}{parts.path or '/'}{query}"
        if name not in NAMES:
            self._answer(url, Resource(_directory(), "text/plain; charset=utf-8", 502))
            return
        found = pages().get(url)
        if found is None:
            page = not_found(name)
            found = Resource(page.body, page.content_type, 404)
        self._answer(url, found)

    do_HEAD = do_GET  # noqa: N815 - http.server looks for this name

    def do_CONNECT(self) -> None:
        """Refuse: the site speaks plain HTTP only."""
        self._answer(self.path, Resource(b"http only\n", "text/plain", 502))

    def _answer(self, url: str, found: Resource) -> None:
        status, body = found.status, found.body
        if status == 200 and self._has_it(found):
            status, body = 304, b""
        packed = status == 200 and "gzip" in self.headers.get("Accept-Encoding", "")
        packed = packed and found.content_type != "application/gzip"
        agent = self.headers.get("User-Agent")
        with self.server.lock:
            self.server.asked.append(
                Asked(self.command, url, status, agent, self._is_conditional())
            )
        if packed:
            body = gzip.compress(body, mtime=0)
        self.send_response(status)
        self._send_headers(found, status, len(body), packed)
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_headers(self, found: Resource, status: int, length: int, packed: bool) -> None:
        self.send_header("Content-Type", found.content_type)
        if found.location:
            self.send_header("Location", found.location)
        if status in (200, 304):
            self.send_header("ETag", found.etag)
            self.send_header("Last-Modified", found.last_modified)
            self.send_header("Vary", "Accept-Encoding")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        if status != 304:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _is_conditional(self) -> bool:
        return "If-None-Match" in self.headers or "If-Modified-Since" in self.headers

    def _has_it(self, found: Resource) -> bool:
        """Whether the client has this version (RFC 9110, 13.2.2: the entity tag comes first)."""
        if (tags := self.headers.get("If-None-Match")) is not None:
            return found.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        return self.headers.get("If-Modified-Since") == found.last_modified

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is inherited
        """Say nothing: `NewsSite.requests` has it all."""


def _directory() -> bytes:
    lines = [f"This server is {name}; ask it as a proxy." for name in sorted(NAMES)]
    return "\n".join([*lines, ""]).encode()


class NewsSite:
    """The site, served while the context lasts.

    >>> with NewsSite() as site:
    ...     site.proxy_url.startswith("http://127.0.0.1:")
    True
    """

    def __init__(self, port: int = 0) -> None:
        self._server = _Server(port)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> Self:
        pages()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.end_connections()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """The port that the site listens on."""
        return int(self._server.server_address[1])

    @property
    def proxy_url(self) -> str:
        """What `http_proxy` must be to reach the four hosts."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def requests(self) -> Sequence[Asked]:
        """What was asked so far, in order."""
        with self._server.lock:
            return tuple(self._server.asked)

    def urls(self) -> tuple[str, ...]:
        """The URLs of all plain articles; `tests.site.content.specials` has the other pages."""
        return tuple(article_url(a) for host in HOSTS for a in articles(host.folder))


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Serve the test site on loopback.")
    parser.add_argument("--port", type=int, default=8930)
    with NewsSite(parser.parse_args().port) as site:
        print(f"{len(site.urls())} articles on {len(HOSTS)} hosts at {site.proxy_url}", flush=True)
        print(f"http_proxy={site.proxy_url} curl {HOSTS[0].address}/", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped")


if __name__ == "__main__":
    main()
