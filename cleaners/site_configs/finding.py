"""Which file of a folder is about a host: its own, else the wildcard of a domain above it.

`example.com.txt` is for example.com and www.example.com, `.example.com.txt` for all other hosts
below it. `global.txt` is about no site, and is not read.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG

from cleaners.site_configs.format import Remark, SiteConfig, parse_config

MAX_BYTES = 65_536
"""A larger file is no configuration that a person wrote."""

ENDING = ".txt"
_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)+[a-z0-9-]{1,63}", re.ASCII)

Read = tuple[SiteConfig, tuple[Remark, ...]]


def config_names(site: str) -> Iterator[str]:
    """The names of the files that may be about a site (a host without "www."), the nearest first.

    >>> list(config_names("news.sport.example.com"))[:3]
    ['news.sport.example.com.txt', '.sport.example.com.txt', '.example.com.txt']
    """
    host = site.lower().rpartition(":")[0] if ":" in site else site.lower()
    if not _HOST.fullmatch(host):
        return
    yield f"{host}{ENDING}"
    labels = host.split(".")
    for first in range(1, len(labels) - 1):
        yield f".{'.'.join(labels[first:])}{ENDING}"


def is_config(path: Path) -> bool:
    """Whether a file is named after a host, as a configuration is; others are no one's business."""
    return path.suffix == ENDING and bool(_HOST.fullmatch(path.stem.removeprefix(".").lower()))


def config_for(site: str, folder: Path | None) -> Read | None:
    """What the user's folder says of a site, and what of that is not followed; None for nothing.

    Raises nothing: a file that can't be read is a remark, and says nothing.
    """
    if folder is None:
        return None
    for name in config_names(site):
        for spelling in (name, f"www.{name}"):
            path = folder / spelling
            if path.is_file():
                return read_config(path)
    return None


def read_config(path: Path) -> Read:
    """A file, read again when it has changed; raises nothing."""
    try:
        state = path.stat()
        if not S_ISREG(state.st_mode):
            return _nothing(path, "is no file, and is not read")
        return _read(path, state.st_mtime_ns, state.st_size)
    except OSError as error:
        return _nothing(path, f"cannot be read: {error.strerror}")


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int, size: int) -> Read:
    if size > MAX_BYTES:
        return _nothing(path, f"is larger than {MAX_BYTES:,} bytes, and is not read")
    return parse_config(path.read_bytes().decode("utf-8", "replace"), path.name)


def _nothing(path: Path, why: str) -> Read:
    return SiteConfig(path.name), (Remark(path.name, 0, why),)
