"""The house is in order: what is imported is declared, what is installed is little."""

import ast
import re
import sys
import tomllib
from collections import deque
from importlib import metadata
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = ("cleaners", "crawler", "storage", "corpus")
BASE = ("scrapy", "trafilatura")
MAX_BEYOND = 15
NAMES = {
    "backports": "backports.zstd",
    "bs4": "beautifulsoup4",
    "OpenSSL": "pyopenssl",
    "dateutil": "python-dateutil",
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def imported(package: str) -> set[str]:
    """The top-level names of all that the package's modules import, wherever in them."""
    found: set[str] = set()
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", row)[0].lower().replace("_", "-") for row in requirements}


def closure(roots: tuple[str, ...] | set[str]) -> set[str]:
    """The packages that these need, themselves included, as installed here, without extras."""
    found: set[str] = set()
    waiting = deque(roots)
    while waiting:
        name = waiting.popleft().lower().replace("_", "-")
        if name in found:
            continue
        try:
            rows = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        found.add(name)
        waiting.extend(names([row for row in rows if "extra ==" not in row]))
    return found


@pytest.mark.parametrize("package", SHIPPED)
def test_every_package_that_is_imported_is_declared(package: str) -> None:
    extras = PROJECT["project"].get("optional-dependencies", {})
    declared = names([*PROJECT["project"]["dependencies"], *chain(*extras.values())])
    foreign = imported(package) - sys.stdlib_module_names - set(SHIPPED) - {"compression"}
    assert {NAMES.get(name, name).replace("_", "-") for name in foreign} <= declared


def test_the_core_brings_few_packages_beyond_scrapy_and_trafilatura() -> None:
    core = closure(names(PROJECT["project"]["dependencies"]))
    beyond = core - closure({*BASE, "lxml-html-clean"})
    assert len(beyond) <= MAX_BEYOND, sorted(beyond)


def test_files_and_functions_are_small() -> None:
    long: list[str] = []
    for package in (*SHIPPED, "quality"):
        for path in (ROOT / package).rglob("*.py"):
            text = path.read_text("utf-8")
            if text.count("\n") > 300:
                long.append(f"{path.name}: {text.count(chr(10))} lines")
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    length = (node.end_lineno or 0) - node.lineno + 1
                    if length > 40:
                        long.append(f"{path.name}:{node.name}: {length} lines")
    assert not long
