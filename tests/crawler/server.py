"""A small news site on loopback that can misbehave: a table of paths, a log of what was asked."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

TDMREP = "/.well-known/tdmrep.json"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path answers; `cut` sends only so many bytes of the body, `wait` comes first."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    cut: int | None = None
    wait: float = 0


@dataclass(slots=True)
class Site:
    """The running server: fill `paths`, read `log`; `base` is its address without a slash.

    What is asked for with the ETag that its answer has is answered with 304, and noted.
    `first` holds what paths answer before that, once each; `times` and the headers `sent` are
    those of the `log`, in which tdmrep.json does not stand: a crawl asks every host for it.
    """

    base: str
    paths: dict[str, Answer] = field(default_factory=dict)
    first: dict[str, list[Answer]] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    not_modified: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    sent: list[dict[str, str]] = field(default_factory=list)
    connections: int = 0

    @property
    def host(self) -> str:
        return self.base.split("://", 1)[1]

    def page(self, path: str, title: str, *, links: str = "", head: str = "") -> str:
        """Add an article with text of its own; returns its URL."""
        self.paths[path] = Answer(article(title, links=links, head=head))
        return f"{self.base}{path}"

    def asked(self, path: str) -> int:
        return self.log.count(path)


def article(title: str, *, links: str = "", head: str = "") -> bytes:
    """An article of six paragraphs in which the title's words occur, so that no two are alike."""
    paragraphs = "".join(
        f"<p>Paragraph {n} of the report on {title} says that the council met on day {n}, heard "
        f"{n + 3} witnesses and put off its decision until the figures for {title} are complete. "
        f"Nobody in the room had expected a shorter way, said the speaker after vote {n}.</p>"
        for n in range(1, 7)
    )
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}"
        f'<meta property="og:type" content="article"></head><body><article><h1>{title}</h1>'
        f"{paragraphs}</article>{links}</body></html>"
    ).encode()


def front(links: list[tuple[str, str]], head: str = "") -> bytes:
    """A front page with these links (address, text)."""
    items = "".join(f'<li><a href="{url}">{text}</a></li>' for url, text in links)
    return (
        f"<!doctype html><html><head><title>The Paper</title>{head}</head><body>"
        f'<nav><a href="/sport/">Sport</a></nav><ul>{items}</ul></body></html>'
    ).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if parts.path != TDMREP:
            self.site.log.append(self.path if parts.netloc else path)
            self.site.times.append(time.time())
            self.site.sent.append({name.lower(): value for name, value in self.headers.items()})
        queue = self.site.first.get(path)
        known = queue.pop(0) if queue else self.site.paths.get(path)
        answer = known or Answer(b"<h1>Nothing here</h1>", status=404)
        time.sleep(answer.wait)
        tag = dict(answer.headers).get("ETag")
        if tag is not None and self.headers.get("If-None-Match") == tag:
            self.site.not_modified.append(path)
            answer = Answer(status=304, headers=answer.headers)
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body[: answer.cut])
        if answer.cut is not None:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Stay quiet; the test reads `Site.log`."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A crawler that goes away is no error here."""


@contextmanager
def serve(tls: Callable[[], ssl.SSLContext] | None = None) -> Iterator[Site]:
    """A site on a free port of 127.0.0.1, until the end of the block."""
    handler = type("Handler", (_Handler,), {})
    server = _Server(("127.0.0.1", 0), handler)
    scheme = "http"
    if tls is not None:
        server.socket = tls().wrap_socket(server.socket, server_side=True)
        scheme = "https"
    site = Site(f"{scheme}://127.0.0.1:{server.server_address[1]}")
    handler.site = site  # type: ignore[attr-defined]
    accept = server.get_request

    def counted() -> object:
        site.connections += 1
        return accept()

    server.get_request = counted  # type: ignore[method-assign,assignment]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
