"""What time it is: by the server's clock, which all of its crawls share; else by our own."""

from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def now(session: Session) -> datetime:
    """The moment, in UTC. A SQLite file has its users on one machine, so theirs will do."""
    if session.get_bind().dialect.name == "postgresql":
        moment: datetime = session.scalars(select(func.clock_timestamp())).one()
        return moment.astimezone(UTC)
    return datetime.now(UTC)
