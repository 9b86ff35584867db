"""How hostile pages are written: what hurts, so many times; a share of it for quick tests."""

import random
from collections.abc import Callable
from dataclasses import dataclass

PROSE = "The harbour froze over on Monday, and nobody could remember the last time it did. "
SEED = 7


@dataclass(frozen=True, slots=True)
class Hostile:
    """A hostile page: its name, how many times `write` repeats what hurts, and how it must end.

    `must` is "whole" (the text comes out complete), "named" (the name of an error follows), or
    "either": refused or cleaned, within the limits of time and memory.
    """

    name: str
    full: int
    write: Callable[[int], bytes]
    must: str = "either"

    def page(self, share: float = 1.0) -> bytes:
        """The page at that share of its full size."""
        return self.write(max(1, int(self.full * share)))

    def sentences(self, body: bytes) -> int:
        """How often the page says `PROSE`, counted in its bytes: what no parser may lose."""
        return max(body.count(PROSE.encode(name)) for name in ("utf-8", "utf-16-le", "utf-16-be"))


def html(body: str, head: str = "") -> bytes:
    opening = f"<!doctype html><html><head><title>The harbour freezes</title>{head}</head><body>"
    article = f"<article><h1>The harbour freezes</h1><p>{PROSE * 3}</p>{body}"
    return f"{opening}{article}</article></body></html>".encode("utf-8", "surrogatepass")


def repeated(unit: str, head: str = "") -> Callable[[int], bytes]:
    return lambda n: html(unit * n, head * n)


def numbered(unit: str) -> Callable[[int], bytes]:
    """The unit again and again, each "#" in it the number."""
    return lambda n: html("".join(unit.replace("#", str(i)) for i in range(n)))


def nested(opening: str, closing: str = "", inside: str = PROSE) -> Callable[[int], bytes]:
    return lambda n: html(opening * n + inside + closing * n)


def attributes(n: int) -> bytes:
    names = " ".join(f"a{i}" for i in range(n))
    return html(f"<p {names}>{PROSE}</p>")


def json(text: str, n: int) -> bytes:
    return html(f"<p>{PROSE}</p>", f'<script type="application/ld+json">{text * n}</script>')


def json_deep(n: int) -> bytes:
    inner = '{"@type":"NewsArticle","a":' * n + "1" + "}" * n
    return html(PROSE, f'<script type="application/ld+json">{inner}</script>')


def random_words(n: int) -> bytes:
    chance = random.Random(SEED)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ("".join(chance.choices(letters, k=8)) for _ in range(n))
    return html(f"<p>{' '.join(words)}.</p>")


def utf16(n: int) -> bytes:
    return html(f"<p>{PROSE}</p>" * n).decode().encode("utf-16-le")


def wrong_charset(n: int) -> bytes:
    page = (
        f'<meta charset="utf-16"><p>Вчера в городе открылся новый мост через реку.</p>{PROSE}' * n
    )
    return page.encode("cp1251", "replace")


def tables(n: int) -> bytes:
    return html(f"<table><tr><td>{PROSE}" * n + "</td></tr></table>" * n)


def paths(n: int) -> bytes:
    return html("<p>" + "Home > News / " * n + "</p>")


def far_end(n: int) -> bytes:
    return html("</body></html>x<p>y" * n)
