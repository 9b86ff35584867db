"""Where the store is."""

from pathlib import Path

import pytest

from storage import HomeError, database_url, find_home, open_store, site_configs


def test_the_explicit_home_comes_first(tmp_path: Path) -> None:
    (tmp_path / "copydesk.toml").touch()

    assert find_home(Path("/x"), {"COPYDESK_HOME": "/y"}, tmp_path) == Path("/x")


def test_the_environment_comes_second(tmp_path: Path) -> None:
    (tmp_path / "copydesk.toml").touch()

    assert find_home(None, {"COPYDESK_HOME": "/y"}, tmp_path) == Path("/y")


def test_an_empty_variable_says_nothing(tmp_path: Path) -> None:
    assert find_home(None, {"COPYDESK_HOME": ""}, tmp_path) == tmp_path
    assert database_url(None, {"DATABASE_URL": ""}, tmp_path).startswith("sqlite:///")


def test_the_nearest_parent_with_a_settings_file_comes_third(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find_home(None, {}, inner) == inner

    (tmp_path / "copydesk.toml").touch()
    assert find_home(None, {}, inner) == tmp_path

    (tmp_path / "a" / "copydesk.toml").mkdir()  # a folder is no settings file
    assert find_home(None, {}, inner) == tmp_path


def test_relative_homes_start_where_the_command_runs(tmp_path: Path) -> None:
    assert find_home(Path("news"), {}, tmp_path) == tmp_path / "news"
    assert find_home(None, {"COPYDESK_HOME": "news"}, tmp_path) == tmp_path / "news"


def test_the_database_is_the_explicit_one_then_the_environments_then_a_file_at_home() -> None:
    home, environ = Path("/home/me"), {"DATABASE_URL": "postgres://host/news"}

    assert database_url("sqlite://", environ, home) == "sqlite://"
    assert database_url(None, environ, home) == "postgres://host/news"
    assert database_url(None, {}, home) == "sqlite:////home/me/copydesk.db"


def test_a_home_with_strange_letters_is_found_again(tmp_path: Path) -> None:
    home = tmp_path / "é %20 #news&?a=b 新"
    home.mkdir()

    open_store(database_url(None, {}, home)).close()

    assert (home / "copydesk.db").is_file()


def test_site_configurations_lie_where_the_user_says(tmp_path: Path) -> None:
    for name in ("mine", "ours"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "example.com.txt").write_text("body: //article\n", "utf-8")
    assert site_configs(None, {}, tmp_path) is None
    (tmp_path / "copydesk.toml").write_text('site_configs = "mine"\n', "utf-8")
    assert site_configs(None, {}, tmp_path) == tmp_path / "mine"
    environ = {"COPYDESK_SITE_CONFIGS": str(tmp_path / "ours")}
    assert site_configs(None, environ, tmp_path) == tmp_path / "ours"
    assert site_configs("mine", environ, tmp_path) == tmp_path / "mine"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('site_configs = "nowhere"', "nowhere, and there is no such folder."),
        ('site_configs = "."', r"and no file in it is a site configuration: HOST\.txt, or"),
        ("site_configs = 7", "site_configs is 7; write a folder"),
        ("site_configs = ", "cannot be read"),
    ],
)
def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "copydesk.toml").write_text(text, "utf-8")
    with pytest.raises(HomeError, match=said):
        site_configs(None, {}, tmp_path)
