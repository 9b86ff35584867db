"""Where the store is: pure functions of what was asked, the environment and the folder."""

from collections.abc import Mapping
from pathlib import Path

MARKER = "copydesk.toml"
DATABASE = "copydesk.db"


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
