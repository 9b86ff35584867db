"""Articles as Arrow tables, for Parquet, pandas, DuckDB and Polars; needs the extra `arrow`."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from storage.columns import to_utc
from storage.types import StoredArticle, StoreError

INSTALL = "pip install 'copydesk[arrow]'"

ROWS = 5_000
"""Articles in one table; in Parquet, a row group."""

CHARACTERS = 8_000_000
"""Characters of text and removals in one table: what bounds the memory."""


def tables(articles: Iterable[StoredArticle]) -> Iterator[Any]:
    """The articles as `pyarrow.Table`s of bounded size. Raises StoreError without pyarrow."""
    kind = schema()
    rows: list[dict[str, Any]] = []
    size = 0
    for stored in articles:
        rows.append(_row(stored))
        article = stored.article
        size += sum(len(b.text) for b in article.blocks)
        size += sum(len(r.text) + len(r.why) for r in article.removals)
        if len(rows) >= ROWS or size >= CHARACTERS:
            yield _pyarrow().Table.from_pylist(rows, schema=kind)
            rows, size = [], 0
    if rows:
        yield _pyarrow().Table.from_pylist(rows, schema=kind)


def one_table(articles: Iterable[StoredArticle]) -> Any:
    """All the articles as one `pyarrow.Table`. Raises StoreError without pyarrow."""
    parts = list(tables(articles))
    return _pyarrow().concat_tables(parts) if parts else schema().empty_table()


def schema() -> Any:
    """The columns, as `pyarrow.Schema`. Raises StoreError without pyarrow."""
    pa = _pyarrow()
    moment = pa.timestamp("us", tz="UTC")
    texts = pa.list_(pa.string())
    removal = pa.struct([("n", pa.int32()), *((name, pa.string()) for name in _REMOVAL)])
    return pa.schema(
        [
            *((name, pa.int64()) for name in ("id", "story")),
            *((name, pa.string()) for name in ("site", "url", *_TEXTS)),
            ("authors", texts),
            ("tags", texts),
            *((name, moment) for name in ("published_at", "modified_at")),
            *((name, moment) for name in ("fetched_at", "stored_at")),
            ("confidence", pa.float64()),
            *((name, pa.bool_()) for name in ("reserved", "noarchive")),
            ("unavailable_after", moment),
            ("text", pa.string()),
            ("removals", pa.list_(removal)),
        ]
    )


_TEXTS = (
    *("canonical_url", "title", "description", "section", "language", "site_name"),
    *("credit", "kind", "paywall", "rules_version"),
)
_REMOVAL = ("step", "why", "text")


def _row(stored: StoredArticle) -> dict[str, Any]:
    article, rights = stored.article, stored.rights
    published, modified, after = (
        article.published_at,
        article.modified_at,
        rights.unavailable_after,
    )
    return {
        "id": stored.id,
        "story": stored.story,
        "site": stored.site,
        "url": article.url,
        **{name: getattr(article, name) for name in _TEXTS},
        "authors": list(article.authors),
        "tags": list(article.tags),
        "published_at": published and to_utc(published),
        "modified_at": modified and to_utc(modified),
        "fetched_at": stored.fetched_at,
        "stored_at": stored.stored_at,
        "confidence": article.confidence,
        "reserved": rights.reserved,
        "noarchive": rights.noarchive,
        "unavailable_after": after and to_utc(after),
        "text": article.text,
        "removals": [
            {"n": r.n, "step": r.step, "why": r.why, "text": r.text} for r in article.removals
        ],
    }


def write_parquet(articles: Iterable[StoredArticle], path: Path) -> int:
    """Write the articles as a Parquet file, a row group a table; returns how many.

    Raises StoreError without pyarrow.
    """
    kind = schema()
    from pyarrow.parquet import ParquetWriter

    number = 0
    with ParquetWriter(path, kind, compression="zstd") as writer:
        for table in tables(articles):
            writer.write_table(table)
            number += table.num_rows
    return number


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise StoreError(f"This needs pyarrow: {INSTALL}") from error
    return pyarrow
