"""Buttons that spread an article, and invitations to get the next one by mail."""

import re
from collections.abc import Iterator

from cleaners.lexicon import fold, is_weak, matches, may_begin, names_mailing
from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import named
from cleaners.steps.position import has_company, is_furniture, is_sure
from cleaners.types import Block
from cleaners.urls import site_of

SHARE_NAMES = frozenset(
    "share sharing shares sharebar share-bar share-buttons social-share sharedaddy addtoany"
    " addthis a2a_kit socials social-icons social-links social-media post-sharing sharethis"
    " share-tools social-bar td-post-sharing article-share follow-us followus".split()
)
OF_A_COMPANY = frozenset("price prices market markets stock stocks capital holder holders".split())
"""Words beside "share" in a name that make it the share of a company."""

NEWSLETTER_NAMES = frozenset(
    "newsletter newsletters newsletter-signup newsletter-box signup sign-up subscribe-box"
    " email-signup mc4wp mailchimp mc_embed_signup subscribe-form subscription-form"
    " newsletter-form nieuwsbrief infolettre".split()
)

MAX_INVITATION_WORDS = 45
FIRST_WORDS = 8
"""Words among which a longer line has the beginning of an invitation."""

_SENTENCE_END = re.compile(r"(?<=[.!?。！？…])\s+")


def share(draft: Draft) -> Iterator[Cut]:
    """Buttons and labels to share, print, save or follow."""
    for cut in named(draft, SHARE_NAMES, "a share bar", max_share=0.02):
        if not any(container.names & OF_A_COMPANY for container in cut.block.ancestors()):
            yield cut
    for block, phrase in draft.saying("share"):
        if is_furniture(draft, block, sure=is_sure(block, phrase, "share")):
            yield Cut(block, f"the line is {phrase!r}, a share button")


def page_tool(draft: Draft) -> Iterator[Cut]:
    """What a page offers to do with an article (listen, print, report an error), and its length."""
    for block, phrase in draft.saying("tool"):
        if is_furniture(draft, block, sure=is_sure(block, phrase, "tool")):
            yield Cut(block, f"the line is {phrase!r}, a tool of the page")


def newsletter(draft: Draft) -> Iterator[Cut]:
    """Invitations to subscribe: the box that the page calls so, and lines that say it."""
    yield from named(draft, NEWSLETTER_NAMES, "a newsletter box")
    for block, phrase in draft.saying("newsletter"):
        if _is_invitation(draft, block, phrase):
            yield Cut(block, f"the line is {phrase!r}, an invitation to subscribe")
    for block in draft.blocks:
        begins = _beginning(block) if block.words <= MAX_INVITATION_WORDS else None
        if begins and is_furniture(draft, block, sure=False):
            yield Cut(block, f"the line begins with {begins!r}, an invitation to subscribe")


def closing_invitation(draft: Draft) -> Iterator[Cut]:
    """Short paragraphs that end in an invitation: "Was this forwarded to you? Sign up here"."""
    for block in draft.blocks:
        if block.words > MAX_INVITATION_WORDS or block.kind not in ("paragraph", "list-item"):
            continue
        *before, last = _SENTENCE_END.split(block.text)
        invited = _invited(block, last) if before else None
        if invited and is_furniture(draft, block, sure=any(k.text in last for k in block.links)):
            yield Cut(block, f"its last sentence is {invited}")


def _invited(block: Block, last: str) -> str | None:
    """What the last sentence of a paragraph invites to, or None."""
    phrase = matches(last, "newsletter")
    if phrase is not None and names_mailing(block.text):
        return f"{phrase!r}, an invitation to subscribe"
    phrase = matches(last, "share")
    if phrase is not None and phrase.endswith("*"):
        return f"{phrase!r}, an invitation to follow"
    return None


def _beginning(block: Block) -> str | None:
    """The phrase with which a longer line invites to subscribe, if it names what comes by mail."""
    words = block.text.split(None, FIRST_WORDS)
    if len(words) <= FIRST_WORDS or not may_begin(fold(words[0])):
        return None
    phrase = matches(" ".join(words[:FIRST_WORDS]), "newsletter")
    told = phrase is not None and phrase.endswith("*") and names_mailing(block.text)
    return phrase if told else None


def _is_invitation(draft: Draft, block: Block, phrase: str) -> bool:
    """Whether the line invites readers to subscribe, and is no sentence of the text."""
    weak = is_weak(phrase, "newsletter")
    if not phrase.endswith("*"):
        return is_furniture(draft, block, sure=not weak)
    mailing, links_here = names_mailing(block.text), _links_here(draft, block)
    if weak and not mailing and not links_here:
        return has_company(draft, block)
    linked = links_here or (mailing and bool(block.links))
    if mailing and block.kind == "heading":
        return True
    return is_furniture(draft, block, sure=linked or not block.prose)


def _links_here(draft: Draft, block: Block) -> bool:
    """Whether the line links to a page of this site."""
    here = site_of(draft.url) if draft.url else None
    return any(site_of(link.url) == here for link in block.links if link.url)
