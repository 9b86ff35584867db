"""Pages of any size that look like news: articles one below the other, with furniture around.

More than a third of the bytes are scripts, and there are some 4,400 elements a million bytes; the
median page of our benchmark has a third, and 4,700.
"""

import json
import random
from collections.abc import Iterator

WORDS = (
    "council bridge harbour minister budget winter market river school hospital teacher railway "
    "village election committee report water forest energy company court police museum festival "
    "street morning evening season summer farmer island border region capital citizen project "
    "agreement measure decision question answer meeting proposal reason result number change"
).split()
JOINTS = (
    "the of and to in for on with after before because while although that which has was".split()
)
_WIDTHS = (320, 480, 640, 800, 960, 1280, 1600, 1920)
AUTHORS = ("Ana Silva", "Jonas Berg", "Mette Holm", "Paul Okafor", "Ines Duarte")
STATE_BYTES = 4_500
"""What each article's script holds: pages carry their data a second time, for their programs."""


def page_of_size(size: int, seed: int = 1) -> bytes:
    """A page of about `size` bytes and never more; the same seed gives the same page."""
    chance = random.Random(seed)
    head = _head(chance)
    parts = [head]
    length, number = len(head) + len(_FOOT), 0
    while True:
        article = _article(chance, number)
        if number and length + len(article) > size:
            break
        parts.append(article)
        length += len(article)
        number += 1
    return "".join([*parts, _FOOT]).encode("ascii")


def _sentence(chance: random.Random) -> str:
    words = [chance.choice(WORDS if i % 3 else JOINTS) for i in range(chance.randint(8, 22))]
    return " ".join(words).capitalize() + chance.choice((".", ".", ".", "?", "."))


def _headline(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(5, 9))).capitalize()


def _slug(headline: str) -> str:
    return "/2026/11/" + headline.lower().replace(" ", "-")


def _paragraph(chance: random.Random) -> str:
    said = [_sentence(chance) for _ in range(chance.randint(1, 4))]
    if chance.random() < 0.15:
        link = _headline(chance)
        said.insert(1, f'<a href="{_slug(link)}" class="inline-link">{link.lower()}</a>')
    return f'<p class="paragraph paragraph-{chance.randint(1, 9)}">{" ".join(said)}</p>\n'


def _card(chance: random.Random) -> str:
    headline = _headline(chance)
    return (
        f'<li class="card card--small"><a href="{_slug(headline)}"><img src="/{len(headline)}.jpg"'
        f' srcset="{_sources(len(headline))}" alt="" loading="lazy">'
        f'<h3 class="card__title">{headline}</h3></a>'
        f'<time datetime="2026-11-{chance.randint(1, 21):02}">{chance.randint(2, 9)} hours ago'
        f"</time></li>\n"
    )


def _article(chance: random.Random, number: int) -> str:
    headline = _headline(chance)
    level = "h2" if number else "h1"
    body: list[str] = []
    for place in range(chance.randint(10, 16)):
        if place in (4, 9):
            body.append(f"<h3>{_headline(chance)}</h3>\n")
        if place == 6:
            teaser = _headline(chance)
            body.append(f'<p class="more">Read also: <a href="{_slug(teaser)}">{teaser}</a></p>\n')
        body.append(_paragraph(chance))
    return (
        f'<article id="a{number}" class="story story--{number % 7}"><{level} class="headline">'
        f'{headline}</{level}>\n<div class="byline">By <a rel="author" href="/authors/'
        f'{number % 5}">{AUTHORS[number % 5]}</a></div>\n<figure><img src="/img/{number}.jpg" '
        f'srcset="{_sources(number)}" alt="{_headline(chance)}">'
        f"<figcaption>{_sentence(chance)}</figcaption></figure>\n"
        f'<div class="story__body">{"".join(body)}</div>\n'
        f'<div class="share"><button>Share</button><button>Save</button></div>\n'
        f'<aside class="related"><h4>More on this</h4><ul>{"".join(_cards(chance))}</ul></aside>\n'
        f"{_state(chance, number)}</article>\n"
    )


def _sources(number: int) -> str:
    return ", ".join(f"/img/{number}-{width}w.jpg?q=80&amp;f=webp {width}w" for width in _WIDTHS)


def _state(chance: random.Random, number: int) -> str:
    texts: list[str] = []
    while sum(map(len, texts)) < STATE_BYTES:
        texts.append(_sentence(chance))
    return f"<script>window.__state.push({json.dumps({'id': number, 'texts': texts})})</script>\n"


def _cards(chance: random.Random) -> Iterator[str]:
    return (_card(chance) for _ in range(4))


def _head(chance: random.Random) -> str:
    title = _headline(chance)
    menu = "".join(f'<li><a href="/{word}">{word.capitalize()}</a></li>' for word in WORDS[:14])
    described, when = _sentence(chance), "2026-11-20T08:00:00Z"
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": when,
        "author": {"@type": "Person", "name": AUTHORS[0]},
    }
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Herald'
        f'</title><meta property="og:title" content="{title}"><meta name="description" content="'
        f'{described}"><meta property="article:published_time" content="{when}">'
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
        f"<style>.story{{margin:0}}</style></head>\n"
        f'<body class="page"><header><nav class="menu"><ul>{menu}</ul></nav></header><main>\n'
    )


_FOOT = (
    '</main><section id="newsletter"><h2>Our newsletter</h2><form><input type="email">'
    "<button>Subscribe</button></form></section><footer><p>All rights reserved.</p></footer>"
    "</body></html>\n"
)
