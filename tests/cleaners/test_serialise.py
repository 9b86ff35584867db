"""An article as JSON data: every field under its own name."""

import json
from dataclasses import asdict, fields, replace
from datetime import datetime, timedelta, timezone

from cleaners.serialise import article_from_dict, article_to_dict
from cleaners.types import Article, Block, Image, Link, Note, RelatedLink, Removal
from tests.cleaners.test_render import EMPTY

FULL = replace(
    EMPTY,
    authors=("Ada", "Bo"),
    published_at=datetime(2025, 11, 3, 7, 40, tzinfo=timezone(timedelta(hours=5, minutes=30))),
    blocks=(
        Block(1, "heading", "Why?", 3),
        Block(2, "paragraph", "See here.", links=(Link("https://e.example/", "here"),), linked=4),
    ),
    images=(Image("https://e.example/i.png", "A pier"),),
    lead_image=Image("https://e.example/i.png"),
    links=(RelatedLink(None, "Mayor opens pier", "inline-headline"),),
    removals=(Removal(0, "breadcrumb", "it repeats the title", "Home"),),
    notes=(Note("too-short", "Only 3 words."),),
)


def test_every_field_of_article_and_the_text_are_there() -> None:
    data = article_to_dict(FULL)
    assert set(data) == {field.name for field in fields(Article)} | {"text"}
    assert json.loads(json.dumps(data)) == data


def test_the_article_comes_back_from_json() -> None:
    data = json.loads(json.dumps(article_to_dict(FULL)))
    assert asdict(article_from_dict(data)) == asdict(FULL)


def test_times_keep_their_own_zone() -> None:
    assert article_to_dict(FULL)["published_at"] == "2025-11-03T07:40:00+05:30"


def test_only_headings_have_a_level() -> None:
    heading, paragraph = article_to_dict(FULL)["blocks"]
    assert heading == {
        "n": 1,
        "kind": "heading",
        "level": 3,
        "text": "Why?",
        "links": [],
        "linked": 0,
        "bold": 0,
    }
    assert "level" not in paragraph
    assert paragraph["links"] == [{"url": "https://e.example/", "text": "here"}]


def test_the_record_is_there() -> None:
    data = article_to_dict(FULL)
    assert data["removals"] == [
        {"n": 0, "step": "breadcrumb", "why": "it repeats the title", "text": "Home"}
    ]
    assert data["links"] == [{"url": None, "title": "Mayor opens pier", "step": "inline-headline"}]
    assert data["notes"] == [{"name": "too-short", "sentence": "Only 3 words."}]
    assert data["lead_image"] == {"url": "https://e.example/i.png", "alt": None}
