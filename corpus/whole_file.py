"""Files that are whole or not there: whoever stops us never leaves half a file that looks whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PART = ".part"
"""The ending of what is being written, beside the file that it will be."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write: what stands there at the end takes the place of `path`.

    Until then, the old file stays. An error removes what was begun; after a kill it is there with
    the ending `.part`. A device or a pipe is written to as it is, and so is /dev/stdout, wherever
    it leads: it is a link, which a file in its place would break for all programs.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if (path.exists() and not path.is_file()) or _is_stream(path):
        yield path
        return
    part = path.with_name(f"{path.name}{PART}")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _is_stream(path: Path) -> bool:
    """Whether it is a name for an open file of this process, as /dev/stdout is."""
    return path.is_symlink() and path.parent.resolve().parts[1:2] in (("dev",), ("proc",))
