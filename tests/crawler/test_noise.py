"""A key of the query names no page where pages come again when it alone has changed."""

from crawler.noise import PAGES, Noise

FIRSTS = [f"https://e.x/news/{name}?v=1" for name in ("ferry", "gulls", "storm")]
AGAIN = [(first.replace("v=1", "v=2"), first) for first in FIRSTS]


def learnt(repeats: list[tuple[str, str]], stored: list[str]) -> Noise:
    noise = Noise()
    noise.learn(repeats, stored)
    return noise


def test_a_stored_page_is_known_under_any_value_of_a_key_that_says_nothing() -> None:
    noise = learnt(AGAIN, FIRSTS)
    assert noise.page_of("https://e.x/news/gulls?v=77") == FIRSTS[1]
    assert noise.page_of("https://e.x/news/gulls?v=77&page=2") is None
    assert noise.page_of("https://e.x/news/new?v=77") is None
    assert noise.page_of(FIRSTS[1]) is None


def test_keys_that_change_together_say_nothing_together() -> None:
    again = [(f"{first}&t=9".replace("v=1", "v=2"), f"{first}&t=8") for first in FIRSTS]
    noise = learnt(again, [f"{first}&t=8" for first in FIRSTS])
    assert noise.page_of("https://e.x/news/storm?v=5&t=5") == f"{FIRSTS[2]}&t=8"


def test_too_few_pages_teach_nothing() -> None:
    noise = learnt(AGAIN[: PAGES - 1], FIRSTS)
    assert noise.page_of("https://e.x/news/gulls?v=77") is None


def test_a_key_that_names_pages_stays_one_though_some_were_repeated() -> None:
    stored = [f"https://e.x/view.php?id={n}" for n in range(9)]
    repeats = [(f"https://e.x/view.php?id={n + 90}", stored[n]) for n in range(9)]
    assert learnt(repeats, stored).page_of("https://e.x/view.php?id=200") is None

    elsewhere = [(first.replace("v=1", "id=4"), first.replace("v=1", "id=3")) for first in FIRSTS]
    assert learnt(elsewhere, [*stored, *FIRSTS]).page_of("https://e.x/view.php?id=200") is None


def test_a_copy_at_another_path_teaches_nothing() -> None:
    repeats = [(f"https://e.x/copy/{n}?v=2", first) for n, first in enumerate(FIRSTS)]
    assert learnt(repeats, FIRSTS).page_of("https://e.x/news/gulls?v=77") is None
