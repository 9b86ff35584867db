"""A memory that is wrong must not cost text: copies, parts, digests, teasers and reprints."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pytest

from cleaners.memory import OtherPages, RememberedSite, fingerprint, kept_key, remember
from cleaners.pipeline import Draft
from cleaners.plain import read_lines
from cleaners.steps.repeated import repeated_block
from cleaners.stories import Stories, story_keys

SITE = "https://paper.example"
NOTICE = "The Weir Paper is printed on the eastern bank and belongs to those who read it."
FORM = [f"Type the {n} code of your telephone and then press the green button." for n in "abcdef"]
WORDS = (
    "harbour council bridge winter ferry school market engine river garden letter captain "
    "bakery island museum teacher weather fishing railway hospital lantern orchard printer "
    "quarry tailor vessel tunnel mirror pepper statue valley violin window anchor candle"
).split()


@dataclass(frozen=True)
class Told:
    """A page of the site: its path, its title, the lines of its text and those beside it."""

    path: str
    title: str
    text: Sequence[str]
    beside: Sequence[str] = ()

    @property
    def url(self) -> str:
        return f"{SITE}/{self.path}"


def lines(seed: str, number: int) -> list[str]:
    """Paragraphs that only this seed has."""
    chance = random.Random(seed)
    return [
        f"The {' '.join(chance.sample(WORDS, 8))} of {seed} will not wait, the office said."
        for _ in range(number)
    ]


def story(name: str, *more: str, size: int = 8, beside: Sequence[str] = ()) -> Told:
    return Told(
        f"{name}-in-town", f"What became of the {name}", [*lines(name, size), *more], beside
    )


def memory_of(pages: Iterable[Told]) -> RememberedSite:
    """What a store would remember of these pages."""
    stories, blocks = Stories(), dict[int, set[int]]()
    told = list(enumerate(pages))
    for number, page in told:
        stories.add(number, story_keys(page.title, [page.url]))
    for number, page in told:
        keys = {*map(kept_key, page.text), *map(fingerprint, page.beside)}
        for key in keys:
            blocks.setdefault(key, set()).add(stories.of(number))
    return remember([], blocks, stories.by_key())


def cut(page: Told, others: Iterable[Told]) -> list[str]:
    """What the step cuts of a page whose site has these and the page itself."""
    memory = OtherPages(memory_of([page, *others]), page.title, [page.url])
    blocks = read_lines("\n".join(page.text))
    draft = Draft(blocks=blocks, page=blocks, title=page.title, url=page.url, memory=memory)
    return [found.block.text for found in repeated_block(draft)]


OTHERS = [story(f"{word} house", NOTICE) for word in WORDS[:14]]
PAGE = story("ferry", NOTICE)


def test_the_notice_below_every_article_goes() -> None:
    assert cut(PAGE, OTHERS) == [NOTICE]
    assert cut(PAGE, OTHERS[:2]) == [NOTICE]
    assert cut(PAGE, OTHERS[:1]) == []


@pytest.mark.parametrize(
    "path",
    [
        "amp/ferry-in-town",
        "ferry-in-town?print=1",
        "ferry-in-town/2",
        "some/other/address",
        "feed/4711",
    ],
)
def test_any_number_of_copies_under_other_addresses_costs_nothing(path: str) -> None:
    copies = [Told(f"{path}{'x' * n}", PAGE.title, PAGE.text) for n in range(15)]
    assert cut(PAGE, [*copies, *OTHERS]) == [NOTICE]
    assert cut(PAGE, copies) == []


def test_reprints_under_other_titles_cost_nothing() -> None:
    reprints = [
        Told(f"reprint-{n}", f"{w} reprint of old", PAGE.text) for n, w in enumerate("abcdefgh")
    ]
    assert cut(PAGE, reprints) == []
    assert cut(reprints[0], [PAGE, *reprints[1:]]) == []
    assert cut(PAGE, [*reprints, *OTHERS]) == [NOTICE]


def test_a_reprint_with_a_new_beginning_keeps_the_rest() -> None:
    new = Told("updated", "Now with an update", [*lines("update", 4), *PAGE.text])
    again = Told("again", "Once more updated", [*lines("again", 4), *PAGE.text])
    for page in (new, again, PAGE):
        others = [other for other in (new, again, PAGE) if other is not page]
        assert cut(page, others) == []


def test_an_excerpt_before_a_paywall_and_the_whole_text_are_copies() -> None:
    excerpts = [Told(f"teaser-{w}", f"Read on, {w}: the ferry", PAGE.text[:2]) for w in WORDS[:5]]
    assert cut(PAGE, excerpts) == []
    assert cut(excerpts[0], [PAGE, *excerpts[1:]]) == []


def test_digests_that_hold_whole_articles_cost_neither_them_nor_the_articles() -> None:
    parts = [story(word) for word in WORDS[:4]]
    whole = [line for part in parts for line in part.text]
    digests = [
        Told(f"digest-{w}", f"Of the week of {w}", [*lines(f"intro {w}", 1), *whole]) for w in "abc"
    ]
    for page in (*parts, *digests):
        others = [other for other in (*parts, *digests) if other is not page]
        assert cut(page, others) == []


def test_parts_of_one_article_are_one_story_and_keep_what_they_share() -> None:
    share = ["Earlier parts told how the ferry came to the town and who had paid for it."]
    parts = [
        Told(
            f"the-long-road/{n}",
            f"The long road home ({n})",
            [*share, *lines(f"part {n}", 6), *share],
        )
        for n in range(1, 7)
    ]
    assert cut(parts[0], parts[1:]) == []


def test_a_summary_that_teasers_show_on_every_page_stays() -> None:
    summary = "Nine years after the first stone nobody in this town trusts the ferry."
    page = Told(PAGE.path, PAGE.title, [summary, *PAGE.text])
    teasing = [story(f"{w} barn", NOTICE, beside=[summary, PAGE.text[0]]) for w in WORDS[:14]]
    assert cut(page, teasing) == [NOTICE]


def test_background_that_a_desk_repeats_stays() -> None:
    about = f"It began when the {PAGE.text[1][4:50]} and the {PAGE.text[2][4:50]} were sold."
    series = []
    for word in WORDS[:8]:
        text = lines(f"ferry town bridge {word}", 8)
        series.append(
            Told(f"ferry-{word}", f"The ferry and the {word}", [*text[:4], about, *text[4:]])
        )
    page = Told("ferry-now", "The ferry today", [*PAGE.text[:4], f"{about}", *PAGE.text[4:-1]])
    assert cut(page, series) == []


def test_standing_questions_and_subheadings_of_a_series_stay() -> None:
    asks = ["What do you do when you cannot sleep?", "How it began"]

    def talk(name: str) -> Told:
        said = lines(f"talk {name}", 6)
        text = [*said[:2], asks[0], *said[2:4], asks[1], *said[4:]]
        return Told(f"talk-with-{name}", f"A talk with {name} of the mill", text)

    assert cut(talk("Ada"), [talk(word) for word in WORDS[:15]]) == []


REFRAIN = "And nobody knew why."


def ballad(name: str, line: str, times: int = 2) -> Told:
    """A story in which a line comes back, each time between two paragraphs of its own."""
    said = lines(f"ballad {name}", 8)
    text = [part for n, own in enumerate(said) for part in ([own, line] if n < times else [own])]
    return Told(f"ballad-of-{name}", f"The ballad of {name}", text)


@pytest.mark.parametrize(("line", "others"), [(REFRAIN, 3), (REFRAIN, 11), ("***", 3), ("***", 15)])
def test_a_refrain_and_an_ornament_stay(line: str, others: int) -> None:
    assert cut(ballad("Ada", line), [ballad(word, line) for word in WORDS[:others]]) == []


@pytest.mark.parametrize(
    ("line", "others", "times"),
    [(REFRAIN, 3, 1), (REFRAIN, 12, 2), ("Story continues below", 3, 2), ("***", 3, 1)],
)
def test_a_line_that_stands_once_or_that_all_pages_have_is_no_refrain(
    line: str, others: int, times: int
) -> None:
    found = cut(ballad("Ada", line, times), [ballad(word, line) for word in WORDS[:others]])
    assert found == [line] * times


@pytest.mark.parametrize("line", ["Lisbon, 3 May", "New York, May 3, 2025", "LISBON (AP) —"])
def test_a_dateline_above_the_first_paragraph_stays(line: str) -> None:
    def told(name: str) -> Told:
        return Told(f"{name}-there", f"The {name} there", [line, *lines(name, 6)])

    assert cut(told("ferry"), [told(f"{word} hut") for word in WORDS[:4]]) == []


@pytest.mark.parametrize("line", ["Listen, 3 minutes left", "Our paper, free", "Part 3, May"])
def test_a_line_there_that_names_no_place_and_day_goes(line: str) -> None:
    def told(name: str) -> Told:
        return Told(f"{name}-there", f"The {name} there", [line, *lines(name, 6)])

    assert cut(told("ferry"), [told(f"{word} hut") for word in WORDS[:4]]) == [line]


def test_a_page_that_is_mostly_repeated_is_left_alone_unless_the_proof_is_strong() -> None:
    small = story("note", *FORM, size=3)
    few = [story(f"{word} note", *FORM, size=3) for word in WORDS[:5]]
    many = [story(f"{word} note", *FORM, size=3) for word in WORDS[:14]]
    assert cut(small, few) == []
    assert cut(small, many) == FORM


def test_a_page_with_nothing_of_its_own_keeps_everything() -> None:
    bare = Told("contact-us-all", "How to reach the people of the paper", FORM)
    others = [story(f"{word} note", *FORM, size=3) for word in WORDS[:15]]
    assert cut(bare, others) == []


def test_no_line_of_its_own_is_ever_cut_whatever_the_others_hold() -> None:
    chance = random.Random(3)
    for number in range(150):
        own = lines(f"own {number}", chance.randint(1, 9))
        shared = chance.sample(
            [NOTICE, *FORM, "Follow us", "***", "Part two"], chance.randint(1, 6)
        )
        text = [*own, *shared]
        chance.shuffle(text)
        others = [
            story(f"{word} {number}", *chance.sample(shared, chance.randint(1, len(shared))))
            for word in chance.sample(WORDS, chance.randint(1, 18))
        ]
        gone = cut(Told(f"page-{number}-of", f"Its own title, {WORDS[number % 30]}", text), others)
        assert not set(gone) & set(own)
