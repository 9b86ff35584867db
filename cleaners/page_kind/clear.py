"""The kinds that are clear: what the page states, what it lacks, what its few words say."""

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files

from cleaners.lexicon import matches
from cleaners.page_kind.facts import PageFacts
from cleaners.types import ArticleKind

FEW_WORDS = 150
"""Words of text up to which a page is about nothing but what its title says."""

FEW_LIVE = 4
"""Updates from which a page with the name of a live blog is one."""

MANY_LINKS = 10
"""Links of four words and more that lead to pages of the site; fewer are a box beside a text."""

FEW_LISTED = 60
"""Words of text up to which a page of many links is nothing but a list."""

FEW_PICTURES = 6
SHARE_OF_WALL = 0.5
"""Share of a page's text that speaks of consent, from which it is a wall."""

MOST_WALL_WORDS = 400
MOST_WALL_BLOCKS = 120
"""Blocks of a page that is nothing but a wall, its partners' names included."""

LEAST_ALONE = 25
"""Words of text of a page that has little else, so that it is an article."""

SHARE_ALONE = 0.75
MOST_LINKS_ALONE = 2

Clear = tuple[ArticleKind, str]
"""A kind, and why."""

_FORUM_TYPES = frozenset({"discussionforumposting", "qapage"})
_PRODUCT_TYPES = frozenset({"product", "productgroup", "individualproduct", "productmodel"})
_GALLERY_TYPES = frozenset({"imagegallery", "mediagallery"})
_THREAD = re.compile(
    r"(?:^|/)(?:threads?|viewtopic|showthread)(?:[/.]|$)|/questions/\d+|/t/[^/]+/\d+"
)
_FORUM_HOSTS = frozenset({"forum", "forums", "community", "discuss", "boards"})


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    text = files("cleaners.page_kind").joinpath("phrases.toml").read_text("utf-8")
    return {
        name: re.compile("|".join(parts["patterns"]), re.IGNORECASE)
        for name, parts in tomllib.loads(text).items()
    }


def says(name: str, text: str) -> str | None:
    """What of the text is one of the phrases of `phrases.toml` under that name, or None.

    >>> says("missing", "Seite nicht gefunden"), says("missing", "Survivors not found")
    ('Seite nicht gefunden', None)
    """
    found = _patterns()[name].search(text)
    return found[0].strip() if found else None


def clear_case(facts: PageFacts) -> Clear | None:
    """The kind of a page that a rule tells, or None; the first rule that fits counts."""
    for rule in RULES:
        for found in rule(facts):
            return found
    return None


def text_alone(facts: PageFacts) -> str | None:
    """Why a page is a heading and its text, as archives and print views keep an article; or None.

    Such a page has no menu and no date, and would be no article by what it lacks.
    """
    if facts.features is None or facts.good_words < LEAST_ALONE or not facts.metadata.title:
        return None
    columns = facts.features.columns
    share = float((columns["characters"] * facts.good).sum() / columns["characters"].sum())
    alone = share >= SHARE_ALONE and columns["links"].sum() <= MOST_LINKS_ALONE
    return f"a title, and {share:.0%} of all text reads like an article" if alone else None


def _error(facts: PageFacts) -> Iterator[Clear]:
    if facts.status is not None and facts.status >= 400:
        yield "error", f"the server answered {facts.status}"
    if facts.good_words > FEW_WORDS or facts.says_article:
        return
    for line in facts.headline.split("\n"):
        if phrase := says("missing", line):
            yield "error", f"the title says {phrase!r}"
        if phrase := says("refused", line):
            yield "error", f"the title says {phrase!r}, and little else is there"


def _login_wall(facts: PageFacts) -> Iterator[Clear]:
    if facts.good_words > FEW_WORDS or facts.says_article:
        return
    phrase = says("login", facts.headline)
    where = next((part for part in facts.segments if says("login_address", part)), None)
    if facts.metadata.stated.asks_password and (
        phrase or where or facts.good_words < FEW_WORDS / 3
    ):
        yield "login-wall", f"it asks for a password and has {facts.good_words} words of text"
    elif phrase and (where or len(facts.blocks) <= MOST_WALL_BLOCKS / 4):
        yield "login-wall", f"the title says {phrase!r}, and {facts.good_words} words of text stand"


