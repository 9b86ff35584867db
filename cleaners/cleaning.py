"""`clean`: a page goes through parsing, metadata, blocks, judgement and steps, and is an article.

Same bytes, same memory and same rules version give the same article, byte for byte.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cleaners.access import access_of
from cleaners.blocks import read_blocks
from cleaners.features import Context, Features, read_features
from cleaners.kinds import retype
from cleaners.main_text import Judge, shipped_judge
from cleaners.memory import NOTHING, OtherPages, SiteMemory
from cleaners.metadata import Metadata, language_of, read_metadata
from cleaners.page_kind import PageFacts, note_of, tell_kind
from cleaners.parts import joined
from cleaners.pipeline import Draft, run, run_judged
from cleaners.recipe import NO_RECIPE, Recipe
from cleaners.site_configs.applying import NOT_CONFIGURED, believed, read_configured
from cleaners.site_configs.selecting import find, without_pictures
from cleaners.steps import LATE_STEPS, SURE_STEPS
from cleaners.steps.inline import known_by_title
from cleaners.steps.site import held_by_recipe
from cleaners.tree import normalise, parse
from cleaners.types import Article, Block, Note, Page, RelatedLink, Removal
from cleaners.urls import normalise_url
from cleaners.wording import word_count

RULES_VERSION = "2026.11.13"
"""Raised with every change of what cleaning gives; the changelog names the step."""

MIN_WORDS = 50
"""An article with fewer words is noted as too short."""

LONG_TEXT = 2_000
"""Characters of a text whose words are counted; if they are enough, the rest is not counted."""

MIN_TITLE_WORDS = 4
"""A link of fewer words in a list ("About us") leads to no article."""

FROM_SCRIPT = Note("from-script", "the page shows no text without JavaScript: it was in a script")

RELATED_STEPS = ("inline-headline", "related-list")


def clean(
    page: Page,
    memory: SiteMemory | None = None,
    recipe: Recipe | None = None,
    judge: Judge | None = None,
) -> Article:
    """The article of a page, with the record of all that was cut.

    `memory` is what is known of the page's site, `recipe` the rules for that site; both may be
    missing. `judge` tells the main text; the one that is shipped if None. Raises `CleaningError`
    for bytes that are no page; any other doubt is a note. A page with further parts is cleaned
    with them, into one article.
    """
    if page.parts:
        pages = (replace(page, parts=()), *page.parts)
        return joined([clean(one, memory, recipe, judge) for one in pages])
    metadata, draft, sure = _begin(page, memory, recipe)
    judge = judge or shipped_judge()
    judgement = judge.judge(draft.page, draft.cut_by, _context(page, metadata))
    told_by = believed(draft.configured, judgement, draft.page)
    facts = PageFacts(page.address, page.status, metadata, draft.page, judgement.features)
    told = tell_kind(facts, judge.kinds)
    draft = replace(draft, configured=told_by)
    draft, removals = run_judged(draft, sure, judgement, LATE_STEPS)
    kept = retype(draft.blocks)
    notes = (*judgement.notes, *told_by.notes, note_of(told))
    article = assembled(page.address, metadata, kept, removals, judgement.confidence, notes, draft)
    return replace(article, kind=told[0])


def rules_version(recipe: Recipe) -> str:
    """The version of the rules for a site: that of ours, and what marks those of its recipe."""
    return "+".join(filter(None, (RULES_VERSION, recipe.version)))


def judged_features(page: Page) -> tuple[tuple[Block, ...], tuple[str, ...], Features | None]:
    """What the judge of a page reads, for its training: the blocks, the sure step that cut each
    ("" where none did), and the features; None for a page without blocks."""
    metadata, draft, _ = _begin(page, None, None)
    steps = tuple(draft.cut_by.get(block.n, "") for block in draft.page)
    if not draft.page:
        return (), (), None
    return draft.page, steps, read_features(draft.page, draft.cut_by, _context(page, metadata))


def facts_of(page: Page) -> PageFacts:
    """What the kind of a page is told by, for the training of its weights."""
    metadata, draft, _ = _begin(page, None, None)
    context = _context(page, metadata)
    features = read_features(draft.page, draft.cut_by, context) if draft.page else None
    return PageFacts(page.address, page.status, metadata, draft.page, features)


def _begin(
    page: Page, memory: SiteMemory | None, recipe: Recipe | None
) -> tuple[Metadata, Draft, tuple[Removal, ...]]:
    """A page's metadata, and its blocks after the rules that are sure."""
    document = parse(page)
    config = recipe.config if recipe else None
    if config is None:
        metadata = read_metadata(document, page)
        blocks, told = read_blocks(document, page.address), NOT_CONFIGURED
    else:
        found = find(document, config)
        metadata = read_metadata(document, page, found.told)
        metadata = replace(metadata, images=without_pictures(metadata.images, config))
        blocks, told = read_configured(document, page.address, config, found)
    if document.from_script:
        metadata = replace(metadata, notes=(*metadata.notes, FROM_SCRIPT))
    own = (page.url, page.final_url, metadata.canonical_url)
    draft = Draft(
        blocks=blocks,
        page=blocks,
        title=metadata.title,
        url=page.address,
        memory=OtherPages(memory, metadata.title, own) if memory else NOTHING,
        recipe=recipe or NO_RECIPE,
        configured=told,
    )
    if draft.recipe.keeps:
        draft = replace(draft, held=held_by_recipe(draft))
    draft, removals = run(draft, SURE_STEPS)
    return metadata, draft, removals


