"""A record of removals says a step with its reason once; later runs name the place of the first.

Of real pages that is a fifth of the record. The views show every removal with its reason as before.

Revision ID: 0024
"""

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from storage.migration_progress import followed
from storage.migrations.versions.texts_0013 import POSTGRES_VIEWS
from storage.migrations.versions.views_0023 import REMOVAL_REASONS as EVERY_TIME
from storage.migrations.versions.views_0023 import plain

revision = "0024"
down_revision = "0023"

BATCH = 200
TEXTS = sa.table(
    "texts",
    sa.column("article_id", sa.BigInteger()),
    sa.column("removals", sa.JSON().with_variant(JSONB(), "postgresql")),
)

SAID = """CASE WHEN json_type(run.value, '$[1]') IN ('text', 'VARCHAR') THEN run.value ELSE
        json_extract(texts.removals, '$[' || json_extract(run.value, '$[1]') || ']') END"""
SQLITE = f"""
SELECT article_id, url, site, CAST(json_extract(run, '$[0]') AS INTEGER) + CAST(cut.key AS INTEGER)
        AS n,
    {plain("json_extract(said, '$[1]')")} AS step,
    {plain("json_extract(said, '$[2]')")} AS why,
    {plain("cut.value")} AS text
FROM (SELECT articles.id AS article_id, articles.url, sites.host AS site, run.value AS run,
        {SAID} AS said
    FROM articles
    JOIN sites ON sites.id = articles.site_id
    JOIN texts ON texts.article_id = articles.id
    CROSS JOIN json_each(texts.removals) AS run) AS runs
CROSS JOIN json_each(json_extract(run, '$[' || (json_array_length(run) - 1) || ']')) AS cut
"""  # noqa: S608

POSTGRES = """
SELECT articles.id AS article_id, articles.url, sites.host AS site,
    (run.value ->> 0)::bigint + cut.place - 1 AS n,
    said.run ->> 1 AS step,
    said.run ->> 2 AS why,
    cut.text
FROM articles
JOIN sites ON sites.id = articles.site_id
JOIN texts ON texts.article_id = articles.id
CROSS JOIN jsonb_array_elements(texts.removals) AS run(value)
CROSS JOIN LATERAL (SELECT CASE jsonb_typeof(run.value -> 1)
    WHEN 'number' THEN texts.removals -> (run.value ->> 1)::int ELSE run.value END) AS said(run)
CROSS JOIN jsonb_array_elements_text(run.value -> -1) WITH ORDINALITY AS cut(text, place)
"""

Runs = list[list[Any]]


def upgrade() -> None:
    """Write the records anew, then the view that shows them."""
    _rewrite(_once)
    _view(SQLITE, POSTGRES)


def downgrade() -> None:
    """Say each reason where it stood."""
    _view(EVERY_TIME, POSTGRES_VIEWS["removal_reasons"])
    _rewrite(_each_time)


def _once(runs: Runs) -> Runs:
    said: dict[tuple[str, str], int] = {}
    places = [said.setdefault((step, why), place) for place, (_, step, why, _) in enumerate(runs)]
    return [
        run if first == place else [run[0], first, run[3]]
        for place, (first, run) in enumerate(zip(places, runs, strict=True))
    ]


def _each_time(runs: Runs) -> Runs:
    return [
        [n, *(said if len(said) > 1 else runs[said[0]][1:3]), texts] for n, *said, texts in runs
    ]


def _rewrite(change: Callable[[Runs], Runs]) -> None:
    record = sa.update(TEXTS).where(TEXTS.c.article_id == sa.bindparam("number"))
    for number, runs in followed(_records()):
        changed = change(runs)
        if changed != runs:
            op.get_bind().execute(record, {"number": number, "removals": changed})


def _records() -> Iterator[tuple[int, Runs]]:
    last = 0
    wanted = sa.select(TEXTS.c.article_id, TEXTS.c.removals).order_by(TEXTS.c.article_id)
    while rows := op.get_bind().execute(wanted.where(TEXTS.c.article_id > last).limit(BATCH)).all():
        yield from ((row.article_id, row.removals) for row in rows)
        last = rows[-1].article_id


def _view(sqlite: str, postgres: str) -> None:
    query = sqlite if op.get_bind().dialect.name == "sqlite" else postgres
    op.execute("DROP VIEW removal_reasons")
    op.get_bind().exec_driver_sql(f"CREATE VIEW removal_reasons AS {query}")
