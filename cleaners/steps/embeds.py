"""Paragraphs that stand where an embed would, until the reader allows it."""

import re
from collections.abc import Iterator

from cleaners.pipeline import Cut, Draft

MAX_LENGTH = 700
"""Characters; such paragraphs are notices, however long their small print is."""

MOST = 3
"""Different ones of them on a page; an article that says more of embeds is about them."""

_HINTS = ("extern", "inhalt", "embed", "party ", "tiers", "intégré", "tercer", "terceir", "terzi")
"""Each way to name an embed has one of these, which are quicker to look for."""

_EMBED = re.compile(
    r"\bextern\w+ (?:\w+ )?(?:inhalt|inhoud|innehåll|innhold|indhold)|\beingebettete\w* inhalt"
    r"|\b(?:x|youtube|instagram|facebook|tiktok|twitter|vimeo|spotify)-inhalt"
    r"|\binhalten? (?:aus|von) (?:youtube|instagram|facebook|tiktok|twitter|x|vimeo|spotify)\b"
    r"|\b(?:external|embedded|third[- ]party) (?:content|media)\b"
    r"|\bcontenus? (?:externe|tiers|intégré)|\bcontenidos? (?:extern|de tercer)"
    r"|\bconteúdos? (?:extern|de terceir)|\bcontenut[oi] (?:estern|di terzi)"
)
_ASKED = re.compile(
    r"\b(?:sie|ihre?n?|du|dir|deine?n?|ich bin|you|your|vous|votre|vos|usted|su|sus|tus?|tuoi?"
    r"|você|seus?|suas?|uw|jouw|din|dine|dina)\b"
)
_ALLOWED = re.compile(
    r"einverstanden|zustimm|einwillig|aktivier|\bklick|privatsphäre-einstellung|anzeigen lassen"
    r"|\bconsent|permission|\baccept|\ballow|\bclick|privacy settings|consentement|autoris|cliqu"
    r"|consentimiento|consentimento|aceit|acept|consenso|accett|toestemming|samtyck|samtykke"
)


def embed_notice(draft: Draft) -> Iterator[Cut]:
    """Paragraphs that ask the reader to allow an embed, or say that it is not shown."""
    found = [block for block in draft.blocks if _asks_for_an_embed(block.text)]
    if len({block.text for block in found}) <= MOST:
        for block in found:
            yield Cut(block, "asks the reader to allow an embed that would stand here")


def _asks_for_an_embed(text: str) -> bool:
    """
    >>> _asks_for_an_embed("To see the video, you must accept external content.")
    True
    >>> _asks_for_an_embed("The court ruled on external content that papers accept.")
    False
    """
    if len(text) > MAX_LENGTH:
        return False
    said = text.lower()
    return any(hint in said for hint in _HINTS) and all(
        pattern.search(said) for pattern in (_EMBED, _ASKED, _ALLOWED)
    )
