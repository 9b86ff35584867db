"""What cleaning must give for a page of the test site, and what a crawl must make of a URL."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from tests.site.hosts import Dated, article_url, dated, host_of
from tests.site.inserts import inserts
from tests.site.newsroom import NewsArticle
from tests.site.story import Story, story_of
from tests.site.themes.harbourpost import shows_standfirst

Outcome = Literal["article", "list", "not-an-article", "missing", "robots", "redirect-loop"]
"""What a crawl must make of a URL: `robots` and `redirect-loop` are refused or fail."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The expected result of cleaning one page.

    `blocks` are (kind, text) in order, a closing credit line last, as kind "credit". Fields that
    the page does not state are None or empty. `standfirst` is the description where the page
    prints it above the text: it may be kept as a first paragraph. `published` is the true time;
    `dated` says how much of it the page states. `unwanted` are texts that stand between the
    blocks and must not be kept: headlines of other articles, ad labels, newsletter boxes.
    """

    url: str
    title: str
    description: str | None
    standfirst: str | None
    authors: tuple[str, ...]
    published: datetime
    dated: Dated
    modified: datetime | None
    section: str
    tags: tuple[str, ...]
    language: str
    credit: str | None
    blocks: tuple[tuple[str, str], ...]
    unwanted: tuple[str, ...]
    outcome: Outcome = "article"
    paywall: Literal["none", "teaser"] = "none"


def expected_of(article: NewsArticle) -> Expected:
    """What cleaning the page of an article must give."""
    states_everything = host_of(article.folder).states_everything
    blocks = [(block.kind, block.text) for block in article.blocks]
    credit = [("credit", article.credit)] if article.credit else []
    return Expected(
        url=article_url(article),
        title=article.title,
        description=article.description if states_everything else None,
        standfirst=article.description if _prints_standfirst(article) else None,
        authors=article.authors,
        published=article.published,
        dated=dated(article),
        modified=article.modified if states_everything else None,
        section=article.section,
        tags=article.tags,
        language=article.language,
        credit=article.credit,
        blocks=(*blocks, *credit),
        unwanted=_unwanted(story_of(article)),
    )


def _prints_standfirst(article: NewsArticle) -> bool:
    if article.folder == "harbourpost":
        return shows_standfirst(article)
    return article.folder == "tagesfenster"


def _unwanted(story: Story) -> tuple[str, ...]:
    texts: list[str] = []
    for found in inserts(story).values():
        for insert in found:
            if insert.target is not None:
                texts.append(insert.target.title)
            elif insert.kind == "newsletter":
                texts += [story.words.newsletter.title, story.words.newsletter.prose]
            else:
                texts.append(insert.text)
    return tuple(texts)


def only(found: Expected, blocks: Sequence[tuple[str, str]]) -> Expected:
    """The same expectation with fewer blocks: for pages that show a part of their article."""
    return replace(found, blocks=tuple(blocks))
