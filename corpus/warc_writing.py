"""A WARC file from pages: one gzip member or zstandard frame a record, as readers expect."""

import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from corpus.warc import information, records_of
from corpus.whole_file import whole_file

if TYPE_CHECKING:
    from storage import StoredPage

GZIP_LEVEL = 6

ENDINGS = (".warc", ".warc.gz", ".warc.zst")


def write_warc(pages: "Iterable[StoredPage]", path: Path) -> int:
    """Write the pages into a file, whole or not at all; returns how many records of pages.

    The ending of its name says how it is compressed (`ENDINGS`).
    """
    number = 0
    with whole_file(path) as part, part.open("wb") as file, ExitStack() as stack:
        out = _packing(path.name)(file)
        if out is not file:
            stack.callback(out.close)
        _put(out, information(path.name, version("copydesk")))
        for stored in pages:
            for record in records_of(stored):
                _put(out, record)
                number += 1
        stack.close()
        if not file.closed:
            file.flush()
            os.fsync(file.fileno())
    return number


def _packing(name: str) -> Callable[[BinaryIO], Any]:
    from fastwarc.stream_io import GzipWriter, ZstdWriter

    if name.endswith(".gz"):
        return lambda file: GzipWriter(file, compression_level=GZIP_LEVEL)
    return ZstdWriter if name.endswith(".zst") else lambda file: file


def _put(out: Any, record: Any) -> None:
    record.write(out, checksum_data=True)
    if hasattr(out, "finish"):
        out.finish()
