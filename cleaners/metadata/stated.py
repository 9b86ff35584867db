"""What a page states of its own kind: types, names of its meta tags, the title of its head."""

from dataclasses import dataclass

from cleaners.metadata.evidence import Evidence

MAX_NAMES = 300


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page says that it is; all lower case but `head_title`.

    `types` are those of all objects in its JSON-LD, `top_types` of those that may be the page
    itself; `meta_names` what its meta tags are called, `generator` what made the page.
    """

    head_title: str | None = None
    og_type: str | None = None
    generator: str | None = None
    top_types: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    meta_names: frozenset[str] = frozenset()
    asks_password: bool = False


NOTHING_STATED = Stated()


def stated_by(evidence: Evidence) -> Stated:
    """What the evidence says of the page's kind."""
    return Stated(
        head_title=evidence.head_title,
        og_type=_first(evidence, "og:type"),
        generator=_first(evidence, "generator"),
        top_types=evidence.data.top_types,
        types=evidence.data.types,
        meta_names=frozenset(list(evidence.meta)[:MAX_NAMES]),
        asks_password=evidence.asks_password,
    )


def _first(evidence: Evidence, name: str) -> str | None:
    found = next(evidence.of_meta(name), None)
    return found.value.lower() if found else None
