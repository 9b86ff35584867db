"""`corpus audit`: what one step cuts, by site, with a sample that can be drawn again."""

import json

from cleaners.types import Removal
from storage import Store
from tests.corpus.conftest import Ask, page_at, written

WHOLE = """\
site                 articles  of them cut  lines  share of the text
harbourpost.example         2            1      1             11.35%

1 2  Mayor opens pier
      why: it is the title of another article  https://harbourpost.example/ferry

inline-headline: 1 line cut from 1 of 4 articles, 8.70% of the text of their pages.
"""


def test_what_a_step_cuts_is_told_by_site_and_shown(ask: Ask) -> None:
    assert ask("audit", "inline-headline").stdout == WHOLE
    data = json.loads(ask("audit", "inline-headline", "--json").stdout)
    assert data["sites"]["tagesfenster.example"]["lines"] == 0
    assert data["sample"] == [
        {
            "article_id": 1,
            "n": 2,
            "url": "https://harbourpost.example/ferry",
            "why": "it is the title of another article",
            "text": "Mayor opens pier",
        }
    ]
    nothing = ask("audit", "inline-headline", "--site", "nadwa.example").stdout
    assert nothing == (
        "inline-headline: 0 lines cut from 0 of 1 articles, 0.00% of the text of their pages.\n"
    )


def test_a_sample_is_drawn_by_its_seed_and_every_line_may_be_in_it(ask: Ask, store: Store) -> None:
    url = "https://harbourpost.example/many"
    cuts = tuple(Removal(n, "share", "a share bar", f"Share {n}") for n in range(2, 100))
    store.store_article(page_at(url), written(url, "Many", "Text.", removals=cuts), "link")

    def drawn(*more: str) -> list[int]:
        data = json.loads(ask("audit", "share", "--sample", "10", "--json", *more).stdout)
        return [cut["n"] for cut in data["sample"]]

    assert drawn() == drawn("--seed", "1") != drawn("--seed", "2")
    assert len(set(drawn())) == 10
    assert max(n for seed in range(5) for n in drawn("--seed", str(seed))) > 60


def test_a_step_that_is_none_is_told_with_those_near_it(ask: Ask) -> None:
    result = ask("audit", "inline-headlines")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(
        "Error: No step is called inline-headlines; there are inline-headline, "
    )
    assert ask("audit", "newsletter").exit_code == 0
    misspelt = ask("reclean", "--step", "inline-headlines", "--dry-run")
    assert (misspelt.exit_code, misspelt.stdout) == (1, "")
    assert misspelt.stderr == result.stderr
