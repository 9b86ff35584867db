"""What one step cuts: how much of which site's text, and a sample to read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from storage import StoredArticle


@dataclass(frozen=True, slots=True)
class AuditedCut:
    """One line that the step cut: of which article, and why."""

    article_id: int
    n: int
    url: str
    why: str
    text: str


@dataclass(slots=True)
class SiteShare:
    """What the step does on one site; `characters` is all text of its pages, kept or cut."""

    articles: int = 0
    touched: int = 0
    lines: int = 0
    cut: int = 0
    characters: int = 0

    @property
    def share(self) -> float:
        """The share of the pages' text that the step cuts, 0 to 1."""
        return self.cut / self.characters if self.characters else 0.0


@dataclass(slots=True)
class Audit:
    """What a step cuts, by site, and a sample of the lines in the order of the articles."""

    step: str
    sites: dict[str, SiteShare] = field(default_factory=dict)
    sample: list[AuditedCut] = field(default_factory=list)

    def all_sites(self) -> SiteShare:
        """The sums of all sites."""
        sums = SiteShare()
        for site in self.sites.values():
            for name in SiteShare.__dataclass_fields__:
                setattr(sums, name, getattr(sums, name) + getattr(site, name))
        return sums


def audit(articles: Iterable[StoredArticle], step: str, size: int, seed: int) -> Audit:
    """Look at what the step cut of these articles; the same seed draws the same sample.

    Each line has the same chance, whatever the number of lines (reservoir sampling, Vitter 1985).
    """
    found, draw, seen = Audit(step), Random(seed), 0  # noqa: S311  # a sample is no secret
    for stored in articles:
        site = found.sites.setdefault(stored.site, SiteShare())
        cuts = _count(site, stored, step)
        for cut in cuts:
            seen += 1
            if len(found.sample) < size:
                found.sample.append(cut)
            elif (place := draw.randrange(seen)) < size:
                found.sample[place] = cut
    found.sample.sort(key=lambda cut: (cut.article_id, cut.n))
    return found


def _count(site: SiteShare, stored: StoredArticle, step: str) -> list[AuditedCut]:
    """Add an article to its site's sums; returns what the step cut of it."""
    article = stored.article
    cuts = [
        AuditedCut(stored.id, cut.n, article.url or "", cut.why, cut.text)
        for cut in article.removals
        if cut.step == step
    ]
    site.articles += 1
    site.touched += bool(cuts)
    site.lines += len(cuts)
    site.cut += sum(len(cut.text) for cut in cuts)
    site.characters += sum(len(block.text) for block in article.blocks)
    site.characters += sum(len(cut.text) for cut in article.removals)
    return cuts
