"""The numbers by which a page tells its kind: of its address, its metadata and its blocks."""

import re
from collections import Counter
from collections.abc import Mapping

import numpy as np

from cleaners.features import Features
from cleaners.page_kind.facts import PageFacts

NEAR_TITLE = 8
"""Blocks from the title within which a byline or a date is the article's."""

MAX_PRICE = 40
"""Characters of a line that is a price."""

MAX_CHARACTERS = 3_000
"""Characters of good text in which the reader is looked for."""

_WORD = re.compile(r"[a-z]+|\d+")
_DATED = re.compile(r"(?:19[89]\d|20\d\d)[/\-_.]?(?:0?[1-9]|1[0-2])(?!\d)|/20\d\d/")
_NUMBER = re.compile(r"(?<!\d)\d{4,}(?!\d)|[0-9a-f]{8,}(?=[-.]|$)")
_PRICE = re.compile(
    r"(?:[$€£₹¥]|US\$|USD|EUR|GBP)\s?\d|\d[\d.,]*\s?(?:€|zł|kr\b|руб|₽|Kč|USD|EUR|円)"
)

_ADDRESS = {
    "forum": "forum forums thread threads topic topics viewtopic showthread discuss discussion"
    " discussions community communities question questions answers board boards comments",
    "docs": "doc docs documentation api reference ref guide guides manual handbook wiki learn"
    " tutorial tutorials help kb support developer developers dev spec readme course syllabus",
    "product": "product products item items dp shop store buy sku prod",
    "list": "category categories tag tags collections collection archive archives search list"
    " listing listings all browse catalog catalogue directory results deals offers index",
    "service": "service services solution solutions about pricing plans contact program programs"
    " programme courses course training certification careers packages features platform faq"
    " reviews department insurance rental consulting software industries company team",
    "article": "blog blogs article articles story stories post posts news opinion magazine press",
}
_NAMES = {
    "forum": "thread threads message messages reply replies topic forum username userinfo postbody"
    " posts signature upvote vote votes answer answers question poster karma discussion",
    "product": "product products price prices cart sku variant variants swatch add-to-cart quantity"
    " buy checkout shop shopping wishlist pdp",
    "card": "card cards grid tile tiles teaser teasers listing listings results result item-list"
    " archive loop",
    "docs": "docs doc documentation toc highlight codehilite admonition markdown-body rst-content"
    " sidebar-nav theme-doc-markdown mkdocs sphinx wiki reference",
    "service": "hero testimonial testimonials pricing cta accordion faq banner feature features"
    " benefits services team logos stats slider carousel elementor-widget-container",
    "article": "article-body article-content entry-content post-content story-body articlebody"
    " article__body post-body article-text story single-post blog-post post__content single",
    "byline": "byline author authors posted-on published dateline timestamp date entry-meta"
    " post-meta meta reading-time pubdate",
    "comment": "comment comments commentlist disqus respond",
}
_READER = {
    "says_we": frozenset("we our us wir unser unsere unserer nous notre nos nosotros".split()),
    "says_you": frozenset("you your sie ihr ihre ihrer vous votre vos usted".split()),
    "says_i": frozenset("i my me ich je yo".split()),
    "says_said": frozenset("said says told according sagte a dit dijo".split()),
}


def _grouped(table: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in table.items()}


ADDRESS_WORDS, NAME_WORDS = _grouped(_ADDRESS), _grouped(_NAMES)
_ALL_NAMES = frozenset[str]().union(*NAME_WORDS.values())


def numbers_of(facts: PageFacts) -> dict[str, float]:
    """All numbers of a page, by name; the names stand in the weights."""
    found = {**_address(facts), **_metadata(facts)}
    names, text_names = facts.names_among(_ALL_NAMES), facts.names_of_text_among(_ALL_NAMES)
    for name, group in NAME_WORDS.items():
        found[f"names_{name}"] = len(names & group)
        found[f"text_names_{name}"] = len(text_names & group)
    if facts.features is not None:
        found |= _blocks(facts.features) | _good_text(facts, facts.features)
        found |= _near_title(facts.features)
    dated = found.get("year_near", 0) and found["url_number"]
    found["news_address"] = found["url_article"] > 0 or bool(dated)
    return {name: float(value) for name, value in found.items()}


def _address(facts: PageFacts) -> dict[str, float]:
    words = set(_WORD.findall(facts.path))
    last = facts.segments[-1] if facts.segments else ""
    found: dict[str, float] = {
        "url_parts": len(facts.segments),
        "url_last_words": sum(len(w) > 1 and w.isalpha() for w in _WORD.findall(last)),
        "url_most_words": max((len(_WORD.findall(part)) for part in facts.segments), default=0),
        "url_dated": _DATED.search(facts.path) is not None,
        "url_number": _NUMBER.search(last) is not None,
        "url_query": "?" in (facts.url or ""),
        "url_slash": facts.path.endswith("/"),
    }
    for name, group in ADDRESS_WORDS.items():
        found[f"url_{name}"] = len(words & group)
    return found


def _metadata(facts: PageFacts) -> dict[str, float]:
    metadata = facts.metadata
    source = metadata.sources.get("published_at", "")
    return {
        "dated": metadata.published_at is not None,
        "dated_in_head": source.startswith(("json", "meta")),
        "modified": metadata.modified_at is not None,
        "authors": len(metadata.authors),
        "section": metadata.section is not None,
        "tags": len(metadata.tags),
        "title_words": len((metadata.title or "").split()),
        "head_words": len((metadata.stated.head_title or "").split()),
    }


