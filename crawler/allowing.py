"""Whether a page may be kept: what its publisher allows is read before it is cleaned."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cleaners.rights import Rights, rights_of
from cleaners.types import Page
from crawler.desk import Desk
from crawler.outcomes import Outcome, Refusal

if TYPE_CHECKING:
    from storage import Store

NOINDEX = "noindex"
ENDED = "unavailable-after"


async def allowed(desk: Desk, page: Page) -> Page | Outcome:
    """The page with its rights, or why it may not be kept; then nothing of it stays stored."""
    try:
        outside = await desk.notices_of(page.address or "")
    except Refusal as refusal:
        return refusal.outcome
    await desk.rounds.turn()
    rights = rights_of(page, outside)
    why = refusal_of(rights)
    if why is None:
        return replace(page, rights=rights)
    reason = why
    urls = {url for url in (page.url, page.final_url) if url}

    def withdraw(store: "Store") -> int:
        return store.withdrawing.withdraw(urls, reason)

    await desk.archive.ask(withdraw)
    return Outcome("refused", reason, page.status)


def refusal_of(rights: Rights) -> str | None:
    """Why a page may not be kept, with the statement that says so.

    >>> from cleaners.rights import Notice
    >>> refusal_of(Rights(noindex=True, notices=(Notice("meta robots", "none"),)))
    'noindex: meta robots says "none"'
    """
    if rights.noindex:
        said = next((n for n in rights.notices if {"noindex", "none"} & _words(n.text)), None)
        return f'{NOINDEX}: {said.place} says "{said.text[:100]}"' if said else NOINDEX
    if rights.unavailable_after and rights.ended(datetime.now(UTC).date()):
        return f"{ENDED}: {rights.unavailable_after:%Y-%m-%d}"
    return None


def _words(text: str) -> set[str]:
    return set(text.lower().replace(",", " ").replace(":", " ").split())
