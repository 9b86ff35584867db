"""What `corpus add` does: looks at a site, keeps samples, learns what repeats, writes it down."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from cleaners.recipe import Folders, Recipe, RecipeError, Strip, recipe_file, rules_for
from cleaners.types import Page
from corpus.crawling import UsageError, settings_of, starts_of
from corpus.learning import learned
from corpus.place import Place
from corpus.recipe_file import add_rule, as_toml, quoted
from corpus.sample_cleaning import Cleaned, clean_samples
from corpus.samples import keep_samples
from corpus.whole_file import whole_file
from corpus.workers import Failed

if TYPE_CHECKING:
    from corpus.crawling import Asked
    from crawler import RunReport, SiteReport, SiteTask
    from storage import Store

PAGES = 40
"""Pages that are fetched at most to find the articles of a site: front page, feeds, sitemaps."""

ENOUGH = 5
"""Articles from which something can be said of a site."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed, sitemap or section of the site, and how many articles it has named; None unread."""

    kind: str
    url: str
    articles: int | None


@dataclass(frozen=True, slots=True)
class Looked:
    """One page, and what cleaning made of it, judged with the others."""

    page: Page
    result: Cleaned


@dataclass(frozen=True, slots=True)
class Written:
    """What was written down: the rules, the file where they are, and what is left to a person."""

    rules: tuple[Strip, ...]
    recipe: Path | None
    sites: Path | None
    todo: tuple[str, ...]
    samples: Path


@dataclass(frozen=True, slots=True)
class Added:
    """What came of it; without a `start`, nothing was read and nothing written down."""

    site: str
    start: str | None
    report: "SiteReport"
    listings: tuple[Listed, ...]
    pages: tuple[Looked, ...]
    failed: tuple[tuple[str, str], ...]
    written: Written
    remarks: tuple[str, ...] = ()


def look(place: Place, url: str, number: int, asked: "Asked") -> "RunReport":
    """Crawl so many articles of a site; all manners hold. Raises UsageError, NoStoreError."""
    from crawler import SiteTask, run

    task = SiteTask(url, budget=PAGES + number, articles=number)
    if task.start is None:
        raise UsageError(f"{url!r} is no site; write a web address: https://www.example.com/")
    starts_of(place)  # without a store, the command ends here
    return run([task], settings_of(place, asked))


def add(place: Place, report: "SiteReport", number: int) -> Added:
    """Clean what is stored of the site, learn from it, and write it down."""
    from crawler.site_rules import remarks_on

    site, start, folders = report.site, report.start, place.folders()
    with place.store() as store:
        pages = list(islice(_pages(store, site), number)) if start else []
        listings = _listings(store, report)
    own = recipe_file(site, folders.recipes) is not None
    rules, results = _learn(pages, _recipe(site, folders), known=own)
    pairs = list(zip(pages, results, strict=True))
    looked = tuple(Looked(page, one) for page, one in pairs if not isinstance(one, Failed))
    failed = [(page.address or "", one.reason) for page, one in pairs if isinstance(one, Failed)]
    written = _write(place, site, start, looked, rules)
    remarks = tuple(remarks_on(site, folders))
    return Added(site, start, report, listings, looked, tuple(failed), written, remarks)


def _recipe(site: str, folders: Folders) -> Recipe:
    try:
        return rules_for(site, folders)
    except RecipeError as error:
        raise UsageError(str(error)) from error


def _pages(store: "Store", site: str) -> Iterable[Page]:
    """The pages of the site's newest articles, but those that are to be deleted some day."""
    from storage import Filters

    for stored in store.articles(Filters(site=site)):
        page = store.page_of(stored.id)
        if page is not None and stored.rights.unavailable_after is None:
            yield page.page


def _listings(store: "Store", report: "SiteReport") -> tuple[Listed, ...]:
    """What the site names, and what was read of it."""
    found = {
        known.url: Listed(known.kind, known.url, known.brought)
        for known in store.watch.listings(report.site)
        if known.absent is None
    }
    for url, kind in report.named.items():
        found.setdefault(url, Listed(kind, url, None))
    order = ("front page", "feed", "sitemap index", "sitemap", "section")
    ranks = {kind: rank for rank, kind in enumerate(order)}
    return tuple(sorted(found.values(), key=lambda one: (ranks.get(one.kind, 9), one.url)))


