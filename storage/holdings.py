"""What the store holds, asked in bulk: how many, one after the other, since when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from storage.article_rows import stored_article
from storage.articles import WHOLE
from storage.cut_records import CutRecord, cut_by, cut_records
from storage.filters import article_filters
from storage.keys import url_hash
from storage.models import ArticleRow, PageRow, UrlRow
from storage.pages import page_filters
from storage.transactions import Transactions
from storage.types import CLAIMED, Filters, StoredArticle

BATCH = 50
"""Articles in memory at a time."""

CHUNK = 500
"""Numbers or hashes in one question."""

UNSETTLED = ("found", "due", *CLAIMED, "failed")
"""States of URLs that say nothing of what the URL led to."""

OK = 200
"""What a page answers with that could be read; a refusal before that says nothing of the page."""


class Holdings:
    """Questions about much at once; `Store.holdings`. Each batch is one transaction."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def count(self, filters: Filters) -> int:
        """How many articles pass the filters."""
        wanted = select(func.count()).select_from(ArticleRow).where(*article_filters(filters))
        with self._transactions.read() as session:
            return session.scalar(wanted) or 0

    def count_pages(self, filters: Filters) -> int:
        """How many pages `Store.pages` would give, further parts of articles not counted."""
        wanted = page_filters(select(func.count()).select_from(PageRow), filters)
        with self._transactions.read() as session:
            return session.scalar(wanted) or 0

    def count_pageless(self, filters: Filters) -> int:
        """How many articles pass whose raw page is not kept: they can't be cleaned again."""
        wanted = select(func.count()).select_from(ArticleRow).where(*article_filters(filters))
        wanted = wanted.join(PageRow, PageRow.id == ArticleRow.page_id)
        with self._transactions.read() as session:
            return session.scalar(wanted.where(PageRow.body.is_(None))) or 0

    def cut_records(self, filters: Filters) -> Iterator[CutRecord]:
        """What was cut from the articles, in the order of their numbers, a few in memory."""
        return cut_records(self._transactions, filters)

    def cut_by(self, filters: Filters, step: str) -> list[tuple[int, int]]:
        """The articles that a step cut something of: number of the page and its own, in order."""
        return cut_by(self._transactions, filters, step)

    def in_order(self, filters: Filters) -> Iterator[StoredArticle]:
        """The articles in the order of their numbers, a few in memory at a time."""
        last = 0
        conditions = article_filters(filters)
        while True:
            wanted = select(ArticleRow).options(*WHOLE).where(ArticleRow.id > last, *conditions)
            with self._transactions.read() as session:
                rows = session.scalars(wanted.order_by(ArticleRow.id).limit(BATCH))
                batch = [stored_article(row) for row in rows]
            if not batch:
                return
            yield from batch
            last = batch[-1].id

    def numbered(self, numbers: Sequence[int]) -> dict[int, StoredArticle]:
        """The articles with these numbers, by number; those that are gone are not in it."""
        found: dict[int, StoredArticle] = {}
        with self._transactions.read() as session:
            for start in range(0, len(numbers), BATCH):
                some = ArticleRow.id.in_(numbers[start : start + BATCH])
                wanted = select(ArticleRow).options(*WHOLE).where(some).order_by(ArticleRow.id)
                found |= {row.id: stored_article(row) for row in session.scalars(wanted)}
                session.expunge_all()
        return found

    def passing(self, numbers: Sequence[int], filters: Filters) -> list[int]:
        """Those of these articles that pass the filters, in their order."""
        if replace(filters, site=None, kinds=None) == Filters(kinds=None):
            return list(numbers)
        conditions = article_filters(filters)
        found: set[int] = set()
        with self._transactions.read() as session:
            for start in range(0, len(numbers), CHUNK):
                some = ArticleRow.id.in_(numbers[start : start + CHUNK])
                found |= set(session.scalars(select(ArticleRow.id).where(some, *conditions)))
        return [number for number in numbers if number in found]

    def settled_at(self, urls: Iterable[str]) -> dict[str, datetime]:
        """Since when the store knows what is at these URLs: when their pages were fetched.

        Where a page was refused for what it says, when it was. Others are not in the answer.
        """
        keys = {url: url_hash(url) for url in urls}
        ordered = sorted(set(keys.values()))
        known: dict[bytes, datetime] = {}
        with self._transactions.read() as session:
            for start in range(0, len(ordered), CHUNK):
                some = ordered[start : start + CHUNK]
                tried = select(UrlRow.key, UrlRow.tried_at, PageRow.fetched_at)
                tried = tried.outerjoin(PageRow, PageRow.id == UrlRow.page_id)
                read = PageRow.id.is_not(None) | (UrlRow.http_status == OK)
                tried = tried.where(UrlRow.key.in_(some), UrlRow.state.not_in(UNSETTLED), read)
                for key, at, fetched in session.execute(tried):
                    if moment := fetched or at:
                        known[key] = moment
        return {url: known[key] for url, key in keys.items() if key in known}