def _context(page: Page, metadata: Metadata) -> Context:
    return Context(
        url=page.address,
        title=metadata.title,
        description=metadata.description,
        body=metadata.article_body,
        authors=metadata.authors,
        site_name=metadata.site_name,
        types=metadata.article_types,
        dated=metadata.published_at is not None,
    )


def assembled(
    address: str | None,
    metadata: Metadata,
    kept: tuple[Block, ...],
    removals: tuple[Removal, ...],
    confidence: float,
    notes: Iterable[Note],
    draft: Draft,
) -> Article:
    """The article of what was kept of a draft; `address` is where the page stands."""
    text = body_text(kept)
    links = tuple(related_links(draft, removals))
    paywall, access = access_of(metadata, kept, removals)
    kept, removals = _as_written(kept, removals, draft.page)
    doubted = filter(None, (*doubts(text, metadata.title), access))
    return Article(
        url=normalise_url(address) if address else None,
        canonical_url=metadata.canonical_url,
        title=metadata.title,
        description=metadata.description,
        authors=metadata.authors,
        published_at=metadata.published_at,
        modified_at=metadata.modified_at,
        section=metadata.section,
        tags=metadata.tags,
        language=language_of(text, metadata.declared_language),
        site_name=metadata.site_name,
        credit=credit_of(kept),
        blocks=kept,
        images=metadata.images,
        lead_image=metadata.lead_image,
        kind="article",
        paywall=paywall,
        links=links,
        removals=removals,
        notes=(*metadata.notes, *notes, *doubted),
        confidence=round(confidence, 3),
        rules_version=rules_version(draft.recipe),
    )


def _as_written(
    kept: tuple[Block, ...], removals: tuple[Removal, ...], page: Sequence[Block]
) -> tuple[tuple[Block, ...], tuple[Removal, ...]]:
    """What was kept and what was cut, in the page's own spelling."""
    own = {block.n: block.written for block in page if block.written is not None}
    if not own:
        return kept, removals
    cuts = (replace(cut, text=own.get(cut.n, cut.text)) for cut in removals)
    return tuple([block.as_written() for block in kept]), tuple(cuts)


def body_text(blocks: Iterable[Block]) -> str:
    """The text of the kept blocks, captions and credit left out."""
    return "\n".join(b.text for b in blocks if b.kind not in ("caption", "credit"))


def credit_of(blocks: Sequence[Block]) -> str | None:
    """The closing line that names where the text comes from, or None."""
    return next((b.text for b in reversed(blocks) if b.kind == "credit"), None)


def related_links(draft: Draft, removals: Iterable[Removal]) -> Iterator[RelatedLink]:
    """What the removed headlines pointed to: a graph of related articles.

    A headline that is no link leads to the article that the site's memory knows by that title.
    """
    by_number = {block.n: block for block in draft.page}
    seen: set[tuple[str | None, str]] = set()
    for removal in removals:
        if removal.step not in RELATED_STEPS:
            continue
        block = by_number[removal.n]
        found = [(link.url or None, normalise(link.text)) for link in block.links if link.url]
        if not found and removal.step == "inline-headline" and block.linked_share == 0:
            found = [_named_by(draft, block)]
        for url, text in found:
            if word_count(text) >= MIN_TITLE_WORDS and (url, text) not in seen:
                seen.add((url, text))
                yield RelatedLink(url, text, removal.step)


def _named_by(draft: Draft, block: Block) -> tuple[str | None, str]:
    """Where a headline without a link leads, and its title."""
    known = known_by_title(draft, block)
    return (known.url, known.title) if known else (None, block.text)


def doubts(text: str, title: str | None) -> Iterator[Note]:
    """What a reader of the corpus should know before trusting an article."""
    if word_count(text[:LONG_TEXT]) < MIN_WORDS and (words := word_count(text)) < MIN_WORDS:
        yield Note("too-short", f"{words} words of text were found")
    if title is None:
        yield Note("no-title", "the page names no title")
