"""Pages of each kind, written by hand: what makes them what they are, and little else."""

from cleaners import Page
from cleaners.tree import page_from_bytes

TEXT = {
    "en": "The master of the harbour said on Monday that the old crane would be moved before winter"
    " and that the ferry would sail again on the first day of May.",
    "de": "Der Hafenmeister sagte am Montag, dass der alte Kran noch vor dem Winter versetzt werde"
    " und dass die Fähre am ersten Mai wieder fahren solle.",
    "fr": "Le maître du port a déclaré lundi que la vieille grue serait déplacée avant l'hiver et"
    " que le bac reprendrait la mer le premier mai.",
    "ru": "Начальник порта сказал в понедельник, что старый кран перенесут до зимы, а паром снова"
    " выйдет в море первого мая, как и было обещано жителям.",
}
"""A sentence in each language; an article has several of them."""


def page(body: str, head: str = "", url: str = "https://www.example.com/a", **facts: int) -> Page:
    """A page with that body and head."""
    source = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    made = page_from_bytes(source.encode(), url)
    return Page(url, url, facts.get("status"), (), None, made.body)


def json_ld(types: str, rest: str = "") -> str:
    """A JSON-LD object of that type, for the head."""
    return f'<script type="application/ld+json">{{"@type": "{types}"{rest}}}</script>'


def article(language: str = "en", title: str = "Old crane moves", middle: str = "") -> str:
    """The body of an article of eight paragraphs with a byline and a date."""
    text = "".join(f"<p>{TEXT[language]}</p>" for _ in range(4))
    return (
        f"<article><h1>{title}</h1><p class=byline>By Ada Lind</p><time datetime=2025-10-14>"
        f"14 October 2025</time>{text}{middle}{text}</article>"
    )


def cards(count: int, words: str = "freezes over for the third time") -> str:
    """Teasers: a linked headline, and no more."""
    return "".join(
        f"<div class=card><h3><a href=/2025/lake-{n}>Lake number {n} {words}</a></h3></div>"
        for n in range(count)
    )
