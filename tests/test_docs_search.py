"""The Python example in docs/search.md runs as it stands."""

import re
from pathlib import Path

import pytest

from tests.corpus.conftest import home, shelf  # noqa: F401 - fixtures

DOCS = Path(__file__).parent.parent / "docs"


def test_the_python_example_runs_on_a_store(
    home: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (example,) = re.findall(
        r"```python\n(.*?)```", (DOCS / "search.md").read_text("utf-8"), re.DOTALL
    )
    monkeypatch.chdir(home)

    names: dict[str, object] = {}
    exec(compile(example, "search.md", "exec"), names)  # the page's own text

    said = capsys.readouterr().out
    assert "2 https://harbourpost.example/pier [2, 1]" in said
    assert "The [pier is open]" in said
    assert "Ferry stops for repairs ('Ada Lind', 'Bo Marsh') 16" in said
    assert "[(datetime.date(2025, 11, 3), 1), (datetime.date(2025, 11, 10), 1)]" in said
    assert "harbourpost.example    2" in said
    assert names["table"].num_rows == 2  # type: ignore[attr-defined]
