"""The table of site days: what the runs of one day found of one site, to compare days by."""

import datetime as dt
from typing import Any

from sqlalchemy import Date, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Key
from storage.models import Row


class SiteDayRow(Row):
    """One site on one day (UTC): sums over its runs, small enough to be kept for ever.

    `log_words` and `removed` are sums over the `measured` articles; `missing` counts by field.
    """

    __tablename__ = "site_days"

    site_id: Mapped[int] = mapped_column(
        Key, ForeignKey("sites.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[dt.date] = mapped_column(Date(), primary_key=True)
    runs: Mapped[int]
    last_at: Mapped[dt.datetime]
    well_at: Mapped[dt.datetime | None]
    outcome: Mapped[str]
    counts: Mapped[dict[str, int]]
    reasons: Mapped[dict[str, int]]
    rules_version: Mapped[str | None]
    measured: Mapped[int]
    log_words: Mapped[float]
    removed: Mapped[float]
    missing: Mapped[dict[str, int]]
    flags: Mapped[list[Any]]
    """Names of what was unlike the site on that day; such a day is no measure for others."""
    told: Mapped[list[Any]]
    """Names of the problems of that day that a person was told of."""
