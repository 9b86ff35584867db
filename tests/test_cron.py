"""docs/cron.md: its line runs as cron runs it, and its tables say what the program does."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

from click.testing import CliRunner

from corpus.cli import main
from crawler import SiteTask
from crawler.checks import STORE_EXIT, USAGE_EXIT
from crawler.report import BUG_EXIT, DEGRADED_EXIT, HELD_EXIT, USELESS_EXIT
from crawler.sites_file import KEYS, TOP
from storage import open_store
from tests.crawler.crawls import QUICK
from tests.crawler.server import Answer, front, serve

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "cron.md").read_text("utf-8")
PLACE = "/srv/copydesk"


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


def install(folder: Path, allow: str) -> None:
    """What `pip install` puts into the virtual environment: a script that knows its Python."""
    settings = " ".join(f"-s {name}={value}" for name, value in QUICK.items())
    script = folder / "venv" / "bin" / "corpus"
    script.parent.mkdir(parents=True)
    code = shlex.quote("from corpus.cli import main; main()")
    script.write_text(
        f"#!/bin/sh\nexport PYTHONPATH={ROOT} COPYDESK_ALLOW_PRIVATE_HOSTS={allow}\n"
        f'exec {sys.executable} -c {code} "$@" {settings}\n',
        "utf-8",
    )
    script.chmod(0o755)


def as_cron(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run the documented line with cron's own small environment, in another folder."""
    (crontab,) = blocks("cron")
    *settings, line = crontab.strip().splitlines()
    command = line.split(None, 5)[5].replace(PLACE, str(folder))
    environ = {name: value for name, _, value in (line.partition("=") for line in settings)}
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd="/",
        env={"HOME": "/", "LOGNAME": "me", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin", **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_documented_line_is_right_at_the_first_try(tmp_path: Path) -> None:
    with serve() as site:
        install(tmp_path, site.host)
        missing = as_cron(tmp_path)
        assert missing.returncode == STORE_EXIT
        assert f"There is no database at {tmp_path}/copydesk.db" in missing.stderr

        assert CliRunner().invoke(main, ["init", "--home", str(tmp_path)]).exit_code == 0
        (toml, *_) = blocks("toml")
        text = toml.replace("https://www.example.com", site.base)
        (tmp_path / "sites.toml").write_text(text, "utf-8")
        site.paths["/"] = Answer(front([("/2025/11/01/storm-hits-the-coast", "Storm")]))
        site.page("/2025/11/01/storm-hits-the-coast", "Storm hits the coast")
        done = as_cron(tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    with open_store(f"sqlite:///{tmp_path / 'copydesk.db'}", create=False) as store:
        assert [one.articles for one in store.stats().sites] == [1]


def test_the_table_of_exit_codes_is_complete() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)}
    codes = (BUG_EXIT, DEGRADED_EXIT, USELESS_EXIT, HELD_EXIT, STORE_EXIT, USAGE_EXIT)
    assert told == {0, *codes}


def test_every_key_of_the_sites_file_is_explained_and_none_else() -> None:
    part = PAGE.partition("## sites.toml")[2].partition("##")[0]
    told = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (.*?) \|", part, re.MULTILINE))))
    assert told == {*KEYS, *TOP}
    for block in blocks("toml"):
        assert tomllib.loads(block)
    assert set(KEYS) - {"enabled", "max_pages"} <= set(SiteTask.__dataclass_fields__)
