"""What stands beside invitations: where the letter comes to, what one agrees to, whom to follow."""

import re
from collections.abc import Iterator

from cleaners.pipeline import Cut, Draft

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
_MAIL_WORDS = (
    "inbox", "mail", "postfach", "postvak", "messagerie", "réception", "lettres", "bandeja",
    "buzón", "correo", "casella", "caixa", "indbakke", "inkorg", "innboks", "mejlkorg",
)  # fmt: skip
"""Each promise has one of these, which are quicker to look for."""

_MAIL = re.compile(
    r"inbox|\be-?mails?\b|(?<!daily )\bmails?\b|mailbox|postfach|messagerie|bandeja|correo"
)
_DATA = re.compile(
    r"\bprivacy (?:policy|notice)|\b(?:personal|your) data\b|\bterms of (?:use|service)"
)
"""What another paragraph says where the article is about that."""

_OURS = re.compile(
    r"\bour (?:free )?(?:weekly|monthly|daily|e-?mail|free)"
    r" (?:e-?mails?|newsletters?|briefings?|digest)\b"
)
_CONSENT = re.compile(
    r"\W*by (?:\w+ ){0,3}\w+ing\b[^.!?]*\byou\b[^.!?]*\b(?:agree|accept|consent|acknowledge)\b"
    r"[^.!?]*\b(?:privacy|terms|conditions|e-?mails?|newsletters?|cookies|polic(?:y|ies))\b"
)
_PRIVACY = re.compile(
    r"\b(?:read|see|view|review|check) our (?:full )?privacy (?:policy|notice|statement)\b"
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

    In an article that has more to say of mail or of what is done with data either may be its own.
    """
    for meant, about in ((_promise, _MAIL), (_consent, _DATA)):
        found = {
            block.n: (block, why)
            for block in draft.blocks
            if block.words <= MAX_WORDS
            and block.kind != "heading"
            and (why := meant(block.text.lower()))
        }
        others = (b.text.lower() for b in draft.blocks if found and b.prose and b.n not in found)
        if not any(about.search(said) for said in others):
            for block, why in found.values():
                yield Cut(block, why)


def _promise(said: str) -> str | None:
    """
    >>> _promise("stories like this one, right in your inbox every monday.")
    'promises mail to the inbox'
    >>> _promise("a sharp-eyed letter in your inbox is no proof of anything.") is None
    True
    """
    if said.startswith("subscribe now "):
        return "invites to subscribe"
    if "our " in said and _OURS.search(said):
        return "names a letter of the house"
    named = any(map(said.__contains__, _MAIL_WORDS))
    if named and _PROMISED.search(said) and _SENT.search(said):
        return "promises mail to the inbox"
    return None


def _consent(said: str) -> str | None:
    """
    >>> _consent("by signing up you agree to our terms of use.")
    'says what readers agree to who sign up'
    """
    asked = "by " in said and _CONSENT.match(said)
    if asked or ("privacy" in said and _PRIVACY.search(said)):
        return "says what readers agree to who sign up"
    return None
