"""The examples in the docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import crawler

MODULES = [
    module.name
    for module in pkgutil.walk_packages(crawler.__path__, "crawler.")
    if module.name != "crawler.warm"
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