def _learn(
    pages: list[Page], recipe: Recipe, *, known: bool
) -> tuple[list[Strip], list[Cleaned | Failed]]:
    """The rules that cost no sample a line, and the samples as they are with a new recipe of them.

    Rules that name elements are tried with the others, and left where a line would be lost; with a
    recipe that is `known`, the samples are as it makes them.
    """
    results = clean_samples(pages, recipe)
    rules = learned([one for one in results if not isinstance(one, Failed)])
    for some in (rules, [rule for rule in rules if rule.text]):
        if not some:
            break
        tried = clean_samples(pages, replace(recipe, strips=(*recipe.strips, *some)))
        if not any(map(_loses, results, tried)):
            return some, results if known else tried
    return [], results


def _loses(before: Cleaned | Failed, after: Cleaned | Failed) -> bool:
    """Whether a page lost a line that no rule names."""
    if isinstance(before, Failed) or isinstance(after, Failed):
        return isinstance(before, Failed) != isinstance(after, Failed)
    kept = {block.text for block in after.article.blocks}
    meant = {cut.text for cut in after.article.removals if cut.step == "recipe"}
    return any(block.text not in kept | meant for block in before.article.blocks)


def _write(
    place: Place, site: str, start: str | None, looked: tuple[Looked, ...], rules: list[Strip]
) -> Written:
    """Keep the samples; put what was learned into a new recipe, and the site into sites.toml."""
    folder = place.folder()
    samples = [(one.page, one.result.article) for one in looked]
    kept = keep_samples(folder / "samples", site, samples)
    todo: list[str] = []
    recipe = _write_recipe(folder / "recipes", site, rules, todo) if looked else None
    sites = write_site(folder, start, todo) if looked and start else None
    return Written(tuple(rules), recipe, sites, tuple(todo), kept)


def _write_recipe(folder: Path, site: str, rules: list[Strip], todo: list[str]) -> Path | None:
    """A recipe of these rules; where there is one, the rules that it would add are left to do."""
    known = recipe_file(site, folder)
    if known is None:
        for rule in rules:
            known = add_rule(folder, site, rule)
        if known is None:
            todo.append(
                "Nothing repeats for sure that the steps do not know: no recipe was written."
            )
        return known
    own = {(one.name, one.text) for one in _recipe(site, Folders(folder)).strips}
    new = [as_toml(rule) for rule in rules if (rule.name, rule.text) not in own]
    if new:
        todo.append(f"{known} is yours and stays as it is. It would get:\n\n" + "\n".join(new))
    else:
        todo.append(f"{known} stays as it is: nothing else repeats for sure.")
    return None


def write_site(folder: Path, start: str, todo: list[str]) -> Path | None:
    """The site at the end of sites.toml, if there is such a file and it is not in it by another
    address; else what to write is left `todo`."""
    from crawler import SiteTask
    from crawler.sites_file import NAME, SitesError, read_sites

    file, now = folder / NAME, datetime.now(UTC)
    entry = f"[[site]]\nurl = {quoted(start)}\n"
    if not file.is_file():
        todo.append(f"There is no {file}. To have the site crawled, write into it:\n\n{entry}")
        return None
    try:
        text = file.read_text("utf-8")
        read_sites(file, now)
        known = {task.start: task.site for task in _tasks_in(text)}
        if start in known:
            return None
        if other := next((s for s, site in known.items() if site == SiteTask(start).site), None):
            todo.append(
                f"{file} has the site, by {other}. If this leads to more, write into it:\n\n{entry}"
            )
            return None
        with whole_file(file.resolve()) as part:
            part.write_text(f"{text.rstrip()}\n\n{entry}".lstrip(), "utf-8")
            read_sites(part, now)
    except (SitesError, OSError, UnicodeDecodeError) as error:
        todo.append(f"{error} Once that is right, write into it:\n\n{entry}")
        return None
    return file


def _tasks_in(text: str) -> "Iterator[SiteTask]":
    """The sites that a sites file names, enabled or not."""
    from crawler import SiteTask

    return (SiteTask(str(one.get("url", ""))) for one in tomllib.loads(text).get("site", ()))
