"""What an element is called, and when its name can be trusted."""

from collections import Counter
from collections.abc import Iterable, Iterator

from cleaners.pipeline import Cut, Draft
from cleaners.types import Block, Container

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "body", "html"})
"""Elements whose names tell nothing about what stands in them."""

MAX_SHARE = 0.15
"""Share of the page's prose above which an element is the article, whatever its name says."""

MAX_SHARE_IN_ALL = 0.4
"""The same for all elements of one name together."""


def within(
    draft: Draft, names: frozenset[str], max_share: float = MAX_SHARE
) -> Iterator[tuple[Block, Container]]:
    """The blocks inside an element with one of the names that holds little of the page's prose."""
    known: dict[int, Container | None] = {}
    found = []
    for block in draft.blocks:
        if block.container is None:
            continue
        container = _search(draft, block.container, names, max_share, known)
        if container is not None:
            found.append((block, container))
    untrusted = _untrusted(draft, {id(c): c for _, c in found}.values(), names)
    for block, container in found:
        if container.names & names - untrusted:
            yield block, container


def _untrusted(
    draft: Draft, containers: Iterable[Container], names: frozenset[str]
) -> frozenset[str]:
    """The names that, all elements together, mark so much prose that they name the article."""
    shares: Counter[str] = Counter()
    for container in containers:
        for name in container.names & names:
            shares[name] += round(1_000 * draft.share_of_prose(container))
    return frozenset(name for name, share in shares.items() if share > 1_000 * MAX_SHARE_IN_ALL)


def _search(
    draft: Draft,
    container: Container,
    names: frozenset[str],
    max_share: float,
    known: dict[int, Container | None],
) -> Container | None:
    """The outermost element around a block that has the name and is no article; remembered."""
    chain = []
    for node in container.chain():
        chain.append(node)
        if id(node) in known:
            break
    for node in reversed(chain):
        if id(node) in known:
            continue
        above = known.get(id(node.parent)) if node.parent is not None else None
        is_named = node.names & names and node.tag not in HEADINGS
        if above is None and is_named and draft.share_of_prose(node) <= max_share:
            above = node
        known[id(node)] = above
    return known[id(container)]


def named(
    draft: Draft, names: frozenset[str], what: str, max_share: float = MAX_SHARE
) -> Iterator[Cut]:
    """A cut for each block inside an element that is called so; `what` says what it names."""
    for block, container in within(draft, names, max_share):
        yield Cut(block, f"{spoken(container)} names {what}")


def spoken(container: Container) -> str:
    """How a person would point to an element: its tag, class and id."""
    said = f"<{container.tag}>"
    if container.class_:
        said += f" class {_short(container.class_)!r}"
    if container.id:
        said += f" id {_short(container.id)!r}"
    return said


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
