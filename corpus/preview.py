"""What cleaning again would change, before anything is changed."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heappush, heappushpop

from cleaners import Article
from corpus.reclean import Recleaning, Tried, cleaned, content, is_twin
from corpus.workers import Failed
from storage import Filters, Store, kept_lines

LARGEST = 20
"""Differences that are shown in full."""

LINES = 3
"""Lines that are shown of each."""

Correct = Callable[[Article, int, int | None], Article]


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """What would become of one article's text: characters that go and come, and their lines."""

    size: int
    url: str
    lost: int
    won: int
    gone: tuple[str, ...]
    come: tuple[str, ...]


@dataclass(slots=True)
class SiteChange:
    """What would change on one site; `characters` is its text as it is, `lost` what would go.

    Of the articles that change, `texts` do in their text; in others only the record of what was
    cut does, or a field. Some are `new`: their pages gave no article before.
    """

    pages: int = 0
    changed: int = 0
    texts: int = 0
    new: int = 0
    characters: int = 0
    lost: int = 0
    won: int = 0

    def share(self, characters: int) -> float:
        """Characters as a share of the text that the site has, 0 to 1."""
        return characters / self.characters if self.characters else 0.0


@dataclass(slots=True)
class Preview:
    """What would change, by site; the largest differences; the pages that fail, by reason."""

    sites: dict[str, SiteChange] = field(default_factory=dict)
    largest: list[Difference] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)

    @property
    def changed(self) -> int:
        """How many articles would change."""
        return sum(site.changed for site in self.sites.values())

    @property
    def pages(self) -> int:
        """How many pages were cleaned."""
        return sum(site.pages for site in self.sites.values())

    def biggest_first(self) -> list[Difference]:
        """The largest differences, the largest first."""
        return sorted(self.largest, key=lambda one: (-one.size, one.url))


def preview(store: Store, filters: Filters, how: Recleaning) -> Preview:
    """Clean the stored pages anew and compare; nothing is stored."""
    found = Preview()
    for tried in cleaned(store, filters, how):
        if isinstance(tried.result, Failed):
            found.failed[tried.result.reason] += 1
        else:
            _compare(found, tried, tried.result[0], store.correcting.applied)
        reason = tried.result.reason if isinstance(tried.result, Failed) else None
        how.on_page(tried.stored.page.address or "", reason)
    return found


def _compare(found: Preview, tried: Tried, article: Article, correct: Correct) -> None:
    site = found.sites.setdefault(tried.stored.site, SiteChange())
    site.pages += 1
    old = tried.old
    if is_twin(tried, article):
        return
    before = kept_lines(old.article) if old else ""
    site.characters += len(before)
    if old is not None and content(old.article) == content(article):
        return  # most are: what storing would make of them need not be asked
    now = correct(article, tried.stored.id, old.id if old else None)
    if old is not None and content(old.article) == content(now):
        return
    site.changed += 1
    site.new += old is None
    after = kept_lines(now)
    if before == after:
        return
    site.texts += 1
    one = difference(tried.stored.page.address or "", before, after)
    site.lost += one.lost
    site.won += one.won
    if len(found.largest) < LARGEST:
        heappush(found.largest, one)
    else:
        heappushpop(found.largest, one)


def difference(url: str, before: str, after: str) -> Difference:
    """The lines that only one of two texts has, counted, and the first of them."""
    old, new = Counter(before.split("\n")), Counter(after.split("\n"))
    gone, come = list(_lines(old - new)), list(_lines(new - old))
    lost, won = sum(map(len, gone)), sum(map(len, come))
    return Difference(lost + won, url, lost, won, tuple(gone[:LINES]), tuple(come[:LINES]))


def _lines(counted: Counter[str]) -> Iterator[str]:
    return (line for line in counted.elements() if line)