def _blocks(features: Features) -> dict[str, float]:
    """Of all blocks of the page."""
    columns = features.columns
    count = len(columns["words"])
    words, linked, heading = columns["words"], columns["linked"], columns["heading"]
    size = columns["characters"]
    headings = heading.sum()
    titles = (linked > 0.6) & (words >= 4)
    of_headings = (linked[heading > 0] > 0.5).sum()
    found = {name: columns[column].sum() / count for name, column in _SHARES}
    found |= {name: columns[column].sum() for name, column in _COUNTS}
    return found | {
        "headings": headings,
        "headings_linked": of_headings / max(1.0, headings),
        "headings_ask": (columns["asks"] * heading).sum(),
        "subheadings": (columns["level"] == 2).sum(),
        "lesser_headings": (columns["level"] == 3).sum(),
        "main_headings": (columns["level"] == 1).sum(),
        "short": (words <= 3).sum() / count,
        "repeats": (columns["repeats"] > 1).sum() / count,
        "long_links": titles.sum(),
        "long_links_share": (size * titles).sum() / max(1.0, size.sum()),
        "good_per_heading": columns["good"].sum() / (1 + headings),
        **_of_main(features),
    }


_SHARES = (
    ("items", "item"), ("years", "year"), ("clocks", "clock"), ("digits", "digits"),
    ("forms", "in_form"), ("menus", "in_nav"), ("asides", "in_aside"), ("hidden", "hidden"),
)  # fmt: skip
_COUNTS = (
    ("rows", "row"), ("captions", "caption"), ("bylines", "byline"), ("here", "here"),
    ("links", "links"), ("all_words", "words"),
)  # fmt: skip


def _of_main(features: Features) -> dict[str, float]:
    """Of the element that holds the main text."""
    columns = features.columns
    main = columns["outside_main"] <= 0
    inside = max(1, int(main.sum()))
    size = columns["characters"] * main
    heading = columns["heading"] * main
    return {
        "main_blocks": main.sum(),
        "main_share": size.sum() / max(1.0, columns["characters"].sum()),
        "main_linked": (size * columns["linked"]).sum() / max(1.0, size.sum()),
        "main_short": ((columns["words"] <= 3) & main).sum() / inside,
        "main_good": (columns["good"] * main).sum() / inside,
        "main_pictures": (columns["pictures"] * main).sum(),
        "main_long_links": ((columns["linked"] > 0.6) & (columns["words"] >= 4) & main).sum(),
        "main_subheadings": heading.sum(),
    }


def _good_text(facts: PageFacts, features: Features) -> dict[str, float]:
    """Of the blocks that read like text."""
    columns = features.columns
    places = np.flatnonzero(facts.good)
    found: dict[str, float] = {"good_words": facts.good_words, "good_blocks": len(places)}
    found["preformatted"] = sum(block.kind == "preformatted" for block in facts.blocks)
    priced = np.flatnonzero((columns["digits"] > 0) & (columns["characters"] <= MAX_PRICE))
    texts = [facts.blocks[place].text for place in priced.tolist()]
    found["prices"] = sum(_PRICE.search(text) is not None for text in texts)
    if not len(places):
        return found
    words = np.sort(columns["words"][places])
    table = features.table
    homes = [table.home[table.of_block[place]] for place in places.tolist()]
    size = columns["characters"] * facts.good
    for name, column in _MEANS:
        found[f"good_{name}"] = columns[column][places].sum() / len(places)
    return found | {
        "median_words": float(words[len(words) // 2]),
        "long_words": float(words[len(words) * 9 // 10]),
        "most_words": float(words[-1]),
        "first_good": places[0] / len(facts.blocks),
        "good_homes": len(set(homes)) / len(places),
        "good_markups": len({table.markup[home] for home in homes}) / len(places),
        "good_in_main": size[columns["outside_main"] <= 0].sum() / max(1.0, size.sum()),
        "good_in_article": columns["article_good"].max(),
        **_reader(facts, places.tolist()),
    }


_MEANS = (
    ("stops", "stops"), ("digits", "digits"), ("items", "item"), ("quotes", "quote"),
    ("asks", "asks"), ("hidden", "hidden"),
)  # fmt: skip


def _reader(facts: PageFacts, places: list[int]) -> dict[str, float]:
    """How often the text speaks of itself and to its reader."""
    pieces: list[str] = []
    room = MAX_CHARACTERS
    for place in places:
        pieces.append(facts.blocks[place].text[:room])
        room -= len(pieces[-1])
        if room <= 0:
            break
    words = Counter(" ".join(pieces).lower().split())
    share = 100 / max(1, words.total())
    return {name: share * sum(words[word] for word in group) for name, group in _READER.items()}


def _near_title(features: Features) -> dict[str, float]:
    columns = features.columns
    near = np.abs(columns["from_title"]) <= NEAR_TITLE
    short = columns["words"] < 15
    titles = np.flatnonzero(columns["is_title"] > 0)
    size = columns["characters"] * columns["good"]
    below = size[titles[0] :].sum() / max(1.0, size.sum()) if len(titles) else -1.0
    return {
        "byline_near": bool((near & (columns["byline"] > 0)).any()),
        "year_near": bool((near & (columns["year"] > 0) & short).any()),
        "clock_near": bool((near & (columns["clock"] > 0)).any()),
        "titles": len(titles),
        "good_below_title": below,
    }
