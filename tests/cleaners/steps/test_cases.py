"""Every step against its cases: what it must cut, with the reason, and near misses that stay.

A case is data in `cases/<step>.toml`. Its `html` (or `text`, for a dump without markup) stands
between paragraphs of an invented article, and only the one step is run, after those that the case
names. Its other keys: `place`, "above" or "below" the paragraphs instead of between them; `alone`,
without the paragraphs; `known`, other articles of the site; `repeated`, how many of the site's
articles hold a text; `teased`, how many show it beside theirs; `strip`, the site's recipe;
`config`, its site configuration; `after`, the steps before. `cut` lists what must go, nothing else
may; each sentence of `why` is in the reason of one cut.
"""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cleaners.blocks import read_blocks
from cleaners.memory import KnownArticle, fingerprint, kept_key, remember
from cleaners.pipeline import Draft, run
from cleaners.plain import read_lines
from cleaners.recipe import Recipe, Strip
from cleaners.site_configs import parse_config
from cleaners.site_configs.applying import read_configured
from cleaners.site_configs.selecting import find
from cleaners.steps import PLAIN_STEPS, STEPS
from cleaners.tree import page_from_bytes, parse

CASES = Path(__file__).parent / "cases"
URL = "http://paper.example/town/bridge-opens"
TITLE = "The bridge at Weir Lane opens after nine years"
ABOVE = (
    "The bridge at Weir Lane opened on Monday morning, nine years after the first stone was laid.",
    "About two hundred people walked across it before the mayor had finished his speech.",
)
BELOW = (
    "Engineers had doubted for years that the clay of the eastern bank would carry the weight.",
    "Buses will use the new route from next week, the transport office said on Tuesday evening.",
)


def _cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"]):
            name = case.get("name", str(number))
            yield pytest.param(path.stem, case, id=f"{path.stem}: {name}")


def _draft(case: dict[str, Any]) -> Draft:
    known = [KnownArticle(row["url"], row["title"]) for row in case.get("known", ())]
    repeated = _everywhere(case.get("repeated", {})) | _teased(case.get("teased", {}))
    memory = remember(known, repeated)
    if "text" in case:
        blocks = read_lines("\n".join((*_above(case), case["text"], *_below(case))))
    else:
        above = "".join(f"<p>{text}</p>" for text in _above(case))
        below = "".join(f"<p>{text}</p>" for text in _below(case))
        body = f"<html><body>{above}{case['html']}{below}</body></html>"
        document = parse(page_from_bytes(body.encode(), URL))
        blocks = read_blocks(document, URL)
        if "config" in case:
            config, _ = parse_config(case["config"], "paper.example.txt")
            blocks, told = read_configured(document, URL, config, find(document, config))
            return Draft(blocks=blocks, page=blocks, title=TITLE, url=URL, configured=told)
    recipe = Recipe("paper.example", tuple(Strip(**row) for row in case.get("strip", ())))
    return Draft(blocks=blocks, page=blocks, title=TITLE, url=URL, memory=memory, recipe=recipe)


def _everywhere(pages: dict[str, int]) -> dict[int, Iterable[int]]:
    """Texts that other articles keep, each with the number of these."""
    return {kept_key(text): range(number) for text, number in pages.items()}


def _teased(pages: dict[str, int]) -> dict[int, Iterable[int]]:
    """Texts that stand on other articles, but not in their text."""
    return {fingerprint(text): range(number) for text, number in pages.items()}


def _above(case: dict[str, Any]) -> tuple[str, ...]:
    return () if case.get("place") == "above" or case.get("alone") else ABOVE


def _below(case: dict[str, Any]) -> tuple[str, ...]:
    return () if case.get("place") == "below" or case.get("alone") else BELOW


@pytest.mark.parametrize(("step", "case"), list(_cases()))
def test_step_cuts_what_it_must_and_keeps_near_misses(step: str, case: dict[str, Any]) -> None:
    steps = PLAIN_STEPS if "text" in case else STEPS
    draft, _ = run(_draft(case), [pair for pair in steps if pair[0] in case.get("after", ())])
    chosen = [(name, look) for name, look in steps if name == step]
    assert chosen, f"no step is called {step!r}"
    _, removals = run(draft, chosen)
    assert [removal.text for removal in removals] == case.get("cut", [])
    for reason in case.get("why", ()):
        assert any(reason in removal.why for removal in removals), [r.why for r in removals]


def test_every_step_has_cases_that_are_cut_and_near_misses() -> None:
    judged = {"main-text"}
    for name in {name for name, _ in (*STEPS, *PLAIN_STEPS)} - judged:
        cases = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
        assert sum(bool(case.get("cut")) for case in cases) >= 3, f"{name}: too few that are cut"
        assert sum(not case.get("cut") for case in cases) >= 3, f"{name}: too few near misses"
        assert all(case.get("why") for case in cases if case.get("cut")), f"{name}: a cut, no why"
