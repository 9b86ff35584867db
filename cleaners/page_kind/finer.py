"""What a page is that is no article: the kind that most of its features speak for."""

import re
from collections.abc import Callable, Iterator, Mapping

from cleaners.page_kind.clear import Clear, says
from cleaners.page_kind.facts import PageFacts

MANY_PRICES = 10
MANY_LINKS = 12
MANY_NAMES = 3
FEW_LINKS = 3
MAX_BUTTON = 40
FEW_WORDS = 60
"""Words of text below which a page offers nothing that one could call a service."""

_PAGED = re.compile(r"[?&](?:p|page|paged|start|offset)=\d")

Numbers = Mapping[str, float]


def finer_kind(facts: PageFacts, numbers: Numbers) -> Clear:
    """The kind of a page that is no article; "other" where nothing tells."""
    for rule in RULES:
        for found in rule(facts, numbers):
            return found
    return "other", "nothing tells what else it is"


def _documentation(facts: PageFacts, numbers: Numbers) -> Iterator[Clear]:
    parts = (*facts.labels[:1], *facts.segments)
    if part := next((part for part in parts if says("documentation", part)), None):
        yield "documentation", f"the address has {part!r}"
    elif numbers.get("preformatted", 0) >= 2:
        yield "documentation", f"{numbers['preformatted']:.0f} blocks of code"


def _forum(facts: PageFacts, numbers: Numbers) -> Iterator[Clear]:
    if numbers["text_names_forum"] >= MANY_NAMES or numbers["url_forum"] >= 2:
        yield "forum", "its elements or its address are named as in a forum"


def _shop(facts: PageFacts, numbers: Numbers) -> Iterator[Clear]:
    prices = int(numbers.get("prices", 0))
    lines = (b.text for b in facts.blocks if prices and len(b.text) < MAX_BUTTON)
    button = next((text for text in lines if says("product", text)), None)
    if len(set(facts.segments) & _SHELVES) and prices >= MANY_PRICES:
        yield "list", f"{prices} prices, and the address names a collection"
    elif "product" in " ".join(facts.segments) and prices:
        yield "product", f"the address names a product, and {prices} prices stand"
    elif button:
        yield "product", f"a button says {button!r}, and {prices} prices stand"
    elif prices >= 2 * MANY_PRICES:
        yield "list", f"{prices} prices"


_SHELVES = frozenset("collections collection category categories c shop catalog search".split())


def _list(facts: PageFacts, numbers: Numbers) -> Iterator[Clear]:
    links = int(numbers.get("main_long_links", 0))
    if part := next((part for part in facts.segments if says("list", part)), None):
        yield "list", f"the address has {part!r}"
    elif not facts.segments:
        yield "list", "it is the front page of a site"
    elif (
        titles := int(numbers.get("long_links", 0))
    ) >= FEW_LINKS and facts.good_words < FEW_WORDS:
        yield "list", f"{titles} links to pages, {facts.good_words} words of text"
    elif _PAGED.search(facts.url or ""):
        yield "list", "the address counts pages"
    elif links >= MANY_LINKS and numbers.get("main_linked", 0) > 0.3:
        yield "list", f"{links} links to pages in its main part"


def _service(facts: PageFacts, numbers: Numbers) -> Iterator[Clear]:
    if facts.good_words >= FEW_WORDS:
        yield "service", f"{facts.good_words} words of text that is no article's"


RULES: tuple[Callable[[PageFacts, Numbers], Iterator[Clear]], ...] = (
    _forum, _shop, _documentation, _list, _service,
)  # fmt: skip
"""What is asked of a page that is no article, the surest first."""
