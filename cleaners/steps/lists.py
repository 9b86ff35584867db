"""Lists around an article: of other articles, and of its tags."""

from collections.abc import Iterator

from cleaners.lexicon import SEPARATORS, fold, matches
from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import is_subheading, named
from cleaners.types import Block
from cleaners.wording import is_finished, is_prose, linked_share, word_count

RELATED_NAMES = frozenset(
    "related related-articles related-posts related-content related-stories related-links"
    " relatedposts related-news recommended recommendations recommended-articles more-stories"
    " most-read mostread most-popular popular-posts popular-articles trending trending-posts"
    " outbrain taboola trc_related_container yarpp-related jp-relatedposts read-also also-read"
    " readmore read-more see-also td_block_related_posts crp_related latest-news latest-posts"
    " latest-articles more-articles more-news wp-block-embed-teaser teaser-box post-navigation"
    " nav-links next-article previous-article prevnext must-read internal-links".split()
)
TAG_NAMES = frozenset(
    "tags tag-list taglist post-tags article-tags tags-links entry-tags tagcloud tag-links"
    " article-topics topics-list td-tags keywords post-categories cat-links".split()
)
MAX_TAG_WORDS = 4
MAX_LIST = 30
"""Lines of a list below its label; a longer run is something else."""


def tag_list(draft: Draft) -> Iterator[Cut]:
    """The article's tags, and the label above or before them."""
    yield from named(draft, TAG_NAMES, "a list of tags", max_share=0.02)
    for block in draft.blocks:
        if is_subheading(draft, block) or not (why := _tags(block.text)):
            continue
        yield Cut(block, why)
        if matches(block.text, "tags_label"):
            for after in _run(draft, block):
                if word_count(after.text) > MAX_TAG_WORDS or is_finished(after.text):
                    break
                yield Cut(after, f"a tag below {block.text!r}")


def _tags(text: str) -> str | None:
    """Why a line is about tags, or None: a label, a label with tags, or hashtags only."""
    if phrase := matches(text, "tags_label"):
        return f"the line is {phrase!r}, above a list of tags"
    words = text.split()
    if len(words) > 1 and all(word.startswith("#") for word in words):
        return "the line is made of hashtags"
    head, colon, rest = text.partition(":" if ":" in text else "：")
    if colon and matches(head, "tags_label") and not is_finished(rest):
        parts = [part for part in rest.replace("、", ",").replace("،", ",").split(",") if part]
        if parts and all(word_count(part) <= MAX_TAG_WORDS for part in parts):
            return f"tags after {fold(head)!r}"
    return None


def related_list(draft: Draft) -> Iterator[Cut]:
    """Lists of other articles: what the page calls so, and lines below a label that says it."""
    yield from named(draft, RELATED_NAMES, "a list of other articles")
    for block in draft.blocks:
        phrase = matches(block.text.rstrip(SEPARATORS + " "), "related_label")
        if phrase is None or is_subheading(draft, block) or not _heads_a_list(draft, block):
            continue
        yield Cut(block, f"the line is {phrase!r}, above a list of other articles")
        for after in _entries(draft, block):
            yield Cut(after, f"an entry below {block.text!r}")


def _entries(draft: Draft, label: Block) -> Iterator[Block]:
    """The entries below a label: as long as they are alike, all linked or none."""
    linked = None
    for block in _run(draft, label):
        is_linked = linked_share(block) >= 0.6
        if not _is_entry(draft, block) or (linked and not is_linked and is_alone(block)):
            return
        yield block
        linked = is_linked if linked is None else linked


def is_alone(block: Block) -> bool:
    """Whether a block could stand in an article: a heading, or words enough for a sentence."""
    return block.kind == "heading" or word_count(block.text) >= 8


def _heads_a_list(draft: Draft, block: Block) -> bool:
    """Whether headlines follow, or no text does."""
    after = draft.neighbour(block, 1)
    return after is None or block.n > draft.span[1] or _is_entry(draft, after)


def _is_entry(draft: Draft, block: Block) -> bool:
    """Whether a line could be a headline in a list: linked, or without a final stop."""
    if linked_share(block) >= 0.6:
        return True
    if is_prose(block) and is_finished(block.text) and block.n <= draft.span[1]:
        return word_count(block.text) <= 8 and block.n > draft.span[1]
    return word_count(block.text) <= 25


def _run(draft: Draft, block: Block) -> Iterator[Block]:
    place = draft.at(block)
    yield from draft.blocks[place + 1 : place + 1 + MAX_LIST]
