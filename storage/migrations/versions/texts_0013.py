"""The text of an article and the record of what was cut, one row an article instead of some 230.

Blocks, removals and links move there; views show them to people who open the database. What the
columns hold is told in `storage.record`; this file keeps how it was at this revision.

Revision ID: 0013
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from cleaners.memory import fingerprint

revision = "0013"
down_revision = "0017"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
AT_ONCE = 50
"""Articles in memory at a time."""

ASIDE = ("caption", "credit")
USUAL: tuple[Any, ...] = ("paragraph", None, 0, 0, [])

TEXTS = sa.table(
    "texts",
    sa.column("article_id", KEY),
    sa.column("cuts", JSON),
    sa.column("text", sa.Text()),
    sa.column("blocks", JSON),
    sa.column("related", JSON),
    sa.column("removals", JSON),
)
OLD = {
    "blocks": ("n", "kind", "text", "level", "linked", "bold", "links"),
    "removals": ("n", "step", "why", "text"),
    "links": ("url", "title", "step"),
}


def upgrade() -> None:
    """Make the table and the views, move what is there, drop the old tables."""
    _texts()
    for numbers in _articles():
        op.bulk_insert(TEXTS, list(_moved(numbers)))
    for table in OLD:
        op.drop_table(table)
    for name, query in _views().items():
        op.execute(f"CREATE VIEW {name} AS {query}")


def downgrade() -> None:
    """Back to a row a block."""
    for name in _views():
        op.execute(f"DROP VIEW {name}")
    tables = {"blocks": _blocks(), "removals": _removals(), "links": _links()}
    for numbers in _articles():
        rows = op.get_bind().execute(sa.select(TEXTS).where(TEXTS.c.article_id.in_(numbers)))
        for row in rows.all():
            op.bulk_insert(tables["blocks"], list(_block_rows(row)))
            op.bulk_insert(tables["removals"], list(_removal_rows(row)))
            op.bulk_insert(tables["links"], list(_link_rows(row)))
    op.drop_table("texts")


def _texts() -> None:
    op.create_table(
        "texts",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("cuts", JSON, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("blocks", JSON, nullable=False),
        sa.Column("related", JSON, nullable=False),
        sa.Column("removals", JSON, nullable=False),
        _of_article("texts"),
        sa.PrimaryKeyConstraint("article_id", name="pk_texts"),
    )


def _of_article(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_article_id_articles"
    return sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=name, ondelete="CASCADE")


def _articles() -> Iterator[list[int]]:
    """The numbers of all articles, some at a time."""
    last = 0
    articles = sa.table("articles", sa.column("id", KEY))
    while True:
        wanted = sa.select(articles.c.id).where(articles.c.id > last).order_by(articles.c.id)
        numbers = list(op.get_bind().scalars(wanted.limit(AT_ONCE)))
        if not numbers:
            return
        yield numbers
        last = numbers[-1]


def _moved(numbers: list[int]) -> Iterator[dict[str, Any]]:
    blocks, removals, links = (_rows(table, numbers) for table in OLD)
    for number in numbers:
        yield {
            "article_id": number,
            "cuts": dict(Counter(cut.step for cut in removals[number])),
            "text": "\n".join(b.text for b in blocks[number] if b.kind not in ASIDE),
            "blocks": [_written(block) for block in blocks[number]],
            "related": [[link.url, link.title, link.step] for link in links[number]],
            "removals": _runs(removals[number]),
        }


def _rows(table: str, numbers: list[int]) -> defaultdict[int, list[Any]]:
    """The rows of some articles, in their order."""
    columns = [sa.column(name, JSON if name == "links" else sa.Text()) for name in OLD[table]]
    number, position = sa.column("article_id", KEY), sa.column("position", KEY)
    wanted = sa.select(number, *columns).select_from(sa.table(table)).where(number.in_(numbers))
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in op.get_bind().execute(wanted.order_by(number, position)):
        found[row.article_id].append(row)
    return found


def _written(block: Any) -> list[Any]:
    facts = [block.kind, block.level, block.linked, block.bold, block.links]
    while facts and facts[-1] == USUAL[len(facts) - 1]:
        facts.pop()
    return [block.n, block.text if block.kind in ASIDE else len(block.text), *facts]


def _runs(removals: Sequence[Any]) -> list[list[Any]]:
    runs: list[list[Any]] = []
    reason: tuple[str, str] | None = None
    following = -1
    for cut in removals:
        if cut.n == following and (cut.step, cut.why) == reason:
            runs[-1][3].append(cut.text)
        else:
            runs.append([cut.n, cut.step, cut.why, [cut.text]])
        reason, following = (cut.step, cut.why), cut.n + 1
    return runs


def _views() -> dict[str, str]:
    return POSTGRES_VIEWS if op.get_bind().dialect.name == "postgresql" else SQLITE_VIEWS


ARTICLE_TEXT = """
SELECT articles.id, articles.url, sites.host AS site, articles.title, {authors} AS authors,
    articles.dated_at AS date, articles.published_at, articles.language, articles.section,
    articles.kind, articles.words, articles.description, texts.text
