"""What other articles say of one that is forgotten: headlines that were cut, reasons, links."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Text, cast, or_, select, update
from sqlalchemy.orm import Session

from cleaners.memory import letters_of
from cleaners.types import RelatedLink, Removal
from storage.keys import host_of, url_hash
from storage.models import TextRow
from storage.record import cut_values, related_of, removals_of, spelled
from storage.scrubbing import securely
from storage.transactions import Transactions
from storage.upsert import table

AT_ONCE = 500
"""Articles in memory at a time."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """What must not be named: URLs, or a `host`; and the titles of articles."""

    host: str | None
    urls: Collection[str]
    titles: Collection[str]


def erase_mentions(transactions: Transactions, mentioned: Mentioned) -> None:
    """Take headlines, reasons and links that name it out of the records of other articles.

    Titles are compared by their letters, which no index knows, so each record is looked at, some
    at a time; who writes waits only for those that are changed.
    """
    names, last = Names(mentioned), 0
    wanted = select(TextRow.article_id, TextRow.related, TextRow.removals)
    wanted = wanted.where(*names.condition()).order_by(TextRow.article_id).limit(AT_ONCE)
    while True:
        with transactions.read() as session:
            rows = session.execute(wanted.where(TextRow.article_id > last)).all()
        if not rows:
            return
        naming = [number for number, *record in rows if names.record(*record)]
        if naming:
            transactions.write(lambda session: _erase(session, names, naming))  # noqa: B023
        last = rows[-1][0]


def _erase(session: Session, names: "Names", numbers: Sequence[int]) -> None:
    securely(session)
    wanted = select(TextRow.article_id, TextRow.related, TextRow.removals)
    for number, related, removals in session.execute(
        wanted.where(TextRow.article_id.in_(numbers))
    ).all():
        kept = [link for link in related_of(related) if not names.link(link)]
        cuts = [cut for cut in removals_of(removals) if not names.cut(cut)]
        values = {"related": [[link.url, link.title, link.step] for link in kept]}
        record = update(table(TextRow)).where(TextRow.article_id == number)
        session.execute(record.values(**values, **cut_values(cuts)))


class Names:
    """What must not be named, ready to compare."""

    def __init__(self, mentioned: Mentioned) -> None:
        self._host = mentioned.host
        self._names = [name.casefold() for name in sorted(mentioned.urls)]
        self._hashes = {url_hash(url) for url in mentioned.urls}
        self._paths = {(urlsplit(url).path or "/")[-200:] for url in mentioned.urls}
        self._titles = {letters_of(title) for title in mentioned.titles} - {""}
        self._first = {letters[0] for letters in self._titles}

    def condition(self) -> Sequence[ColumnElement[bool]]:
        """What rows to look at; all, where titles are to be found."""
        if self._titles:
            return ()
        related, removals = cast(TextRow.related, Text), cast(TextRow.removals, Text)
        asked = [related.contains(_in_json(path), autoescape=True) for path in self._paths]
        if self._host:
            asked = [related.contains(_in_json(self._host), autoescape=True)]
        named = [removals.icontains(_in_json(name), autoescape=True) for name in self._names]
        return (or_(*asked, *named),)

    def link(self, link: RelatedLink) -> bool:
        """Whether a related link leads there, or has its title."""
        if self._is_title(link.title):
            return True
        if link.url is None:
            return False
        if self._host:
            return host_of(link.url) == self._host
        return url_hash(link.url) in self._hashes

    def cut(self, cut: Removal) -> bool:
        """Whether a removal is such a title, or its reason names such a URL."""
        return self._is_title(cut.text) or self._in_reason(cut.why)

    def record(self, related: Any, removals: list[list[Any]]) -> bool:
        """Whether the record of an article names it, as it is stored."""
        return any(map(self.link, related_of(related))) or self.among(removals)

    def among(self, runs: list[list[Any]]) -> bool:
        """Whether such a removal is among these, as they are stored."""
        return any(
            self._in_reason(why) or any(map(self._is_title, texts))
            for _, _, why, texts in spelled(runs)
        )

    def _in_reason(self, why: str) -> bool:
        shown = why.casefold()
        return any(name in shown for name in self._names)

    def _is_title(self, text: str) -> bool:
        shown = text.casefold()
        if not self._first or (shown[:1].isalnum() and shown[0] not in self._first):
            return False
        return letters_of(text) in self._titles


def _in_json(text: str) -> str:
    """A text as it stands within a string of JSON."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
