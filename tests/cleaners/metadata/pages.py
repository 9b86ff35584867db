"""Small pages for the tests of metadata, and the way they are read."""

import json
from datetime import datetime

from cleaners.metadata import Metadata, read_metadata
from cleaners.metadata.evidence import Evidence, gather
from cleaners.tree import page_from_bytes, parse

URL = "https://www.morning-herald.example/town/2024/bridge-opens"


def html(head: str = "", body: str = "", lang: str = "en") -> str:
    """A page with that head and body."""
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def json_ld(*values: object) -> str:
    """Each value in a JSON-LD script."""
    return "".join(
        f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values
    )


def article(**fields: object) -> dict[str, object]:
    """A JSON-LD article with these fields."""
    return {"@context": "https://schema.org", "@type": "NewsArticle", **fields}


def meta(**contents: str) -> str:
    """Meta tags; "og__title" becomes og:title."""
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{content}">'
        for name, content in contents.items()
    )


def read(page: str, url: str | None = URL, fetched_at: datetime | None = None) -> Metadata:
    """The metadata of a page."""
    fetched = page_from_bytes(page.encode(), url, fetched_at)
    return read_metadata(parse(fetched), fetched)


def evidence(page: str, url: str | None = URL) -> Evidence:
    """What the fields of a page are read from."""
    fetched = page_from_bytes(page.encode(), url)
    return gather(parse(fetched), fetched)
