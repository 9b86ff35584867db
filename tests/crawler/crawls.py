"""Crawls as `scrapy crawl news` runs them, each in a process of its own, and what came of it."""

import atexit
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from storage import Store, UrlStatus, open_store
from tests.crawler.starter import ROOT, starter

QUICK = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "RETRY_TIMES": "0",
    "CLEANING_WORKERS": "2",
}


@dataclass(frozen=True, slots=True)
class Crawl:
    """A crawl that has ended."""

    code: int
    out: str
    err: str
    counts: dict[str, int]

    @property
    def adds_up(self) -> bool:
        ended = ("stored", "unchanged", "refused", "failed")
        return self.counts["found"] == sum(self.counts[name] for name in ended)


def crawl(
    url: str,
    home: Path,
    *,
    allow: str = "",
    settings: Mapping[str, str] | None = None,
    environ: Mapping[str, str] | None = None,
    script: str = "from scrapy.cmdline import execute; execute()",
    seconds: float = 120,
    has_store: bool = True,
    **asked: str,
) -> Crawl:
    """Run one crawl with its store in `home`; `allow` names the private hosts it may reach.

    Where it has none, it gets an empty one before, unless `has_store` is False. `asked` are
    further options of the spider (`-a since=7d`).
    """
    chosen = {**QUICK, **(settings or {})}
    options = [part for name, value in chosen.items() for part in ("-s", f"{name}={value}")]
    options += [part for name, value in asked.items() for part in ("-a", f"{name}={value}")]
    arguments = ["crawl", "news", "-a", f"url={url}", *options]
    env = variables(home, allow, environ)
    if has_store:
        make_store(home)
    done = starter().run(script, arguments, ROOT, env, seconds=seconds)
    last = done.stdout.splitlines()[-1] if done.stdout else ""
    counts = {name: int(number) for name, _, number in (p.partition("=") for p in last.split())}
    return Crawl(done.returncode, done.stdout, done.stderr, counts)


@cache
def _empty_store() -> Path:
    """A store with our tables and nothing in them, made once a process."""
    folder = TemporaryDirectory(prefix="copydesk-empty-")
    atexit.register(folder.cleanup)
    file = Path(folder.name) / "copydesk.db"
    open_store(f"sqlite:///{file}").close()
    return file


def make_store(home: Path) -> None:
    """Give a home an empty store if it has none: to make its tables takes a crawl 0.3 s."""
    if home.is_dir() and not (home / "copydesk.db").exists():
        shutil.copy(_empty_store(), home / "copydesk.db")


def variables(
    home: Path, allow: str = "", environ: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The environment of a crawl with its store in `home`."""
    kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    return {
        **kept,
        "COPYDESK_HOME": str(home),
        "COPYDESK_ALLOW_PRIVATE_HOSTS": allow,
        "COPYDESK_CONTACT": "desk@example.org",
        **(environ or {}),
    }


RUN_SITES = """
import json, sys
from pathlib import Path
from crawler import SiteTask, run
settings, report, *urls = sys.argv[1:]
done = run([SiteTask(url) for url in urls], json.loads(settings))
Path(report).write_text(done.to_json())
sys.exit(done.exit_code)
"""


def crawl_sites(
    urls: Sequence[str], home: Path, allow: str, settings: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Crawl several sites by `crawler.run` in a process of its own; returns the report."""
    chosen = json.dumps({**QUICK, **(settings or {})})
    make_store(home)
    report = home / "report.json"
    arguments = [chosen, str(report), *urls]
    done = starter().run(RUN_SITES, arguments, ROOT, variables(home, allow))
    assert "Traceback" not in done.stderr, done.stderr
    facts: dict[str, Any] = json.loads(report.read_text("utf-8"))
    assert done.returncode == facts["exit_code"]
    return facts


def store(home: Path) -> Store:
    """The store that a crawl with this home wrote."""
    return open_store(f"sqlite:///{home / 'copydesk.db'}", create=False)


def status(home: Path, url: str) -> UrlStatus:
    """What the ledger says of a URL that it must know."""
    with store(home) as opened:
        found = opened.url_status(url)
    assert found is not None, f"{url} is not in the ledger"
    return found