FROM articles
JOIN sites ON sites.id = articles.site_id
JOIN texts ON texts.article_id = articles.id
"""
SQLITE_VIEWS = {
    "article_text": ARTICLE_TEXT.format(
        authors="(SELECT group_concat(value, ', ') FROM json_each(articles.authors))"
    ),
    "removal_reasons": """
SELECT articles.id AS article_id, articles.url, sites.host AS site,
    json_extract(run.value, '$[0]') + cut.key AS n,
    json_extract(run.value, '$[1]') AS step,
    json_extract(run.value, '$[2]') AS why,
    cut.value AS text
FROM articles
JOIN sites ON sites.id = articles.site_id
JOIN texts ON texts.article_id = articles.id
JOIN json_each(texts.removals) AS run
JOIN json_each(run.value, '$[3]') AS cut
""",
}
POSTGRES_VIEWS = {
    "article_text": ARTICLE_TEXT.format(
        authors="""(SELECT string_agg(name, ', ' ORDER BY place)
        FROM jsonb_array_elements_text(articles.authors) WITH ORDINALITY AS each(name, place))"""
    ),
    "removal_reasons": """
SELECT articles.id AS article_id, articles.url, sites.host AS site,
    (run.value ->> 0)::bigint + cut.place - 1 AS n,
    run.value ->> 1 AS step,
    run.value ->> 2 AS why,
    cut.text
FROM articles
JOIN sites ON sites.id = articles.site_id
JOIN texts ON texts.article_id = articles.id
CROSS JOIN jsonb_array_elements(texts.removals) AS run(value)
CROSS JOIN jsonb_array_elements_text(run.value -> 3) WITH ORDINALITY AS cut(text, place)
""",
}


def _block_rows(row: Any) -> Iterator[dict[str, Any]]:
    place = 0
    blocks: list[list[Any]] = row.blocks
    for position, (n, length, *facts) in enumerate(blocks):
        kind, level, linked, bold, links = (*facts, *USUAL[len(facts) :])
        text = length if isinstance(length, str) else row.text[place : place + length]
        place += 0 if isinstance(length, str) else length + 1
        yield {
            "article_id": row.article_id,
            "position": position,
            "n": n,
            "kind": kind,
            "text": text,
            "level": level,
            "links": links,
            "linked": linked,
            "bold": bold,
            "fingerprint": fingerprint(text),
        }


def _removal_rows(row: Any) -> Iterator[dict[str, Any]]:
    runs = row.removals
    cuts = [
        (n, step, why, text)
        for first, step, why, texts in runs
        for n, text in enumerate(texts, first)
    ]
    for position, (n, step, why, text) in enumerate(cuts):
        yield {
            "article_id": row.article_id,
            "position": position,
            "n": n,
            "step": step,
            "why": why,
            "text": text,
            "fingerprint": fingerprint(text),
        }


def _link_rows(row: Any) -> Iterator[dict[str, Any]]:
    for position, (url, title, step) in enumerate(row.related):
        yield {
            "article_id": row.article_id,
            "position": position,
            "url": url,
            "title": title,
            "step": step,
        }


def _old_table(name: str, *columns: sa.Column[Any]) -> sa.Table:
    table = op.create_table(
        name,
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *columns,
        _of_article(name),
        sa.PrimaryKeyConstraint("article_id", "position", name=f"pk_{name}"),
    )
    if "fingerprint" in table.c:
        index = f"ix_{name}_article_id_fingerprint"
        op.create_index(index, name, ["article_id", "fingerprint"])
    return table


def _blocks() -> sa.Table:
    return _old_table(
        "blocks",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("links", JSON, nullable=False),
        sa.Column("linked", sa.Integer(), nullable=False),
        sa.Column("bold", sa.Integer(), nullable=False),
        sa.Column("fingerprint", KEY, nullable=False),
    )


def _removals() -> sa.Table:
    return _old_table(
        "removals",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("fingerprint", KEY, nullable=False),
    )


def _links() -> sa.Table:
    return _old_table(
        "links",
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
    )
