"""What a person should look at after a site was added, each as a sentence."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.adding import ENOUGH, Added, Looked

if TYPE_CHECKING:
    from cleaners.types import Article

MOSTLY = 0.5
DOUBTFUL = 0.6
"""Confidence below which a page should be looked at."""

FIELDS = {"title": "title", "authors": "author", "published_at": "date", "language": "language"}


def to_check(added: Added) -> Iterator[str]:
    """What to check, the most telling first; the last stands wherever there are articles."""
    if added.start:
        yield from _of_listings(added)
    yield from _of_articles(added)
    yield from _of_refusals(added)
    yield from (f"{remark}." for remark in added.remarks)
    if added.written.rules and added.written.recipe:
        yield (
            f"Read the rules in {added.written.recipe}: is each of them furniture on every page?"
            f" `corpus reclean --site {added.site}` cleans what is stored already with them."
        )
    if not added.pages:
        return
    yield (
        f"Read two or three of the articles beside their pages; a line that is wrong is corrected"
        f" by `corpus cut` or `corpus restore` with --as-recipe. Then `corpus test-sites"
        f" {added.site}` tells what later rules change."
    )


def _of_listings(added: Added) -> Iterator[str]:
    kinds = {one.kind for one in added.listings}
    if not kinds & {"feed", "sitemap", "sitemap index"}:
        yield (
            "Neither a feed nor a sitemap was found: new articles are found through its sections."
            " If you know a feed, name it in sites.toml: feeds = [...]"
        )


def _of_articles(added: Added) -> Iterator[str]:
    pages = added.pages
    if not pages:
        return
    if len(pages) < ENOUGH:
        yield (
            f"Articles that could be read: {len(pages)}, too few to learn from. Add it again with"
            " --articles 10, or when it has more."
        )
    articles = [one.result.article for one in pages]
    for field, name in FIELDS.items():
        missing = sum(not getattr(article, field) for article in articles)
        if missing > MOSTLY * len(articles):
            yield f"Of {len(articles)} articles {missing} have no {name}; do their pages show one?"
    yield from _counted(articles)
    yield from _of_configuration(articles)
    doubtful = [one for one in pages if one.result.article.confidence < DOUBTFUL]
    if doubtful:
        yield f"The text of {len(doubtful)} is doubtful: {_url(doubtful[0])}"


def _counted(articles: "Sequence[Article]") -> Iterator[str]:
    number = len(articles)
    walled = sum(article.paywall == "teaser" for article in articles)
    if walled:
        yield f"Of {number} articles {walled} must be paid for, and may only begin on their pages."
    short = sum(any(note.name == "too-short" for note in one.notes) for one in articles)
    if short > MOSTLY * number:
        yield f"Of {number} articles {short} are short; is the rest loaded by JavaScript?"
    languages = {article.language for article in articles if article.language}
    if len(languages) > 1:
        yield f"Articles are in {', '.join(sorted(languages))}; is that right?"


def _of_configuration(articles: "Sequence[Article]") -> Iterator[str]:
    """What the site's configuration got wrong on these pages, by its line."""
    said = [n.sentence for one in articles for n in one.notes if n.name == "site-config"]
    lines = Counter(sentence.partition(": ")[0] for sentence in said)
    for line, number in lines.most_common(3):
        example = next(sentence for sentence in said if sentence.startswith(line))
        yield f"On {number} of {len(articles)} pages: {example}."


def _of_refusals(added: Added) -> Iterator[str]:
    from crawler.advice import advice

    for reason, number in added.report.reasons.items():
        state, _, name = reason.partition(": ")
        if state in ("refused", "failed") and name and name not in ("not-tried", "outside-dates"):
            yield f"Pages {state}: {number} ({name}). {advice(name)}"
    for url, why in added.failed[:3]:
        yield f"{url} can't be cleaned ({why})."


def _url(looked: Looked) -> str:
    return looked.page.address or ""
