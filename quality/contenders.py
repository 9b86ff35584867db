"""Those who can be asked to clean a page: this product, and its peers, each in its own words.

Each is a function of a page's bytes and URL that returns an `Answer`.
"""

import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cleaners.encoding import decode
from cleaners.memory import NOTHING, SiteMemory, fingerprint, witness_keys
from cleaners.tree import page_from_bytes, parse
from cleaners.types import Article
from quality.flatten import flatten

INSTALL_PEERS = ".venv/bin/python -m pip install --group peers"


class MissingPeerError(Exception):
    """A peer is not installed; the message is the line that installs it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a cleaner made of a page: the article's text and its metadata.

    `blocks` are the keys of all text of the page, kept or not; only ours tells them.
    """

    text: str
    title: str | None
    authors: tuple[str, ...]
    date: str | None
    kind: str | None
    blocks: tuple[int, ...] = ()


NO_ANSWER = Answer("", None, (), None, None)

Contender = Callable[[bytes, str | None, SiteMemory], Answer]


def copydesk(body: bytes, url: str | None, memory: SiteMemory = NOTHING) -> Answer:
    """Our own `clean`."""
    from cleaners import clean

    return answer_of(clean(page_from_bytes(body, url), memory))


def copydesk_flat(body: bytes, url: str | None, memory: SiteMemory = NOTHING) -> Answer:
    """Our own `clean_text`, on the page without its markup."""
    from cleaners import clean_text

    return answer_of(clean_text(flatten(parse(page_from_bytes(body, url))), memory))


def trafilatura(body: bytes, url: str | None, memory: SiteMemory = NOTHING) -> Answer:
    """trafilatura as its documentation calls it, with metadata and without comments."""
    from trafilatura import bare_extraction

    found: Any = bare_extraction(body, url=url, with_metadata=True, include_comments=False)
    if found is None:
        return Answer("", None, (), None, "article")
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return Answer(found.text or "", found.title, authors, found.date, "article")


def newspaper4k(body: bytes, url: str | None, memory: SiteMemory = NOTHING) -> Answer:
    """newspaper4k on the decoded page, without its downloads."""
    newspaper: Any = importlib.import_module("newspaper")
    article = newspaper.Article(url or "https://example.com/", fetch_images=False)
    article.download(input_html=decode(body, None)[0])
    article.parse()
    date = article.publish_date.isoformat() if article.publish_date else None
    return Answer(article.text, article.title or None, tuple(article.authors), date, "article")


CONTENDERS: dict[str, Contender] = {
    "copydesk": copydesk,
    "copydesk-flat": copydesk_flat,
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
}


def require(name: str) -> None:
    """Raise `MissingPeerError` if that cleaner cannot run here."""
    if name == "newspaper4k" and importlib.util.find_spec("newspaper") is None:
        raise MissingPeerError(f"newspaper4k is not installed; run: {INSTALL_PEERS}")


def answer_of(article: Article) -> Answer:
    """What an article says, as the score reads it."""
    title = fingerprint(article.title or "")
    kept = [
        " ".join(block.text.split())
        for block in article.blocks
        if block.kind not in ("caption", "credit")
        and not (block.kind == "heading" and fingerprint(block.text) == title)
    ]
    date = article.published_at.isoformat() if article.published_at else None
    blocks = tuple(sorted(witness_keys(article)))
    return Answer("\n".join(kept), article.title, article.authors, date, article.kind, blocks)
