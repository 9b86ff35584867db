"""The schema, told for people: tables and views with their columns, each with a sentence.

Where a model has a docstring below a column, that is its sentence; whoever writes the page about
the schema (`quality.schema_page`) has the others.
"""

import ast
import inspect
import textwrap
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Float,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy import inspect as look
from sqlalchemy.engine import Engine

import storage.store  # noqa: F401 - loads every model
from storage.columns import UtcTime
from storage.engine import make_engine, parse_url
from storage.migrate import prepare
from storage.models import Row

OURS = "sqlite://"
"""A database in memory, made to look at."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and whether it may be empty; `points_to` is a column."""

    name: str
    type: str
    optional: bool
    key: bool
    points_to: str | None
    sentence: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or a view; `unique` and `indexes` are the columns that they are over."""

    name: str
    sentence: str | None
    columns: tuple[Column, ...]
    unique: tuple[tuple[str, ...], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()


def tables() -> list[Relation]:
    """All tables that have a model, by name; the package has loaded every one."""
    models = {mapper.local_table.name: mapper.class_ for mapper in Row.registry.mappers}  # type: ignore[attr-defined]
    return [_table(models[name]) for name in sorted(models)]


def views() -> list[Relation]:
    """All views, by name, as the migrations make them on SQLite."""
    engine = make_engine(parse_url(OURS))
    try:
        prepare(engine, OURS, create=True)
        return [_view(engine, name) for name in sorted(look(engine).get_view_names())]
    finally:
        engine.dispose()


def _table(model: type[Row]) -> Relation:
    table = model.__table__
    assert isinstance(table, Table)
    said = _docstrings(model)
    targets = _targets(table)
    columns = tuple(
        Column(
            column.name,
            _type(column.type),
            bool(column.nullable),
            column.primary_key,
            targets.get(column.name),
            said.get(column.name),
        )
        for column in table.columns
    )
    unique = [tuple(column.name for column in rule.columns) for rule in _unique(table)]
    unique += [(column.name,) for column in table.columns if column.unique]
    indexes = [tuple(column.name for column in index.columns) for index in table.indexes]
    return Relation(
        table.name,
        inspect.getdoc(model),
        columns,
        tuple(dict.fromkeys(unique)),
        tuple(sorted(indexes)),
    )


def _unique(table: Table) -> list[UniqueConstraint]:
    rules = [rule for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    return sorted(rules, key=lambda rule: [column.name for column in rule.columns])


def _targets(table: Table) -> dict[str, str]:
    """Which columns point where."""
    return {
        element.parent.name: element.target_fullname
        for rule in table.constraints
        if isinstance(rule, ForeignKeyConstraint)
        for element in rule.elements
    }


def _view(engine: Engine, name: str) -> Relation:
    columns = look(engine).get_columns(name)
    return Relation(
        name,
        None,
        tuple(Column(c["name"], _type(c["type"]), False, False, None, None) for c in columns),
    )


_TYPES = (
    ((UtcTime, DateTime), "time"),
    ((Date,), "day"),
    ((Boolean,), "yes or no"),
    ((Integer,), "number"),
    ((Float,), "fraction"),
    ((Text,), "text"),
    ((LargeBinary,), "bytes"),
    ((JSON,), "JSON"),
)


def _type(kind: Any) -> str:
    """What a column holds, in a word: SQLite and PostgreSQL name it differently.

    Nothing for what a view of SQLite computes.
    """
    return next((word for kinds, word in _TYPES if isinstance(kind, kinds)), "")


def _docstrings(model: type[Row]) -> dict[str, str]:
    """The strings below the attributes of a class, as one line each."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(tree, ast.ClassDef)
    found: dict[str, str] = {}
    for before, after in zip(tree.body, tree.body[1:], strict=False):
        match before, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(said))),
            ):
                found[name] = " ".join(said.split())
    return found
