"""`corpus site-configs`, and configurations where articles are cleaned."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleaners.recipe import Folders
from corpus.cli import main
from corpus.place import Place
from storage import open_store
from tests.corpus.conftest import Ask


def configs(home: Path, **files: str) -> None:
    (home / "copydesk.toml").write_text('site_configs = "configs"\n', "utf-8")
    (home / "configs").mkdir(exist_ok=True)
    for name, text in files.items():
        (home / "configs" / name).write_text(text, "utf-8")


def test_each_line_that_nobody_understands_is_named(home: Path, ask: Ask) -> None:
    good, bad = "body: //article\ntidy: no\n", "# head\nboddy: //p\nstrip: //*[\n"
    configs(home, **{"good.example.txt": good, ".bad.example.txt": bad, "LICENSE.txt": "CC0"})
    result = ask("site-configs")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        ".bad.example.txt, line 2: 'boddy' is no directive; did you mean body?",
        ".bad.example.txt, line 3: strip is no XPath 1.0 expression: Invalid expression",
    ]
    assert result.stderr.startswith("2 files in ")
    assert "followed: 1 directives, not understood: 2 lines." in result.stderr
    one = ask("site-configs", "good.example", "--all")
    assert one.exit_code == 0
    assert one.stdout.startswith("good.example.txt, line 2: tidy is not followed: ")
    (home / "configs" / "bad.example.txt").write_text(bad, "utf-8")
    (data,) = json.loads(ask("site-configs", "www.bad.example", "--json").stdout)
    assert [remark["line"] for remark in data["remarks"]] == [2, 3]


def test_without_a_folder_the_line_to_write_is_named(home: Path, ask: Ask) -> None:
    result = ask("site-configs")
    assert result.exit_code == 1
    assert 'site_configs = "ftr-site-config"' in result.stderr
    configs(home, **{"example.com.txt": "body: //article\n"})
    assert "is about nobody.example" in ask("site-configs", "nobody.example").stderr


def test_a_configuration_reaches_what_is_cleaned_again(home: Path, ask: Ask) -> None:
    configs(home, **{".harbourpost.example.txt": "body: //article\nstrip: //p[1]"})
    assert Place(home, None).folders() == Folders(home / "recipes", home / "configs")
    recipe = Place(home, None).recipe_of("sport.harbourpost.example")
    assert recipe.config is not None
    assert Place(home, None).recipe_of("harbourpost.example").config is None


@pytest.mark.parametrize("command", [["site-configs"], ["reclean"], ["reclean", "--stale"]])
def test_a_folder_that_the_environment_names_and_is_not_there_ends_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    open_store(f"sqlite:///{tmp_path}/copydesk.db").close()
    (tmp_path / "empty").mkdir()
    for folder, said in (("gone", "there is no such folder."), ("empty", "no file in it is")):
        monkeypatch.setenv("COPYDESK_SITE_CONFIGS", folder)
        result = CliRunner().invoke(main, [*command, "--home", str(tmp_path)])
        assert (result.exit_code, result.stdout) == (1, "")
        assert f"COPYDESK_SITE_CONFIGS names {tmp_path}/{folder}, and {said}" in result.stderr


def test_a_folder_that_is_gone_ends_the_command_with_its_name(home: Path, ask: Ask) -> None:
    (home / "copydesk.toml").write_text('site_configs = "gone"\n', "utf-8")
    result = ask("site-configs")
    assert result.exit_code == 1
    assert f"names {home}/gone, and there is no such folder." in result.stderr
    assert "Traceback" not in result.output
