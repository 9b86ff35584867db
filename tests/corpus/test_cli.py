"""The command as a whole: its help, its home, pipes, and clear failure."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.cli import COMMANDS, main
from storage import open_store
from tests.corpus.conftest import FERRY, Ask, page_at

CORPUS = [sys.executable, "-c", "from corpus.cli import main; main(prog_name='corpus')"]
READING = [["search", "x"], ["show", "1"], ["explain", "1"], ["stats"], ["export", "--format=csv"]]
HEAVY = ("sqlalchemy", "lxml", "rich", "numpy", "scrapy", "trafilatura", "pebble")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert f"  corpus {name}" in result.stdout


def test_help_names_every_command_and_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom corpus.cli import main\nmain(['--help'], standalone_mode=False)\n"
        f"print('loaded', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert all(f"\n  {name} " in done.stdout for name in COMMANDS)
    assert done.stdout.endswith("loaded []\n")


def test_opening_a_store_that_is_up_to_date_loads_no_cleaner_and_no_migration(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path}/copydesk.db"
    open_store(url).close()
    unneeded = ("alembic", "cleaners.cleaning", "cleaners.main_text", "py3langid", "trafilatura")
    code = (
        f"import sys\nfrom storage import open_store\nopen_store({url!r}).close()\n"
        f"print([name for name in {unneeded!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("arguments", READING)
def test_without_a_store_every_question_fails_and_makes_none(
    arguments: list[str], tmp_path: Path
) -> None:
    result = CliRunner().invoke(main, ["--home", str(tmp_path), *arguments])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: There is no database at {tmp_path}/copydesk.db.")
    assert result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", READING)
def test_a_file_that_is_no_database_is_one_sentence(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "copydesk.db").write_bytes(b"this is no database" * 100)
    result = CliRunner().invoke(main, ["--home", str(tmp_path), *arguments])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1


def test_the_database_comes_from_the_option_then_the_environment_then_the_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes = {}
    for name in ("option", "environment", "home"):
        homes[name] = tmp_path / name
        homes[name].mkdir()
        with open_store(f"sqlite:///{homes[name] / 'copydesk.db'}") as store:
            assert FERRY.url is not None
            store.store_article(page_at(FERRY.url), FERRY, name)
            store.start_run(name)
    urls = {name: f"sqlite:///{home / 'copydesk.db'}" for name, home in homes.items()}

    def asked(*arguments: str) -> str:
        return CliRunner().invoke(main, [*arguments, "stats"]).stdout

    monkeypatch.setenv("DATABASE_URL", urls["environment"])
    assert urls["option"] in asked("--home", str(homes["home"]), "--db", urls["option"])
    assert urls["environment"] in asked("--home", str(homes["home"]))
    monkeypatch.delenv("DATABASE_URL")
    assert urls["home"] in asked("--home", str(homes["home"]))
    monkeypatch.setenv("COPYDESK_HOME", str(homes["environment"]))
    assert urls["environment"] in asked()
    monkeypatch.delenv("COPYDESK_HOME")
    (homes["home"] / "copydesk.toml").touch()
    deep = homes["home"] / "deep"
    deep.mkdir()
    monkeypatch.chdir(deep)
    assert urls["home"] in asked()


@pytest.mark.parametrize("arguments", READING[1:])
def test_the_place_may_stand_after_the_command_too(
    arguments: list[str], home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    here, nowhere = f"sqlite:///{home / 'copydesk.db'}", ["--home", str(tmp_path / "nowhere")]
    assert CliRunner().invoke(main, [*arguments, "--home", str(home)]).exit_code == 0
    assert CliRunner().invoke(main, [*arguments, "--db", here]).exit_code == 0
    assert CliRunner().invoke(main, [*nowhere, *arguments, "--home", str(home)]).exit_code == 0
    assert CliRunner().invoke(main, ["--home", str(home), *arguments, *nowhere]).exit_code == 1


def test_a_bad_date_is_one_sentence(ask: Ask) -> None:
    result = ask("search", "x", "--since", "soon")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: 'soon' is no date; write a day like 2025-11-01, or 7d, 3w, yesterday, today.\n"
    )


def test_a_pipe_gets_utf_8_whatever_the_locale_says(home: Path) -> None:
    done = subprocess.run(
        [*CORPUS, "--home", str(home), "show", "4"],
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"},
    )
    assert done.stdout.decode("utf-8").startswith("-海の日\n")
    assert done.stderr == b""


@pytest.mark.parametrize("arguments", [["export", "--format", "jsonl"], ["explain", "5"]])
def test_a_reader_that_goes_away_is_no_error(home: Path, arguments: list[str]) -> None:
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        long = FERRY.blocks[0].text * 20_000
        article = FERRY.__class__(
            **{f: getattr(FERRY, f) for f in FERRY.__slots__}
            | {"url": "https://harbourpost.example/long", "title": "Long", "description": long}
        )
        store.store_article(page_at("https://harbourpost.example/long"), article, "link")
    running = subprocess.Popen(
        [*CORPUS, "--home", str(home), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.read(10)
    running.stdout.close()
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait(timeout=30) == 0


def test_a_verdict_that_nobody_reads_to_its_end_is_not_a_good_one(home: Path) -> None:
    assert CliRunner().invoke(main, ["--home", str(home), "snapshot", "all"]).exit_code == 0
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        edited = replace(FERRY, title="The ferry stops")
        store.store_article(page_at("https://harbourpost.example/ferry"), edited, "link")
    verify = [*CORPUS, "--home", str(home), "verify", "all"]
    running = subprocess.Popen(verify, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.close()
    assert running.wait(timeout=30) == 1
    assert running.stderr is not None
    assert b"Traceback" not in running.stderr.read()
    running.stderr.close()


def test_a_full_disk_is_one_sentence(home: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*CORPUS, "--home", str(home), "show", "1"], stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode != 0
    assert done.stderr.decode().splitlines()[0] == "Error: No space left on device."
    assert b"Traceback" not in done.stderr


def test_text_from_the_web_cannot_steer_the_terminal(ask: Ask) -> None:
    result = ask("clean", "-", "--text", input="Red\x1b[31m title\n\nA \x9b2J sentence.\n")
    assert "\x1b" not in result.output
    assert "\x9b" not in result.output
