"""INSERT ... ON CONFLICT, which SQLite and PostgreSQL share but SQLAlchemy keeps apart."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import Row


def insert(session: Session, table: type[Row]) -> postgresql.Insert | sqlite.Insert:
    """The dialect's own INSERT, for statements with ON CONFLICT."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def upsert(session: Session, table: Any, values: dict[str, Any], once: tuple[str, ...] = ()) -> int:
    """Write the row with that `key`, new or anew; returns its id.

    Columns named in `once` keep the value that the first writer gave them.
    """
    statement = insert(session, table).values(values)
    changes = {
        name: statement.excluded[name] for name in values if name != "key" and name not in once
    }
    statement = statement.on_conflict_do_update(index_elements=["key"], set_=changes)
    return int(session.execute(statement.returning(table.id)).scalar_one())
