"""Runs that fail as a whole, and what they tell cron: exit codes, stores that are left (S13)."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from quality.faults.crawls import ROOT, SETTINGS
from quality.faults.papers import Papers, serve
from quality.faults.row import Result, Row
from storage import open_store

CORPUS = [sys.executable, "-c", "from corpus.cli import main; main(prog_name='corpus')", "crawl"]

CONTACT = "desk@example.org"


@contextmanager
def new_home() -> Iterator[Path]:
    """A home with an empty store."""
    with TemporaryDirectory(prefix="copydesk-fault-") as folder:
        open_store(f"sqlite:///{Path(folder) / 'copydesk.db'}").close()
        yield Path(folder)


def run(papers: Papers, home: Path, *arguments: str, contact: str = CONTACT) -> tuple[int, str]:
    """`corpus crawl` in a bare environment and another folder: its exit code, and what it said."""
    settings = [part for name, value in SETTINGS.items() for part in ("-s", f"{name}={value}")]
    done = subprocess.run(
        [*CORPUS, "--home", str(home), *settings, *arguments],
        cwd="/",
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "http_proxy": papers.proxy,
            "COPYDESK_CONTACT": contact,
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def sites(good: int, bad: int) -> list[str]:
    """The starts of papers that are there, and of such as are not."""
    missing = [f"http://paper{n}.example/moved.xml" for n in range(50, 50 + bad)]
    return [f"http://paper{n}.example/feed.xml" for n in range(good)] + missing


def outcome(good: int, bad: int, wanted: int) -> Result:
    """A run of so many papers that are there and that are not."""
    with serve(max(good, 1), 10) as papers, new_home() as home:
        code, said = run(papers, home, *sites(good, bad))
        again, _ = run(papers, home, *sites(good, bad))
    named = said.count("moved.xml: http-404")
    figure = f"exit {code}, then {again}; {named} of {bad} named"
    return Result(figure, (code, again, named) == (wanted, wanted, bad))


def no_store() -> Result:
    """A run in a folder without a store."""
    with serve(1, 1) as papers, TemporaryDirectory() as folder:
        code, said = run(papers, Path(folder), *sites(1, 0))
        made = list(Path(folder).iterdir())
    named = f"{folder}/copydesk.db" in said
    figure = f"exit {code}, path {'named' if named else 'NOT named'}, {len(made)} files made"
    return Result(figure, code == 5 and named and not made)


def no_contact() -> Result:
    """A run that names nobody whom a site could ask."""
    with serve(1, 1) as papers, new_home() as home:
        code, said = run(papers, home, *sites(1, 0), contact="")
    told = "COPYDESK_CONTACT" in said
    figure = f"exit {code}, {papers.asked.total()} requests"
    return Result(figure, code == 64 and told and not papers.asked.total())


def newer_store() -> Result:
    """A store that a newer release made (S15)."""
    with serve(1, 1) as papers, new_home() as home:
        file = home / "copydesk.db"
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("UPDATE copydesk_revision SET version_num = '9999'")
        before = file.read_bytes()
        code, said = run(papers, home, *sites(1, 0))
        same = file.read_bytes() == before
    told = "newer Copydesk" in said
    figure = f"exit {code}, store {'as it was' if same else 'CHANGED'}"
    return Result(figure, code == 5 and told and same)


ROWS = (
    Row("S13 all", "every site fails", lambda: outcome(0, 3, 3)),
    Row("S13 some", "one of three sites fails", lambda: outcome(2, 1, 2)),
    Row("S13 none", "no site fails", lambda: outcome(2, 0, 0)),
    Row("S13 store", "there is no store", no_store),
    Row("S13 contact", "no contact is named", no_contact),
    Row("S15", "the store is a newer release's", newer_store),
)
