"""Files that earlier exports left in a folder: articles that have another name now, or are gone."""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from corpus.whole_file import PART

_NAME = r"\d{4}-\d\d-\d\d-(?:.+-)?\d+"
"""What `corpus.file_names` calls an article."""


def clock_of(folder: Path) -> int | None:
    """The time by the clock that dates the files of a folder, in ns; None where there is none."""
    if not folder.is_dir():
        return None
    with NamedTemporaryFile(dir=folder, prefix=".", suffix=PART) as file:
        return Path(file.name).stat().st_mtime_ns


def earlier_files(folder: Path, ending: str, before: int | None) -> Iterator[Path]:
    """The files of exports with that ending, or halves of them, that are older than that time.

    What is no export's name is none of ours. Nothing is older than None.
    """
    if before is None:
        return
    ours = re.compile(rf"{_NAME}{re.escape(ending)}(?:{re.escape(PART)})?", re.DOTALL)
    for path in folder.iterdir():
        if ours.fullmatch(path.name) and path.lstat().st_mtime_ns < before:
            yield path
