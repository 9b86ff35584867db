"""Numbers of rows that are about to be written, so many at once: as the database counts itself."""

from sqlalchemy.orm import Session

TAKE = "UPDATE sqlite_sequence SET seq = seq + ? WHERE name = ? RETURNING seq"
BEGIN = "INSERT INTO sqlite_sequence (seq, name) VALUES (?, ?) RETURNING seq"
DRAW = (
    "SELECT nextval(s.name) FROM (SELECT pg_get_serial_sequence(%s, 'id') AS name OFFSET 0) AS s,"
    " generate_series(1, %s)"
)


def take(session: Session, table: str, number: int) -> list[int]:
    """The next numbers of a table that counts its rows, in order; nobody else gets them."""
    if not number:
        return []
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        return sorted(connection.exec_driver_sql(DRAW, (table, number)).scalars())
    values = (number, table)
    last = connection.exec_driver_sql(TAKE, values).scalar()
    if last is None:
        last = connection.exec_driver_sql(BEGIN, values).scalar_one()
    return list(range(last - number + 1, last + 1))
