"""`sites.toml` in the home: the sites to crawl and what is special about each.

    alert = "mail -s 'Copydesk needs you' desk@example.org"

    [[site]]
    url = "https://www.example.org/"
    delay = 10

Whatever is wrong in it is an error that names the file, the line and what to write instead.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from crawler.span import read_period
from crawler.tasks import SiteTask

NAME = "sites.toml"

MAX_BYTES = 4 * 1_048_576
"""A larger file is no list that a person wrote."""

BACKFILL_PAGES = 1_000
"""Pages that one run fetches of a site's archives, where the site has no bound of its own."""

_AGO = re.compile(r"([0-9]{1,4})([dw])")
_TABLE = re.compile(r"\s*\[\[\s*site\s*\]\]")


class SitesError(Exception):
    """What is wrong in a sites file: the file, the line, and what to write."""


@dataclass(frozen=True, slots=True)
class SitesFile:
    """The sites that a file names and enables, those that it disables, and whom to alert.

    `backfills` are the archives to walk, each once, beside what is new. With `only`, sites that the
    store knows and the file does not name are left alone.
    """

    sites: tuple[SiteTask, ...] = ()
    disabled: frozenset[str] = frozenset()
    alert: str | tuple[str, ...] | None = None
    only: bool = False
    backfills: tuple[SiteTask, ...] = ()


class _WrongError(ValueError):
    """A value that can't be used: what it should be."""


