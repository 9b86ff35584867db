"""Where the store is: pure functions of what was asked, the environment and the folder."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

MARKER = "copydesk.toml"
DATABASE = "copydesk.db"


class HomeError(Exception):
    """`copydesk.toml` can't be used; the message says what is wrong, and what to write."""


def find_home(explicit: Path | None, environ: Mapping[str, str], cwd: Path) -> Path:
    """The folder that holds the database, `sites.toml`, recipes and samples.

    The explicit one; else COPYDESK_HOME; else the nearest folder, from `cwd` up, with a
    `copydesk.toml`; else `cwd`. Relative paths start at `cwd`.
    """
    if explicit is not None:
        return cwd / explicit.expanduser()
    if named := environ.get("COPYDESK_HOME"):
        return cwd / Path(named).expanduser()
    return next((folder for folder in (cwd, *cwd.parents) if (folder / MARKER).is_file()), cwd)


def database_url(explicit: str | None, environ: Mapping[str, str], home: Path) -> str:
    """The URL of the database: the explicit one, else DATABASE_URL, else a file in `home`.

    >>> database_url(None, {}, Path("/home/me/news"))
    'sqlite:////home/me/news/copydesk.db'
    """
    if named := explicit or environ.get("DATABASE_URL"):
        return named
    path = str(home / DATABASE).replace("%", "%25").replace("?", "%3F")
    return f"sqlite:///{path}"


def site_configs(explicit: str | None, environ: Mapping[str, str], home: Path) -> Path | None:
    """The folder of site configurations in the FiveFilters format, if the user names one.

    The explicit one; else COPYDESK_SITE_CONFIGS; else `site_configs` in `copydesk.toml`, relative
    to `home`. Raises HomeError for a folder that is not there, or has none.
    """
    from cleaners.site_configs import is_config  # few commands ask for it

    named = (explicit or environ.get("COPYDESK_SITE_CONFIGS", "")).strip()
    where = "COPYDESK_SITE_CONFIGS"
    if not named:
        named, where = _of_marker(home), str(home / MARKER)
    if not named:
        return None
    folder = home / Path(named).expanduser()
    if not folder.is_dir():
        raise HomeError(f"{where} names {folder}, and there is no such folder.")
    if not any(map(is_config, folder.iterdir())):
        raise HomeError(
            f"{where} names {folder}, and no file in it is a site configuration: HOST.txt, or"
            " .HOST.txt for all hosts below it."
        )
    return folder


def _of_marker(home: Path) -> str:
    """What `copydesk.toml` names as the folder of site configurations; empty for nothing."""
    file = home / MARKER
    try:
        value = tomllib.loads(file.read_text("utf-8")).get("site_configs", "")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise HomeError(f"{file} cannot be read: {error}.") from error
    if not isinstance(value, str):
        raise HomeError(f'{file}: site_configs is {value!r}; write a folder: site_configs = "..."')
    return value.strip()
