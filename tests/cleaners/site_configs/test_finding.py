"""Which file is about a site, and that no file and no name can do harm."""

import os
from pathlib import Path

import pytest

from cleaners.recipe import Folders, rules_for
from cleaners.site_configs import config_for, read_config


def given(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("site", "file"),
    [
        ("example.com", "example.com.txt"),
        ("news.example.com", "news.example.com.txt"),
        ("sport.example.com", ".example.com.txt"),
        ("live.sport.example.com", ".example.com.txt"),
        ("example.com:8080", "example.com.txt"),
        ("other.org", "www.other.org.txt"),
        ("example.org", None),
        ("com", None),
        ("../example.com", None),
        ("", None),
    ],
)
def test_the_nearest_file_is_taken(tmp_path: Path, site: str, file: str | None) -> None:
    names = ["example.com.txt", ".example.com.txt", "news.example.com.txt", "www.other.org.txt"]
    names += [".com.txt", "global.txt"]
    given(tmp_path, **dict.fromkeys(names, "body: //article"))
    found = config_for(site, tmp_path)
    assert (found[0].file if found else None) == file


def test_a_wildcard_is_not_for_the_domain_itself(tmp_path: Path) -> None:
    given(tmp_path, **{".example.com.txt": "body: //article"})
    assert config_for("example.com", tmp_path) is None


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    given(tmp_path, **{"example.com.txt": "body: //article"})
    assert config_for("example.com", tmp_path)
    given(tmp_path, **{"example.com.txt": "body: //main\nbody: //article"})
    found = config_for("example.com", tmp_path)
    assert found is not None
    assert len(found[0].directives) == 2


def test_a_pipe_in_the_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.example.txt")
    assert [one.sentence for one in read_config(tmp_path / "pipe.example.txt")[1]] == [
        "is no file, and is not read"
    ]


def test_a_file_that_is_none_says_nothing_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "large.example.txt").write_bytes(b"body: //p\n" * 10_000)
    (tmp_path / "bytes.example.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "folder.example.txt").mkdir()
    large = config_for("large.example", tmp_path)
    assert large is not None
    assert large[0].directives == ()
    assert "larger than 65,536 bytes" in large[1][0].sentence
    bytes_ = config_for("bytes.example", tmp_path)
    assert bytes_ is not None
    assert bytes_[0].directives == ()
    assert config_for("folder.example", tmp_path) is None
    assert config_for("a.example", tmp_path / "no folder") is None


def test_a_recipe_comes_first_and_may_forbid_the_configuration(tmp_path: Path) -> None:
    recipes, configs = tmp_path / "recipes", tmp_path / "configs"
    given(configs, **{"a.example.txt": "body: //article"})
    folders = Folders(recipes, configs)
    assert rules_for("a.example", folders).config is not None
    assert rules_for("b.example", folders).config is None
    given(recipes, **{"a.example.toml": 'site = "a.example"\nbrowser = true\n'})
    rules = rules_for("a.example", folders)
    assert rules.browser
    assert rules.config is not None
    strip = '[[strip]]\nname = "x"\nwhy = "y"\n'
    given(recipes, **{"a.example.toml": f'site = "a.example"\n{strip}'})
    rules = rules_for("a.example", folders)
    assert len(rules.strips) == 1
    assert rules.config is not None
    given(recipes, **{"a.example.toml": f'site = "a.example"\nsite_config = false\n{strip}'})
    assert rules_for("a.example", folders).config is None
