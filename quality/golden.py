"""The golden pages: a folder a case, `page.html` and what a careful editor would keep of it.

    python -m quality.golden diff [CASE ...]     what clean gives against what is expected
    python -m quality.golden write CASE ...      write expected.toml from what clean gives
    python -m quality.golden raise               lift the floors of the golden pages

`expected.toml` holds url, kind, title, authors, date and text, a string a block, or
{ optional = "..." } for one that may stay or go; a page that is no article has url and kind.
`write` makes the first draft for a new page, or takes over a change that is right; a person reads
the diff, since the text must be what the page deserves and not what is left of it today.
"""

import argparse
import difflib
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cleaners import clean, page_from_bytes
from quality.benchmark import BenchmarkError
from quality.contenders import Answer, answer_of
from quality.floors import FLOORS, GOLDEN, read_floors, settle, table
from quality.scores import ARTICLES, Figures, Row, figures

FOLDER = Path(__file__).parent.parent / "tests" / "golden"
EXPECTED = "expected.toml"
URL = "https://www.herald.example/a-page"


@dataclass(frozen=True, slots=True)
class Case:
    """A golden page: its name, its bytes, and what is expected of it."""

    name: str
    body: bytes
    expected: Mapping[str, Any]

    @property
    def is_article(self) -> bool:
        """Whether the page has a text that is compared."""
        return self.expected["kind"] in ARTICLES

    def gold(self) -> Row:
        """The case as the row of a gold, for the figures."""
        if not self.is_article:
            return {"id": self.name, "page_type": self.expected["kind"]}
        blocks = [
            {"text": part}
            if isinstance(part, str)
            else {"text": part["optional"], "optional": True}
            for part in self.expected["text"]
        ]
        text = "\n".join(block["text"] for block in blocks)
        return {"id": self.name, **self.expected, "blocks": blocks, "text": text}

    def answer(self) -> Answer:
        """What `clean` makes of the page."""
        return answer_of(clean(page_from_bytes(self.body, self.expected["url"])))


def read_cases(folder: Path = FOLDER, names: Sequence[str] = ()) -> tuple[Case, ...]:
    """The cases of a folder by name; all, or those named. Raises `BenchmarkError`."""
    found = {path.parent.name: path.parent for path in sorted(folder.glob("*/page.html"))}
    if not found:
        raise BenchmarkError(f"{folder} has no case: CASE/page.html was expected")
    if unknown := sorted(set(names) - set(found)):
        raise BenchmarkError(f"no case {', '.join(unknown)}; there are {', '.join(found)}")
    return tuple(_case(found[name]) for name in names or found)


def _case(folder: Path) -> Case:
    path = folder / EXPECTED
    body = (folder / "page.html").read_bytes()
    if not path.exists():
        return Case(folder.name, body, {"url": URL, "kind": "article", "text": []})
    try:
        expected = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BenchmarkError(f"{path}: {error}") from None
    needed = {"url", "kind"} | ({"text", "title"} if expected.get("kind") in ARTICLES else set())
    if lacking := sorted(needed - expected.keys()):
        raise BenchmarkError(f"{path} does not say {', '.join(lacking)}")
    return Case(folder.name, body, expected)


def golden_figures(cases: Sequence[Case]) -> Figures:
    """The figures over the golden pages, as those of a benchmark set."""
    answers = {case.name: asdict(case.answer()) for case in cases}
    return figures([case.gold() for case in cases], answers)


def expectation(case: Case) -> str:
    """What `clean` gives for a case, in the form of its expected.toml.

    JSON's strings are TOML's: https://toml.io/en/v1.0.0#string
    """
    answer = case.answer()
    lines = [f"url = {_quoted(case.expected['url'])}", f"kind = {_quoted(answer.kind)}"]
    if answer.kind in ARTICLES:
        lines += [f"title = {_quoted(answer.title or '')}"]
        lines += [f"authors = [{', '.join(map(_quoted, answer.authors))}]"]
        lines += [f"date = {_quoted(answer.date[:10])}"] if answer.date else []
        lines += ["text = [", *(f"  {_quoted(line)}," for line in answer.text.split("\n")), "]"]
    return "\n".join(lines) + "\n"


def _quoted(text: object) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def differences(case: Case) -> Iterator[str]:
    """The lines by which what `clean` gives differs from what is expected."""
    before, after = _comparable(case.expected), _comparable(tomllib.loads(expectation(case)))
    if not case.is_article:
        before, after = before[:1], after[:1]
    yield from difflib.unified_diff(before, after, f"{case.name} expected", "given", "", "", 0, "")


def _comparable(expected: Mapping[str, Any]) -> list[str]:
    fields = [
        f"{key}: {expected[key]}" for key in ("kind", "title", "authors", "date") if key in expected
    ]
    text = [part for part in expected.get("text", ()) if isinstance(part, str)]
    return [*fields, *text]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    options = _parser().parse_args(arguments)
    if (options.what == "write") != bool(options.cases) and options.what != "diff":
        print("write needs the names of cases, and raise takes all of them", file=sys.stderr)
        return 64
    try:
        cases = read_cases(options.folder, options.cases)
        floors = read_floors(options.floors)
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    if options.what == "write":
        for case in cases:
            path = options.folder / case.name / EXPECTED
            path.write_text(expectation(case), encoding="utf-8")
            print(f"written: {path}; read its diff")
        return 0
    reached = {GOLDEN: golden_figures(cases)}
    if options.what == "diff":
        print("\n".join(line for case in cases for line in differences(case)))
        print(table(reached, floors if not options.cases else {}))
        return 0
    print(table(reached, floors))
    return settle("raise", floors, reached, options.floors)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m quality.golden",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", choices=("diff", "write", "raise"), help="what to do")
    parser.add_argument("cases", nargs="*", metavar="CASE", help="only these cases")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the cases lie")
    parser.add_argument("--floors", type=Path, default=FLOORS, metavar="FILE", help="the floors")
    return parser


if __name__ == "__main__":
    sys.exit(main())
