"""Pages and articles to store, with as much said as a test needs."""

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from cleaners.types import (
    Article,
    Block,
    Image,
    Link,
    Note,
    Page,
    RelatedLink,
    Removal,
)
from quality.synthetic_corpus import bare_article
from storage import Store

URL = "https://harbour.example/news/ferry"
FETCHED = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def page_at(url: str = URL, body: bytes = b"<p>The ferry is back.</p>", **facts: Any) -> Page:
    """A page that answered at its own URL."""
    plain = Page(url, url, 200, (), FETCHED, body)
    return replace(plain, **facts)


def article_at(url: str = URL, title: str | None = "The ferry is back", **parts: Any) -> Article:
    """An article with a title and one paragraph; `text` stands for a list of paragraphs."""
    text: str | list[str] = parts.pop("text", "After the long winter it sails again.")
    lines = [text] if isinstance(text, str) else text
    blocks = tuple(Block(n, "paragraph", line) for n, line in enumerate(lines))
    plain = replace(bare_article(url, "", blocks), title=title, rules_version="1")
    return replace(plain, **parts)


def full_article(url: str = URL) -> Article:
    """An article that has something in every field."""
    zone = timezone(timedelta(hours=5, minutes=30))
    return article_at(
        url,
        canonical_url=url,
        description="It sails twice a day.",
        authors=("Ana Lind", "Coast News"),
        published_at=datetime(2026, 2, 28, 6, 5, tzinfo=zone),
        modified_at=datetime(2026, 2, 28, 7, 5, 4, 321, tzinfo=timezone(timedelta(hours=-3))),
        section="Harbour",
        tags=("ferry", "фьорд", "港"),
        site_name="The Harbour",
        credit="Coast News 2026",
        blocks=(
            Block(2, "heading", "Twice a day", level=2, bold=11),
            Block(
                3,
                "paragraph",
                "It sails, says the captain.",
                links=(Link("https://harbour.example/captain", "the captain"),),
                linked=11,
            ),
            Block(5, "preformatted", "08:00\tout\n17:00\tback"),
            Block(6, "caption", "The ferry in 1961"),
        ),
        images=(
            Image("https://harbour.example/ferry.jpg", "The ferry"),
            Image("https://h.example/i"),
        ),
        lead_image=Image("https://harbour.example/ferry.jpg"),
        paywall="teaser",
        links=(
            RelatedLink("https://harbour.example/pier", "Pier closed until May", "inline-headline"),
            RelatedLink(None, "Storm ahead", "related-list"),
        ),
        removals=(
            Removal(0, "share", 'class "share" names a share bar', "Share"),
            Removal(4, "inline-headline", "it is the title of another article", "Pier closed"),
            Removal(4, "repeated-block", "it stands on 14 pages", "Pier closed"),
        ),
        notes=(Note("paywall", "Only the beginning is free."),),
        confidence=0.123456789,
    )


def add(store: Store, url: str = URL, title: str | None = "The ferry is back", **parts: Any) -> int:
    """Store an article with its page; returns its number."""
    return store.store_article(page_at(url), article_at(url, title, **parts), "feed")


def same(one: Article, other: Article) -> bool:
    """Whether two articles are equal in all that is stored; blocks compare by value."""
    return asdict(one) == asdict(other)
