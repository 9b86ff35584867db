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
    found: list[tuple[Block, Container]] = []
    for container in _outermost(draft, names, max_share):
        found += [(block, container) for block in draft.standing_in(container)]
    if not found:
        return
    untrusted = _untrusted(draft, {c: None for _, c in found}, names)
    for block, container in found:
        if container.names & names - untrusted:
            yield block, container


def _outermost(draft: Draft, names: frozenset[str], max_share: float) -> Iterator[Container]:
    """The elements that have a name and are no article, but for those inside another such."""
    end = -1
    for container in draft.outline.called(names):
        first, last = draft.outline.spans[container]
        if first <= end or container.tag in HEADINGS:
            continue
        if draft.share_of_prose(container) <= max_share:
            end = last
            yield container


def _untrusted(
    draft: Draft, containers: Iterable[Container], names: frozenset[str]
) -> frozenset[str]:
    """The names that, all elements together, mark so much prose that they name the article."""
    shares: Counter[str] = Counter()
    for container in containers:
        for name in container.names & names:
            shares[name] += round(1_000 * draft.share_of_prose(container))
    return frozenset(name for name, share in shares.items() if share > 1_000 * MAX_SHARE_IN_ALL)


def named(
    draft: Draft, names: frozenset[str], what: str, max_share: float = MAX_SHARE
) -> Iterator[Cut]:
    """A cut for each block inside an element that is called so; `what` says what it names."""
    told: Container | None = None
    why = ""
    for block, container in within(draft, names, max_share):
        if container is not told:
            told, why = container, f"{spoken(container)} names {what}"
        yield Cut(block, why)


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
