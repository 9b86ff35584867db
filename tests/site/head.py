"""What a page says of itself in its head: meta tags, and JSON-LD that is right or lies."""

import json
from collections.abc import Mapping
from datetime import datetime

from tests.site.hosts import Encoding, Host
from tests.site.markup import attributes
from tests.site.story import Story

Structured = Mapping[str, object]
LONG_TEXT = 160
"""Characters after which the lying articleBody stops, in the middle of a word."""


def meta(story: Story) -> str:
    """Open Graph and meta tags, the canonical URL: all of them right."""
    article = story.article
    properties = [
        ("og:type", "article"),
        ("og:title", article.title),
        ("og:url", story.url),
        ("og:site_name", story.host.site_name),
        ("og:image", image_url(story)),
        ("article:published_time", article.published.isoformat()),
        ("article:section", article.section),
        *(("article:tag", tag) for tag in article.tags),
    ]
    if article.modified:
        properties.append(("article:modified_time", article.modified.isoformat()))
    lines = [f"<meta{attributes(property=key, content=text)}>" for key, text in properties]
    lines += [f"<meta{attributes(name='author', content=name)}>" for name in article.authors]
    if article.description:
        lines.append(f"<meta{attributes(name='description', content=article.description)}>")
        lines.append(f"<meta{attributes(property='og:description', content=article.description)}>")
    lines.append(f"<link{attributes(rel='canonical', href=story.url)}>")
    return "\n".join(lines)


def image_url(story: Story) -> str:
    """The picture of an article. There is none there: the site answers 404."""
    return f"{story.host.address}/media/{story.article.slug}.jpg"


def charset_meta(encoding: Encoding) -> str:
    """The declaration in the page, where the page has one."""
    return f"<meta{attributes(charset=encoding.label)}>" if encoding.in_meta else ""


def alternate(host: Host) -> str:
    """How a page announces its feed."""
    values = {"rel": "alternate", "type_": host.feed_type, "href": host.feed_path}
    return f"<link{attributes(**values, title=host.site_name)}>"


def structured_data(story: Story) -> dict[str, object]:
    """The story as a NewsArticle of schema.org, all of it right."""
    article = story.article
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": story.url},
        "headline": article.title,
        "datePublished": article.published.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": {"@type": "Organization", "name": story.host.site_name},
        "image": [image_url(story)],
        "articleSection": article.section,
        "keywords": list(article.tags),
        "inLanguage": article.language,
        "articleBody": body_text(story),
    }
    if article.modified:
        data["dateModified"] = article.modified.isoformat()
    if article.description:
        data["description"] = article.description
    return data


def body_text(story: Story) -> str:
    """The text of a story without captions, as an articleBody has it."""
    return "\n".join(b.text for b in story.article.blocks if b.kind != "caption")


def lies(story: Story) -> dict[str, object]:
    """The same, but with another article's headline or body, or with a body cut short.

    Times and authors stay right.
    """
    data = structured_data(story)
    lie = story.number(3, "lie")
    if lie == 0 and story.others:
        data["headline"] = story.others[0].title
    elif lie == 1 and story.others:
        data["articleBody"] = "\n".join(b.text for b in story.others[0].blocks)
    else:
        data["articleBody"] = body_text(story)[:LONG_TEXT]
    return data


def json_ld(data: Structured) -> str:
    """A script element with that data; "</" cannot end it."""
    text = json.dumps(data, ensure_ascii=True, indent=None).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def iso_day(when: datetime) -> str:
    """The day as numbers, as old systems print it: "03.11.2025"."""
    return f"{when.day:02}.{when.month:02}.{when.year}"
