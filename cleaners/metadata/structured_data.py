"""JSON-LD: the page's own description of its article, found among all that it describes.

Vocabulary: https://schema.org/Article; syntax: https://www.w3.org/TR/json-ld11/. Read once a
page, bounded, and never trusted to be well-formed: types may be lists, authors strings, and the
article that is described another one than the page's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from cleaners.memory import fingerprint
from cleaners.metadata.json_text import read_json
from cleaners.metadata.phrases import plain
from cleaners.urls import normalise_url, url_key

Node: TypeAlias = Mapping[str, object]

MAX_NODES = 20_000
"""Objects that are looked at in a page's JSON-LD."""

MAX_TOTAL = 8_000_000
"""Characters of JSON-LD that are read of a page."""

INDEXED = frozenset({"website", "breadcrumblist"})
"""Types of objects beside the article that fields are read from."""

MAX_OF_TYPE = 20
MAX_TOP = 200
"""Objects that may be the page itself whose types are noted."""

_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage", "item")
"""Where the article itself may stand; what stands elsewhere is part of it, or another one."""

_ARTICLE_TAILS = (
    "article",
    "blogposting",
    "socialmediaposting",
    "report",
    "discussionforumposting",
)
_MEDIA = frozenset({"videoobject", "recipe", "review", "podcastepisode", "claimreview", "movie"})
_PAGES = frozenset({"webpage", "itempage", "aboutpage", "medicalwebpage", "creativework"})


@dataclass(frozen=True, slots=True)
class StructuredData:
    """The JSON-LD of a page: its objects by type and by identifier, and the page's article.

    `types` are the types of all objects, `top_types` of those that may be the page itself.
    """

    typed: Mapping[str, tuple[Node, ...]] = field(default_factory=dict)
    named: Mapping[str, Node] = field(default_factory=dict)
    article: Node = field(default_factory=dict)
    top_types: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()

    def resolve(self, value: object) -> object:
        """The object that a reference ({"@id": ...}) points to; any other value as it is."""
        if isinstance(value, Mapping) and len(value) <= 2 and isinstance(value.get("@id"), str):
            return self.named.get(value["@id"], value)
        return value

    def of_type(self, *names: str) -> Iterator[Node]:
        """All objects of these types (lower case); those of one type in the order of the page."""
        return (node for name in names for node in self.typed.get(name, ()))


def types_of(node: Node) -> frozenset[str]:
    """The types of an object, lower case, without their vocabulary.

    >>> sorted(types_of({"@type": ["schema:NewsArticle", "https://schema.org/Report"]}))
    ['newsarticle', 'report']
    """
    found = node.get("@type")
    if isinstance(found, str):
        return _type_names(found)
    names = found if isinstance(found, list) else ()
    return frozenset(_type_name(name) for name in names if isinstance(name, str))


@lru_cache(maxsize=256)
def _type_names(name: str) -> frozenset[str]:
    return frozenset((_type_name(name),))


def _type_name(name: str) -> str:
    return name.replace("#", "/").replace(":", "/").rsplit("/", 1)[-1].lower()


def text_of(value: object) -> str | None:
    """The text of a value: a string, the first of a list, or an object's @value or name."""
    for _ in range(4):
        if isinstance(value, list):
            value = next((item for item in value if item), None)
        elif isinstance(value, Mapping):
            value = value.get("@value") or value.get("name")
        else:
            break
    return plain(value) if isinstance(value, str) else None


def listed(value: object) -> list[object]:
    """The value as a list: itself if it is one, empty for None."""
    return value if isinstance(value, list) else [] if value is None else [value]


def read_structured_data(
    scripts: Iterable[str], addresses: Iterable[str | None], titles: Iterable[str]
) -> StructuredData:
    """Parse the JSON-LD scripts of a page and find its article in them.

    `addresses` are the URLs that the page goes by, `titles` what its head and headings say.
    """
    roots: list[object] = []
    left = MAX_TOTAL
    for script in scripts:
        left -= len(script)
        if left < 0:
            break
        roots.append(read_json(script))
    nodes, candidates = _walk(roots)
    named: dict[str, Node] = {}
    typed: dict[str, tuple[Node, ...]] = {}
    types: set[str] = set()
    for node in nodes:
        name = node.get("@id")
        if isinstance(name, str) and len(node) > len(named.get(name, ())):
            named[name] = node
        own = types_of(node)
        types |= own
        for kind in own & INDEXED:
            typed[kind] = (*typed.get(kind, ()), node)[:MAX_OF_TYPE]
    top = frozenset[str]().union(*map(types_of, candidates[:MAX_TOP]))
    urls = {url_key(url) for url in addresses if url}
    article = _article(candidates, urls, set(map(fingerprint, titles)))
    return StructuredData(typed, named, article, top, frozenset(types))


def _walk(roots: list[object]) -> tuple[list[Node], list[Node]]:
    """All objects, and those that stand where the page's article may stand, in page order."""
    nodes: list[Node] = []
    candidates: list[Node] = []
    stack: list[tuple[object, bool]] = [(root, True) for root in reversed(roots)]
    steps = 0
    while stack and steps < 10 * MAX_NODES and len(nodes) < MAX_NODES:
        value, open_ = stack.pop()
        steps += 1
        if isinstance(value, list):
            stack.extend((item, open_) for item in reversed(value))
        elif isinstance(value, dict):
            nodes.append(value)
            if open_:
                candidates.append(value)
            stack.extend(
                (inner, open_ and key in _WITHIN)
                for key, inner in reversed(value.items())
                if isinstance(inner, (dict, list))
            )
    return nodes, candidates


def _article(candidates: list[Node], urls: set[str], titles: set[int]) -> Node:
    """The object that describes the page's article; empty if none does.

    The best by type, then by URL and headline; an article that names another page and another
    headline than this page's is one of its neighbours, not it.
    """
    best: Node = {}
    best_rank = 0
    for node in candidates:
        kind = _kind(node)
        if not kind:
            continue
        ours = _names_page(node, urls)
        headline = text_of(node.get("headline") or node.get("name"))
        agrees = headline is not None and fingerprint(headline) in titles
        if ours is False and not agrees and kind < 3:
            continue
        rank = 10 * kind + 6 * agrees + (4 if ours else 0 if ours is None else -12)
        rank += ("headline" in node) + ("datePublished" in node) + ("author" in node)
        if rank > best_rank:
            best, best_rank = node, rank
    return best


def _kind(node: Node) -> int:
    """3 for an article, 2 for a medium that can be a page's main thing, 1 for a page, else 0."""
    types = types_of(node)
    if any(name.endswith(_ARTICLE_TAILS) for name in types):
        return 3
    if not types.isdisjoint(_MEDIA):
        return 2
    return 1 if not types.isdisjoint(_PAGES) else 0


def _names_page(node: Node, urls: set[str]) -> bool | None:
    """Whether a URL of the object is the page's; None if it names none."""
    named = [node.get("url"), node.get("mainEntityOfPage"), node.get("@id")]
    found: list[str] = []
    for value in named:
        if isinstance(value, Mapping):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and normalise_url(value):
            found.append(url_key(value))
    if not found or not urls:
        return None
    return not urls.isdisjoint(found)