def read_sites(file: Path, now: datetime) -> SitesFile:
    """The sites that a file names. Raises SitesError; a day like "7d" counts back from `now`."""
    text = _text_of(file)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SitesError(f"{file}: {error}.") from error
    lines = _Lines(file, text)
    for key in data:
        if key not in ("site", *TOP):
            raise lines.unknown(key, None, ("site", *TOP))
    top = {key: lines.read(key, None, data, TOP) for key in TOP}
    tables = data.get("site", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SitesError(f"{file}: a site is a table of its own; write [[site]] above its url.")
    read = [_site(table, number, lines, now) for number, table in enumerate(tables)]
    _check_twice(read, lines)
    enabled = [(number, task) for number, (task, enabled) in enumerate(read) if enabled]
    return SitesFile(
        tuple(task for _, task in enabled),
        frozenset(task.site for task, enabled in read if not enabled),
        top["alert"],
        bool(top["only"]),
        tuple(
            task
            for number, site in enabled
            if (task := _backfill(site, tables[number].get("backfill"), number, lines))
        ),
    )


def _text_of(file: Path) -> str:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise SitesError(f"{file} is larger than {MAX_BYTES:,} bytes; is it the right file?")
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise SitesError(
            f"{file} is not UTF-8, at byte {error.start}; save it as UTF-8."
        ) from error
    except OSError as error:
        raise SitesError(f"{file}: {error.strerror}.") from error


def _site(
    table: Mapping[str, Any], number: int, lines: "_Lines", now: datetime
) -> tuple[SiteTask, bool]:
    """A site of the file, and whether it is enabled."""
    for key in table:
        if key not in KEYS:
            raise lines.unknown(key, number, tuple(KEYS))
    if "url" not in table:
        raise lines.error("url", number, 'is missing; write url = "https://www.example.com/"')
    values = {key: lines.read(key, number, table, KEYS) for key in table}
    enabled = bool(values.pop("enabled", True))
    values.pop("backfill", None)
    for key, end in (("since", time.min), ("until", time.max)):
        if key in values:
            try:
                values[key] = _moment(values[key], now, end)
            except _WrongError as error:
                raise lines.error(key, number, str(error)) from error
    if "max_pages" in values:
        values["budget"] = values.pop("max_pages")
    task = SiteTask(**values)
    if task.since and task.until and task.since > task.until:
        raise lines.error("until", number, "lies before since; swap the two")
    return task, enabled


def _backfill(site: SiteTask, period: Any, number: int, lines: "_Lines") -> SiteTask | None:
    """The task that walks the archives of a site; None where none is asked for."""
    if period is None:
        return None
    try:
        span = read_period("backfill", str(period))
    except ValueError:
        said = f'is {str(period)[:40]!r}; write a month or a year: "2024-01" or "2024"'
        raise lines.error("backfill", number, said) from None
    budget = site.budget or BACKFILL_PAGES
    return replace(site, since=span.since, until=span.until, backfill=True, budget=budget)


def _check_twice(read: list[tuple[SiteTask, bool]], lines: "_Lines") -> None:
    seen: set[str] = set()
    for number, (task, _enabled) in enumerate(read):
        if (start := task.start or task.url) in seen:
            raise lines.error("url", number, f"names {start} a second time; remove one")
        seen.add(start)


class _Lines:
    """Finds the line of a key, which tomllib does not tell."""

    def __init__(self, file: Path, text: str) -> None:
        self._file = file
        self._text = text.splitlines()

    def read(
        self,
        key: str,
        number: int | None,
        table: Mapping[str, Any],
        kinds: "Mapping[str, Callable[[Any], Any]]",
    ) -> Any:
        """The value of a key, checked; None where it is absent. Raises SitesError."""
        if key not in table:
            return None
        try:
            return kinds[key](table[key])
        except _WrongError as error:
            raise self.error(key, number, f"is {repr(table[key])[:60]}; {error}") from error

    def unknown(self, key: str, number: int | None, known: tuple[str, ...]) -> SitesError:
        """An error for a key that nobody reads, with the nearest that is read."""
        near = get_close_matches(key, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
        return self.error(key, number, f"is no option here; {hint}")

    def error(self, key: str, number: int | None, said: str) -> SitesError:
        """An error with the place: the file, the line, the site."""
        line = self._line_of(key, number)
        where = f"{self._file}, line {line}" if line else str(self._file)
        return SitesError(f"{where}: {key} {said}.")

    def _line_of(self, key: str, number: int | None) -> int | None:
        """The line of a key: at the top, or in the site of that number, else that site's own."""
        wanted = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
        table, start = -1, None
        for line, text in enumerate(self._text, 1):
            if _TABLE.match(text):
                table += 1
                start = line if table == number else start
            elif wanted.match(text) and (table == number if number is not None else table < 0):
                return line
        return start


def _text(value: Any) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise _WrongError('write text in quotes: "..."')


def _url(value: Any) -> str:
    url = _text(value)
    if SiteTask(url).start is None:
        raise _WrongError('write a web address: "https://www.example.com/"')
    return url


def _urls(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(_url(item) for item in value)
    raise _WrongError('write a list: ["https://www.example.com/feed.xml"]')


def _yes(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise _WrongError("write true or false")


def _seconds(value: Any) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 3600:
        return float(value)
    raise _WrongError("write seconds, 0 to 3600")


def _number(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    raise _WrongError("write a whole number, 1 or more")


def _day(value: Any) -> date | str:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return value.strip().lower()
    raise _WrongError('write a day: "2026-11-01" or "7d"')


def _moment(value: date | str, now: datetime, end: time) -> datetime:
    """The first or the last moment of a day; "7d" and "3w" count back from now."""
    if isinstance(value, str):
        try:
            if ago := _AGO.fullmatch(value):
                days = int(ago[1]) * (7 if ago[2] == "w" else 1)
                value = (now.astimezone(UTC) - timedelta(days=days)).date()
            else:
                value = date.fromisoformat(value)
        except (ValueError, OverflowError) as error:
            raise _WrongError(f'is {value!r}; write a day: "2026-11-01" or "7d"') from error
    return datetime.combine(value, end, UTC)


def _alert(value: Any) -> str | tuple[str, ...]:
    if isinstance(value, list) and value and all(isinstance(word, str) for word in value):
        return tuple(value)
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise _WrongError("write a command or an http address in quotes")


TOP: dict[str, Callable[[Any], Any]] = {"alert": _alert, "only": _yes}
"""What may stand above the first site."""

KEYS: dict[str, Callable[[Any], Any]] = {
    "url": _url,
    "enabled": _yes,
    "delay": _seconds,
    "since": _day,
    "until": _day,
    "max_pages": _number,
    "feeds": _urls,
    "backfill": _text,
}
"""What may stand in a site."""
