"""What one step cuts: how much of which site's text, and a sample to read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from storage import CutRecord


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
    """What the step does on one site; `characters` is all text of its pages, kept or cut.

    Captions and credit lines are not counted among what is kept.
    """

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


def audit(records: Iterable[CutRecord], step: str, size: int, seed: int) -> Audit:
    """Look at what the step cut of these articles; the same seed draws the same sample.

    Each line has the same chance, whatever the number of lines (reservoir sampling, Vitter 1985).
    """
    found, draw, seen = Audit(step), Random(seed), 0  # noqa: S311  # a sample is no secret
    for record in records:
        site = found.sites.setdefault(record.site, SiteShare())
        cuts = _count(site, record, step)
        for cut in cuts:
            seen += 1
            if len(found.sample) < size:
                found.sample.append(cut)
            elif (place := draw.randrange(seen)) < size:
                found.sample[place] = cut
    found.sample.sort(key=lambda cut: (cut.article_id, cut.n))
    return found


def _count(site: SiteShare, record: CutRecord, step: str) -> list[AuditedCut]:
    """Add an article to its site's sums; returns what the step cut of it."""
    cuts = []
    site.articles += 1
    site.characters += record.kept
    for first, name, why, texts in record.runs:
        size = sum(map(len, texts))
        site.characters += size
        if name == step:
            site.cut += size
            site.lines += len(texts)
            of = record.article_id
            cuts += [AuditedCut(of, n, record.url, why, t) for n, t in enumerate(texts, first)]
    site.touched += bool(cuts)
    return cuts
