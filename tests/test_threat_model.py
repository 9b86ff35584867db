"""The limits in docs/threat-model.md are those of the program."""

import re
from pathlib import Path
from pkgutil import resolve_name

import pytest

from crawler import settings

PAGE = (Path(__file__).parent.parent / "docs" / "threat-model.md").read_text("utf-8")
LIMITS = re.findall(r"^\| .+ \| ([\d,]+) \| `([\w.:]+)` \|$", PAGE, re.MULTILINE)


def test_the_table_of_limits_is_read() -> None:
    assert len(LIMITS) == PAGE.split("## Limits")[1].split("\n## ")[0].count("\n| ") - 1


@pytest.mark.parametrize(("value", "name"), LIMITS)
def test_a_limit_is_as_it_stands_in_the_page(value: str, name: str) -> None:
    found = resolve_name(name) if ":" in name else getattr(settings, name)
    assert found == int(value.replace(",", ""))