def _consent_wall(facts: PageFacts) -> Iterator[Clear]:
    if facts.says_article or not 0 < len(facts.blocks) <= MOST_WALL_BLOCKS:
        return
    if facts.good_words > MOST_WALL_WORDS or facts.metadata.published_at is not None:
        return
    buttons = [b.text for b in facts.blocks if len(b.text) < 60 and matches(b.text, "cookie")]
    named = says("consent_title", facts.headline) or "consent" in facts.labels
    if not buttons and not named:
        return
    about = sum(len(block.text) for block in facts.blocks if says("consent", block.text))
    share = about / sum(len(block.text) for block in facts.blocks)
    if share >= SHARE_OF_WALL or (named and buttons and share >= SHARE_OF_WALL / 2):
        said = f", and a button says {buttons[0]!r}" if buttons else ""
        yield "consent-wall", f"{share:.0%} of its text is about consent{said}"


def _live_blog(facts: PageFacts) -> Iterator[Clear]:
    if "liveblogposting" in facts.metadata.stated.top_types | set(facts.metadata.article_types):
        yield "live-blog", "JSON-LD calls it 'liveblogposting'"
    if facts.features is None or not says("live", facts.path):
        return
    entries = [name for name in facts.features.table.names if any(map(_is_entry, name))]
    clocks = int(facts.features.columns["clock"].sum())
    if len(entries) >= FEW_LIVE and clocks >= FEW_LIVE:
        yield "live-blog", f"its address names one, and {len(entries)} elements are updates"


def _is_entry(name: str) -> bool:
    return name.startswith(("liveblog", "live-blog", "live_blog"))


def _forum(facts: PageFacts) -> Iterator[Clear]:
    if facts.says_article and not facts.metadata.stated.top_types & _FORUM_TYPES:
        return
    if types := facts.metadata.stated.types & _FORUM_TYPES:
        yield "forum", f"JSON-LD has {min(types)!r}"
    elif found := _THREAD.search(facts.path):
        yield "forum", f"the address has {found[0].strip('/')!r}"
    elif facts.segments and (label := next((x for x in facts.labels if x in _FORUM_HOSTS), None)):
        yield "forum", f"the host is a {label!r}"


def _product(facts: PageFacts) -> Iterator[Clear]:
    stated = facts.metadata.stated
    if facts.says_article:
        return
    if stated.og_type in ("product", "og:product", "product.item"):
        yield "product", f"og:type is {stated.og_type!r}"
    elif types := stated.top_types & _PRODUCT_TYPES:
        yield "product", f"JSON-LD calls it {min(types)!r}"


def _video(facts: PageFacts) -> Iterator[Clear]:
    if facts.good_words > FEW_WORDS or facts.says_article:
        return
    stated = facts.metadata.stated
    if (stated.og_type or "").startswith("video"):
        yield "video", f"og:type is {stated.og_type!r}, with {facts.good_words} words of text"
    elif "videoobject" in stated.top_types:
        yield "video", f"JSON-LD calls it 'videoobject', with {facts.good_words} words of text"


def _gallery(facts: PageFacts) -> Iterator[Clear]:
    stated = facts.metadata.stated
    if facts.features is None or facts.good_words > FEW_WORDS:
        return
    if types := stated.top_types & _GALLERY_TYPES:
        yield "gallery", f"JSON-LD calls it {min(types)!r}, with {facts.good_words} words of text"
    if facts.says_article or stated.og_type == "article":
        return
    pictures = int(facts.features.columns["pictures"].sum())
    phrase = says("gallery", facts.headline) or says("gallery", facts.path)
    if phrase and pictures >= FEW_PICTURES:
        yield "gallery", f"{pictures} pictures, and {phrase!r} in its title or address"


def _list(facts: PageFacts) -> Iterator[Clear]:
    """Links to many pages, and hardly a sentence beside them."""
    if facts.features is None or facts.says_article or facts.good_words > FEW_LISTED:
        return
    if facts.metadata.published_at is not None:
        return
    columns = facts.features.columns
    titles = (columns["linked"] > 0.6) & (columns["words"] >= 4) & (columns["here"] > 0)
    if (links := int(titles.sum())) >= MANY_LINKS:
        yield "list", f"{links} links to pages of the site, {facts.good_words} words of text"


RULES: tuple[Callable[[PageFacts], Iterator[Clear]], ...] = (
    _error, _consent_wall, _login_wall, _live_blog, _forum, _product, _video, _gallery, _list,
)  # fmt: skip
"""The rules, the surest first."""
