"""What reaches the terminal or the pipe: UTF-8, without characters that steer a terminal."""

import io
import json
import logging
import os
import re
import select
import sys
from dataclasses import asdict, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINE_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_UNSAFE_IN_JSON = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def open_closed_streams() -> None:
    """Let standard streams that were closed (`2>&-`) lead nowhere.

    Their numbers, the lowest that are free, would go to files that are opened later: what a library
    says would end up in the database.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says; what UTF-8 cannot hold is written as an escape."""
    open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def let_closed_pipes_be() -> bool:
    """Lead standard streams that nobody reads any more nowhere; whether there is one.

    What they could not write may still be in them, and would be an error once more at the end.
    """
    closed = [stream.fileno() for stream in (sys.stdout, sys.stderr) if _has_no_reader(stream)]
    for number in closed:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)
    return bool(closed)


def _has_no_reader(stream: TextIO) -> bool:
    """Whether it is a pipe or a socket whose other end is closed; where one can ask for that."""
    if not hasattr(select, "poll"):
        return False
    asked = select.poll()
    try:
        asked.register(stream.fileno(), 0)
    except (OSError, ValueError):  # it is closed here, or no file
        return False
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in asked.poll(0))


def silence_libraries() -> None:
    """Keep what the cleaner's libraries log out of standard error: our notes say what matters."""
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def printable(text: str) -> str:
    """The text without control characters, which could steer a terminal; lines stay.

    >>> printable("red: \\x1b[31m")
    'red: [31m'
    """
    return _STEERING.sub("", text)


def one_line(text: str) -> str:
    """The text as one printable line."""
    return printable(_LINE_BREAKS.sub(" ", text)).strip()


def shortened(text: str, most: int) -> str:
    """The text as one printable line of so many characters at most.

    >>> shortened("The ferry is\\nback", 10)
    'The ferry…'
    """
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def as_json(value: object, indent: int | None = 2) -> str:
    """A value as JSON: dataclasses by field name, times in ISO 8601, UTF-8 and one line a line."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def minute(time: datetime | None) -> str:
    """A time for a reader, in its own zone; empty if there is none.

    >>> from datetime import UTC
    >>> minute(datetime(2025, 11, 3, 7, 40, tzinfo=UTC))
    '2025-11-03 07:40 +0000'
    """
    return f"{time:%Y-%m-%d %H:%M %z}".strip() if time else ""
