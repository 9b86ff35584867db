"""Each command in the README is run, in its order, as a reader would."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.site.pages import pages
from tests.site.server import NewsSite

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
STORY = "http://harbourpost.example/2025/10/14/council-keeps-night-ferry/"
SKIPPED = ("source .venv/bin/activate", "python -m tests.site.server")


def commands() -> list[str]:
    """The lines of the blocks marked `sh`."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each command printed; the folder is a copy-free stand-in for a user's."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "page.html").write_bytes(pages()[STORY].body)
    (folder / "dump.txt").write_text("A title of six words here\n\nA first sentence.\n", "utf-8")
    printed: dict[str, str] = {}
    with NewsSite() as site:
        environ = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "SCRAPY_SETTINGS_MODULE": "crawler.settings",
            "COPYDESK_HOME": str(folder),
            "COPYDESK_CONTACT": "desk@copydesk.example",
            "http_proxy": site.proxy_url,
        }
        environ.pop("DATABASE_URL", None)
        for command in commands():
            if command.startswith((*SKIPPED, "export ")):
                continue
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=folder,
                env=environ,
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
            printed[command] = done.stdout
    for statement in re.findall(r"^SELECT.*?;", README, re.DOTALL | re.MULTILINE):
        with closing(sqlite3.connect(folder / "copydesk.db")) as database:
            printed[statement] = repr(database.execute(statement).fetchall())
    return printed


def test_every_command_of_the_readme_runs(outputs: dict[str, str]) -> None:
    assert len(outputs) >= 12


def test_a_crawl_ends_with_its_counts(outputs: dict[str, str]) -> None:
    crawl = next(text for command, text in outputs.items() if "harbourpost.example/ -s" in command)
    counts = dict(pair.split("=") for pair in crawl.strip().splitlines()[-1].split())
    assert int(counts["stored"]) >= 20
    left = sum(int(counts[key]) for key in ("stored", "unchanged", "refused", "failed"))
    assert int(counts["found"]) == left


def test_the_search_finds_the_story_and_explain_gives_reasons(outputs: dict[str, str]) -> None:
    search = next(text for command, text in outputs.items() if command.startswith("corpus search"))
    assert STORY in search
    explain = next(text for command, text in outputs.items() if "explain" in command)
    assert "why: is the title of another article of this site" in explain


def test_a_correction_is_previewed_and_applied_as_the_readme_says(outputs: dict[str, str]) -> None:
    printed = {command.split(" http")[0]: text for command, text in outputs.items()}
    rule = README.split("before it is written:\n\n```\n")[1].split("```")[0]
    assert rule in printed["corpus cut"]
    table = README.split("line by line:\n\n```\n")[1].split("```")[0]
    assert table in printed["corpus reclean --site harbourpost.example --dry-run"]
    assert "changed=4 failed=0" in printed["corpus reclean --site harbourpost.example"]
    assert "it names the source" in printed["corpus corrections"]


def test_a_site_is_added_and_its_samples_stay_the_same(outputs: dict[str, str]) -> None:
    added = next(text for command, text in outputs.items() if command.startswith("corpus add"))
    shown = README.split("help: [docs/sites.md](docs/sites.md).\n\n```\n")[1].split("```")[0]
    assert shown in added
    assert outputs["corpus test-sites"] == ""


def test_the_tables_answer_sql(outputs: dict[str, str]) -> None:
    answers = [text for command, text in outputs.items() if command.startswith("SELECT")]
    assert len(answers) == 2
    assert "inline-headline" in answers[0]
    assert "http" in answers[1]
