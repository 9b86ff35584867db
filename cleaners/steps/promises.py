"""What stands beside invitations: where the letter comes to, what one agrees to, whom to follow."""

import re
from collections.abc import Iterator

from cleaners.pipeline import Cut, Draft
from cleaners.types import Block

MAX_WORDS = 45

_INBOX = (
    r"(?:to|in|into|via) your (?:e-?mail )?(?:inbox|mailbox)"
    r"|(?:in|an) (?:ihr|dein|euer)e?n? (?:e-?mail-?)?postfach"
    r"|dans (?:votre|ta) (?:boîte (?:mail|e-?mail|de réception|aux lettres)|messagerie)"
    r"|en (?:tu|su) (?:bandeja de entrada|buzón|correo)|(?:nella|sulla) tua (?:casella|e-?mail)"
    r"|na sua caixa de (?:entrada|e-?mail)|no (?:seu|teu) e-?mail"
    r"|in (?:je|jouw|uw) (?:inbox|mailbox|postvak)|i din (?:indbakke|inkorg|innboks|mejlkorg)"
)
_PROMISED = re.compile(rf"\b(?:{_INBOX})(?:(?: \w+){{0,3}}[.!](?=\s|$)|$)")
"""At the end of a sentence: behind it at most how often."""

_SENT = re.compile(
    r"deliver|\bsen[dt]\b|\bget\b|\breceiv|straight|\bdirect|\bright\b|newsletter|sign up|subscribe"
    r"|\bjoin\b|bekomm|erhalt|direkt|kostenlos|anmeld|recev|direct|gratuit|inscri|recib|gratis"
    r"|ricev|receb|ontvang|rechtstreeks|\bfå\b|modtag"
)
_MAIL = re.compile(r"inbox|\be-?mails?\b|\bmails?\b|mailbox|postfach|messagerie|bandeja|correo")
_OURS = re.compile(
    r"\bour (?:free )?(?:weekly|monthly|daily|e-?mail|free)"
    r" (?:e-?mails?|newsletters?|briefings?|digest)\b"
)
_CONSENT = re.compile(
    r"\W*by (?:\w+ ){0,3}\w+ing\b[^.!?]*\byou\b[^.!?]*\b(?:agree|accept|consent|acknowledge)\b"
    r"[^.!?]*\b(?:privacy|terms|conditions|e-?mails?|newsletters?|cookies|polic(?:y|ies))\b"
)
_NETWORK = (
    r"(?:facebook|twitter|instagram|x|youtube|tiktok|linkedin|threads|bluesky|whatsapp|telegram"
    r"|flipboard|mastodon|pinterest)"
)
_FOLLOW = re.compile(
    r"\W*(?:you can )?(?:also )?follow (?:[\w.&'’-]+ ){1,5}on "
    rf"{_NETWORK}(?:[,:;/()&\s]|@\w+(?:\.\w+)*|\b(?:and|or|at|on|here|{_NETWORK[3:-1]})\b)*+"
    r"(?:\bfor \w[^.!?]{0,70})?(?:[.!]\s+(?:send|email|e-mail|write|call|find|join)\b.*)?[.!]?\W*"
)
"""Whole lines: "Follow the Harbour Press on Facebook and Instagram."."""

_OF_COMMENTS = re.compile(
    r"\b(?:comments?|commenting)\b.{0,80}\b(?:moderated|civil|libell?ous|respectful|on[ -]topic"
    r"|abusive|not be published|guidelines|policy)\b"
)
_TO_READERS = re.compile(r"\b(?:we|our|you|your|please)\b")


def invitation_to_follow(draft: Draft) -> Iterator[Cut]:
    """Lines that say where else to follow the house, its people or its shows."""
    for block in draft.blocks:
        if block.words <= MAX_WORDS and _FOLLOW.fullmatch(block.text.lower()):
            yield Cut(block, "invites to follow on a network")


def comment_policy(draft: Draft) -> Iterator[Cut]:
    """What a house asks of those who comment, unless the article is about comments."""
    named = [block for block in draft.blocks if "comment" in block.text.lower()]
    asked = [b for b in named if b.words <= MAX_WORDS and _TO_READERS.search(b.text.lower())]
    about = any(block.prose and block not in asked for block in named)
    if not about and any(_OF_COMMENTS.search(block.text.lower()) for block in asked):
        for block in asked:
            yield Cut(block, "says what is asked of comments")


def promise_of_mail(draft: Draft) -> Iterator[Cut]:
    """What says that something comes to the reader's inbox, and what signing up agrees to.

    In an article that has more to say of mail either may be its own sentence.
    """
    short = [b for b in draft.blocks if b.words <= MAX_WORDS and b.kind != "heading"]
    found = [(block, why) for block in short if (why := _why(block.text.lower()))]
    if not found or _speaks_of_mail(draft, {block.n for block, _ in found}):
        return
    for block, why in found:
        yield Cut(block, why)


def _why(said: str) -> str | None:
    """
    >>> _why("stories like this one, right in your inbox every monday.")
    'promises mail to the inbox'
    >>> _why("a sharp-eyed letter in your inbox is no proof of anything.") is None
    True
    """
    if "by " in said and _CONSENT.match(said):
        return "says what readers agree to who sign up"
    if said.startswith("subscribe now "):
        return "invites to subscribe"
    if "our " in said and _OURS.search(said):
        return "names a letter of the house"
    if _MAIL.search(said) and _PROMISED.search(said) and _SENT.search(said):
        return "promises mail to the inbox"
    return None


def _speaks_of_mail(draft: Draft, but: set[int]) -> bool:
    """Whether another paragraph of the text speaks of mail."""
    others: Iterator[Block] = (b for b in draft.blocks if b.prose and b.n not in but)
    return any(_MAIL.search(block.text.lower()) for block in others)
