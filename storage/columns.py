"""Column types that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from storage.types import StoreError

Key = BigInteger().with_variant(Integer(), "sqlite")
"""A row's number. SQLite counts only columns of type INTEGER by itself."""

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""Small lists and maps that are read as a whole."""


class UtcTime(TypeDecorator[datetime]):
    """A moment: stored in UTC, handed out with the zone UTC. A time without zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = to_utc(value)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def to_utc(moment: datetime) -> datetime:
    """The moment in UTC; the ends of the calendar stay inside it.

    >>> to_utc(datetime.fromisoformat("0001-01-01T00:00:00+14:00")).year
    1
    """
    if not isinstance(moment, datetime):
        raise StoreError(f"{moment} is a day, no time; give a datetime with its zone.")
    if moment.tzinfo is None:
        raise StoreError(f"The time {moment.isoformat()} has no zone; give it one.")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)
