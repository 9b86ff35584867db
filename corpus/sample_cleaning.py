"""Samples cleaned in worker processes, with what they tell of their site together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cleaners import Article, clean
from cleaners.blocks import read_blocks
from cleaners.memory import NOTHING, KnownArticle, RememberedSite, remember, witness_keys
from cleaners.recipe import Recipe
from cleaners.stories import Stories, story_keys
from cleaners.tree import parse
from cleaners.types import Block, Page
from corpus.reclean_page import warm_up
from corpus.workers import Failed, workers

SECONDS = 10.0
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Job:
    """A page to clean, with what is known of its site."""

    page: Page
    memory: RememberedSite
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a raw page: its text, and what the elements around it are called."""

    text: str
    names: tuple[str, ...]
    words: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of a page, and its raw lines."""

    article: Article
    lines: tuple[Line, ...] = ()


MAX_DEPTH = 6
"""Elements around a line whose names are read."""

_UNNAMED = frozenset({"html", "body", "h1", "h2", "h3", "h4", "h5", "h6"})


def clean_samples(pages: Sequence[Page], recipe: Recipe) -> list[Cleaned | Failed]:
    """What cleaning makes of each page, judged with the others. Raises BrokenProcessPool.

    The first time each is cleaned alone, to learn what the site repeats.
    """
    with workers(WORKERS, SECONDS, warm_up) as pool:
        alone = pool.each(clean_alone, ((n, Job(p, NOTHING, recipe)) for n, p in enumerate(pages)))
        articles = {n: one for n, one in alone if not isinstance(one, Failed)}
        memory = memory_of(articles)
        known = pool.each(clean_known, ((n, Job(p, memory, recipe)) for n, p in enumerate(pages)))
        return [cleaned for _, cleaned in known]


def memory_of(articles: "dict[int, Article]") -> RememberedSite:
    """What articles tell of the site that they are from."""
    stories = Stories()
    for number, article in articles.items():
        stories.add(number, story_keys(article.title, (article.url, article.canonical_url)))
    blocks: defaultdict[int, set[int]] = defaultdict(set)
    for number, article in articles.items():
        for key in witness_keys(article):
            blocks[key].add(stories.of(number))
    known = [
        KnownArticle(article.url, article.title)
        for article in articles.values()
        if article.url and article.title
    ]
    return remember(known, blocks, stories.by_key())


def clean_alone(job: Job) -> Article:
    """The article of a page, without what its site tells; in a worker."""
    return _bare(clean(job.page, recipe=job.recipe))


def clean_known(job: Job) -> Cleaned:
    """The article of a page, and the page's raw lines; in a worker."""
    article = _bare(clean(job.page, memory=job.memory, recipe=job.recipe))
    pages = (job.page, *job.page.parts)
    blocks = (block for page in pages for block in read_blocks(parse(page), page.address))
    return Cleaned(article, tuple(Line(b.text, tuple(_names(b)), b.words) for b in blocks))


def _bare(article: Article) -> Article:
    """The article without the elements around its blocks, which are not kept."""
    return replace(article, blocks=tuple(replace(b, container=None) for b in article.blocks))


def _names(block: Block) -> list[str]:
    """The classes and ids of the elements around a line, the innermost first, each once."""
    names: dict[str, None] = {}
    for depth, container in enumerate(block.ancestors()):
        if depth == MAX_DEPTH:
            break
        if container.tag not in _UNNAMED:
            names |= dict.fromkeys(
                (*container.class_.lower().split(), *container.id.lower().split())
            )
    return list(names)
