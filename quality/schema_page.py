"""Writes `docs/schema.md`: tables, views and columns, each explained.

`python -m quality.schema_page` writes it; with `--check` it only says whether it is up to date.
"""

import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from storage.schema import Column, Relation, tables, views

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "schema.md"
SENTENCES = HERE / "schema.toml"
INTRODUCTION = HERE / "schema.md"


class MissingSentenceError(Exception):
    """Columns without a sentence, or sentences without a column; the message names them."""


def page() -> str:
    """The whole page. Raises MissingSentenceError where a column is not explained."""
    told: dict[str, dict[str, str]] = tomllib.loads(SENTENCES.read_text("utf-8"))
    found = [_with_sentences(relation, told.pop(relation.name, {})) for relation in relations()]
    if told:
        raise MissingSentenceError(f"{SENTENCES.name} tells of no table: {', '.join(told)}")
    return "\n".join(
        [INTRODUCTION.read_text("utf-8"), *(line for one in found for line in _section(one))]
    )


def relations() -> list[Relation]:
    """The views, then the tables, those that people ask for first."""
    first = ("articles", "texts", "pages", "sites", "urls", "versions", "corrections", "runs")
    by_name = {table.name: table for table in tables()}
    ordered = [*first, *(name for name in by_name if name not in first)]
    return [*views(), *(by_name[name] for name in ordered)]


def _with_sentences(relation: Relation, told: dict[str, str]) -> Relation:
    own = {column.name for column in relation.columns if column.sentence}
    named = {column.name for column in relation.columns}
    wrong = [*sorted(named - own - told.keys()), *sorted(told.keys() & own)]
    wrong += sorted(told.keys() - named - {""})
    if wrong:
        raise MissingSentenceError(
            f"{relation.name}: {', '.join(wrong)} must be told once, below the column in its model"
            f" or in {SENTENCES.name}"
        )
    columns = tuple(
        replace(column, sentence=column.sentence or told[column.name])
        for column in relation.columns
    )
    return replace(relation, columns=columns, sentence=told.get("", relation.sentence))


def _section(relation: Relation) -> Iterator[str]:
    yield f"## {relation.name}"
    yield ""
    yield (relation.sentence or "").strip()
    yield ""
    yield "| column | holds | |"
    yield "|---|---|---|"
    for column in relation.columns:
        yield _row(column)
    yield ""
    for what, groups in (("Unique", relation.unique), ("Indexed", relation.indexes)):
        if groups:
            yield f"{what}: {'; '.join(', '.join(group) for group in groups)}."
            yield ""


def _row(column: Column) -> str:
    name = f"**{column.name}**" if column.key else column.name
    kind = f"{column.type}{'?' if column.optional else ''}"
    points = f" → {column.points_to}" if column.points_to else ""
    return f"| {name} | {kind}{points} | {(column.sentence or '').replace('|', chr(92) + '|')} |"


def main(arguments: Sequence[str]) -> int:
    """Write the page, or check it; returns the exit code."""
    wanted = page()
    if "--check" in arguments:
        current = PAGE.read_text("utf-8") if PAGE.exists() else ""
        if current != wanted:
            print(f"{PAGE.name} is not up to date: python -m quality.schema_page")
            return 1
        return 0
    PAGE.write_text(wanted, "utf-8")
    print(f"{PAGE}: {len(relations())} tables and views")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
