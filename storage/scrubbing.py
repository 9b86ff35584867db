"""What was deleted leaves the file: freed pages are overwritten, the log is emptied."""

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from storage.engine import BUSY_SECONDS
from storage.types import StoreError

BUSY = (
    "The rows are deleted, but another program uses the database, so its file could not be "
    "rewritten. Run this again when it has finished."
)


def securely(session: Session) -> None:
    """From now on SQLite overwrites what this connection deletes (sqlite.org/pragma.html)."""
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete = ON").close()


PACKED = (
    "The pages are packed, but another program uses the database, so the room that this leaves "
    "could not be given back yet; it is used again. Run this again when it has finished."
)


def shrink(engine: Engine) -> None:
    """Give the room back that packed pages left. Raises StoreError where others are in the way."""
    if engine.dialect.name == "sqlite":
        scrub(engine, PACKED)
        return
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"SET lock_timeout = {round(1000 * BUSY_SECONDS)}"))
            connection.execute(text("VACUUM FULL pages"))
            connection.execute(text("RESET lock_timeout"))
    except DBAPIError as error:
        raise StoreError(f"{PACKED} ({error.orig})") from error


def scrub(engine: Engine, busy_as: str = BUSY) -> None:
    """Rewrite the database without what was deleted. Raises StoreError where it is in use.

    The search index of SQLite keeps deleted words until its parts are merged; free pages of the
    file keep what was deleted before, and its log what was written last. PostgreSQL overwrites
    freed rows in time; VACUUM makes it soon.
    """
    sqlite = engine.dialect.name == "sqlite"
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not sqlite:
                connection.execute(text("VACUUM"))
                return
            raw = connection.connection.cursor()
            raw.execute("INSERT INTO article_terms(article_terms) VALUES ('optimize')")
            raw.execute("VACUUM")
            busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except DBAPIError as error:
        raise StoreError(f"{busy_as} ({error.orig})") from error
    if busy and busy[0]:
        raise StoreError(busy_as)
