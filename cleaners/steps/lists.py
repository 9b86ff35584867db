"""Lists around an article: of other articles, and of its tags."""

from collections.abc import Iterator

from cleaners.lexicon import SEPARATORS, is_weak, matches
from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import named
from cleaners.steps.position import LINKED, heads_text, is_furniture, is_subheading, stands_apart
from cleaners.types import Block
from cleaners.wording import is_finished, word_count

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
MIN_TAGS = 2
"""Short lines below a label that is an ordinary word ("Topics"), so that they are tags."""

MAX_LIST = 30
"""Lines of a list below its label; a longer run is something else."""

MIN_ENTRIES = 3
"""Lines right below a weak label, in text without markup, that make it the label of a list."""

MAX_ENTRY_WORDS = 25
_TRAILING = tuple(SEPARATORS + " ")


def tag_list(draft: Draft) -> Iterator[Cut]:
    """The article's tags, and the label above or before them."""
    yield from named(draft, TAG_NAMES, "a list of tags", max_share=0.02)
    said = {block.n: phrase for block, phrase in draft.saying("tags_label")}
    for block in draft.blocks:
        if why := _hashtags(block) or _tags_in_line(draft, block):
            yield Cut(block, why)
        elif phrase := said.get(block.n):
            tags = list(_tags_below(draft, block))
            sure = not is_weak(phrase, "tags_label") or len(tags) >= MIN_TAGS
            if is_furniture(draft, block, sure=sure):
                yield Cut(block, f"the line is {phrase!r}, above a list of tags")
                yield from (Cut(tag, f"a tag below {block.text!r}") for tag in tags)


def _hashtags(block: Block) -> str | None:
    """Why a line is made of hashtags, or None; in a quote they are a post's own."""
    if not block.text.startswith("#"):
        return None
    words = block.text.split()
    tagged = len(words) > 1 and all(word.startswith("#") for word in words)
    return "the line is made of hashtags" if tagged and block.kind != "quote" else None


def _tags_in_line(draft: Draft, block: Block) -> str | None:
    """Why a line is a label with tags behind a colon, or None."""
    colon = ":" if ":" in block.text else "：" if "：" in block.text else None
    if colon is None:
        return None
    head, _, rest = block.text.partition(colon)
    phrase = matches(head, "tags_label")
    if phrase is None:
        return None
    parts = [part for part in rest.replace("、", ",").replace("،", ",").split(",") if part.strip()]
    if not parts or is_finished(rest):
        return None
    short = all(word_count(part) <= MAX_TAG_WORDS for part in parts)
    sure = not is_weak(phrase, "tags_label") or block.linked > 0
    return f"tags after {phrase!r}" if short and is_furniture(draft, block, sure=sure) else None


def _tags_below(draft: Draft, label: Block) -> Iterator[Block]:
    """The short lines below a label, as far as they are alike."""
    for block in _run(draft, label):
        too_long = block.words > MAX_TAG_WORDS or block.finished
        if too_long or is_subheading(draft, block) or heads_text(draft, block):
            return
        yield block


def related_list(draft: Draft) -> Iterator[Cut]:
    """Lists of other articles: what the page calls so, and lines below a label that says it."""
    yield from named(draft, RELATED_NAMES, "a list of other articles")
    said = {block.n: phrase for block, phrase in draft.saying("related_label")}
    for block in draft.blocks:
        if block.text.endswith(_TRAILING):
            phrase = matches(block.text.rstrip(SEPARATORS + " "), "related_label")
        else:
            phrase = said.get(block.n)
        if phrase is None or is_subheading(draft, block) or not _heads_a_list(draft, block, phrase):
            continue
        yield Cut(block, f"the line is {phrase!r}, above a list of other articles")
        for after in _entries(draft, block):
            yield Cut(after, f"an entry below {block.text!r}")


def _heads_a_list(draft: Draft, block: Block, phrase: str) -> bool:
    """Whether headlines follow, or no text does."""
    below = [other for _, other in zip(range(MIN_ENTRIES), _run(draft, block), strict=False)]
    if not below or block.n > draft.span[1]:
        return True
    if not _is_entry(draft, below[0]):
        return False
    if stands_apart(draft, block) or any(other.linked_share >= LINKED for other in below):
        return True
    if below[0].container is None and not is_weak(phrase, "related_label"):
        return True
    bare = [other for other in below if other.container is None and other.kind != "list-item"]
    return len(bare) == MIN_ENTRIES and all(_is_entry(draft, other) for other in bare)


def _entries(draft: Draft, label: Block) -> Iterator[Block]:
    """The entries below a label: as long as they are alike, all linked or none."""
    linked = None
    for block in _run(draft, label):
        is_linked = block.linked_share >= LINKED
        if not _is_entry(draft, block) or (linked and not is_linked and is_alone(block)):
            return
        if heads_text(draft, block) or _opens_text(draft, block):
            return
        yield block
        linked = is_linked if linked is None else linked


def _opens_text(draft: Draft, block: Block) -> bool:
    """Whether a heading without a link has text below it: teasers in markup are links."""
    after = draft.neighbour(block, 1)
    if block.kind != "heading" or block.linked_share >= LINKED or after is None:
        return False
    if block.container is None:
        return False
    is_text = after.prose or after.kind == "quote"
    return draft.inside_text(block) and is_text and after.linked_share < LINKED


def is_alone(block: Block) -> bool:
    """Whether a block could stand in an article: a heading, or words enough for a sentence."""
    return block.kind == "heading" or block.words >= 8


def _is_entry(draft: Draft, block: Block) -> bool:
    """Whether a line could be a headline in a list: linked, or without a final stop."""
    if block.linked_share >= LINKED:
        return True
    if block.prose and block.finished and block.n <= draft.span[1]:
        return False
    return block.words <= MAX_ENTRY_WORDS


def _run(draft: Draft, block: Block) -> Iterator[Block]:
    """The standing lines below a label, at most down to the article's own title."""
    place = draft.at(block)
    for below in draft.blocks[place + 1 : place + 1 + MAX_LIST]:
        if any(block.n < n < below.n for n in draft.titles):
            return
        yield below
