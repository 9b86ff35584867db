"""The views can be asked in DuckDB too, which reads their SQL as its own.

There JSON has quotes around each text, and a join needs its condition.

Revision ID: 0023
"""

from alembic import op

from storage.migrations.versions.texts_0013 import SQLITE_VIEWS

revision = "0023"
down_revision = "0022"


def plain(value: str) -> str:
    """A text in JSON as it reads: SQLite gives it so, DuckDB as JSON."""
    text = f"CAST({value} AS TEXT)"
    inner = f"substr({text}, 2, length({text}) - 2)"
    unescaped = f"""replace(replace({inner}, '\\"', '"'), '\\\\', '\\')"""
    return f"CASE typeof({value}) WHEN 'JSON' THEN {unescaped} ELSE {text} END"


ARTICLE_TEXT = f"""
SELECT articles.id, articles.url, sites.host AS site, articles.title,
    (SELECT group_concat({plain("value")}, ', ') FROM json_each(articles.authors)) AS authors,
    articles.dated_at AS date, articles.published_at, articles.language, articles.section,
    articles.kind, articles.words, articles.description, texts.text
FROM articles
JOIN sites ON sites.id = articles.site_id
JOIN texts ON texts.article_id = articles.id
"""  # noqa: S608

REMOVAL_REASONS = f"""
SELECT articles.id AS article_id, articles.url, sites.host AS site,
    CAST(json_extract(run.value, '$[0]') AS INTEGER) + CAST(cut.key AS INTEGER) AS n,
    {plain("json_extract(run.value, '$[1]')")} AS step,
    {plain("json_extract(run.value, '$[2]')")} AS why,
    {plain("cut.value")} AS text
FROM articles
JOIN sites ON sites.id = articles.site_id
JOIN texts ON texts.article_id = articles.id
CROSS JOIN json_each(texts.removals) AS run
CROSS JOIN json_each(json_extract(run.value, '$[3]')) AS cut
"""  # noqa: S608


def upgrade() -> None:
    """Write the views anew."""
    _write({"article_text": ARTICLE_TEXT, "removal_reasons": REMOVAL_REASONS})


def downgrade() -> None:
    """Write them as they were."""
    _write(SQLITE_VIEWS)


def _write(views: dict[str, str]) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, query in views.items():
        op.execute(f"DROP VIEW {name}")
        op.get_bind().exec_driver_sql(f"CREATE VIEW {name} AS {query}")
