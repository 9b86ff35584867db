"""Copies of articles as they are met: cut short, with another headline, other furniture, edits."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Lines = list[str]


@dataclass(frozen=True, slots=True)
class Story:
    """An article as lines of text, and the lines that were cut from its page."""

    name: str
    url: str | None
    title: str
    lines: tuple[str, ...]
    furniture: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Workbench:
    """Other stories to take lines from, and the chance that decides."""

    stories: Sequence[Story]
    chance: random.Random

    def other(self, story: Story) -> Story:
        """Another story than this one."""
        return self.chance.choice([other for other in self.stories if other is not story])


def cut_short(share: float) -> Callable[[Story, Workbench], Lines]:
    """The beginning of a story, as papers print as much of a wire copy as fits."""

    def beginning(story: Story, _bench: Workbench) -> Lines:
        left = int(share * sum(map(len, story.lines)))
        kept: Lines = []
        for line in story.lines:
            if left <= 0:
                break
            kept.append(line[:left])
            left -= len(line)
        return kept

    return beginning


def with_headline(story: Story, bench: Workbench) -> Lines:
    """Another headline, standing in the text, and a line of the desk."""
    return [bench.other(story).title, "From our own reporters and agencies", *story.lines]


def with_furniture(story: Story, bench: Workbench) -> Lines:
    """Three to eight lines of other pages' furniture that were not cut."""
    lines = list(story.lines)
    for _ in range(bench.chance.randint(3, 8)):
        line = bench.chance.choice(bench.other(story).furniture or ("Read more",))
        lines.insert(bench.chance.randint(0, len(lines)), line[:200])
    return lines


def with_paragraph(story: Story, bench: Workbench) -> Lines:
    """One paragraph is another one."""
    lines = list(story.lines)
    place = bench.chance.randrange(len(lines))
    lines[place] = bench.chance.choice(bench.other(story).lines)
    return lines


def with_words(story: Story, bench: Workbench) -> Lines:
    """One word in fifty is another one, as a desk edits."""
    words = " ".join(bench.other(story).lines).split()
    changed = [
        [bench.chance.choice(words) if bench.chance.random() < 0.02 else word for word in row]
        for row in (line.split() for line in story.lines)
    ]
    return [" ".join(row) for row in changed]


def with_all(story: Story, bench: Workbench) -> Lines:
    """Three quarters of it, one paragraph another, and furniture of two pages."""
    short = Story("", None, "", tuple(cut_short(0.75)(story, bench)), ())
    edited = Story("", None, "", tuple(with_paragraph(short, bench)), ())
    return with_furniture(edited, bench)


ALTERED: Mapping[str, Callable[[Story, Workbench], Lines]] = {
    "the same": lambda story, _: list(story.lines),
    "another headline": with_headline,
    "cut to 80 %": cut_short(0.8),
    "cut to 50 %": cut_short(0.5),
    "cut to 30 %": cut_short(0.3),
    "other furniture": with_furniture,
    "one paragraph changed": with_paragraph,
    "2 % of words changed": with_words,
    "cut, changed, furniture": with_all,
}


def roundup(bench: Workbench, stories: Sequence[Story]) -> Lines:
    """The beginnings of some stories, one below the other."""
    return [line for story in stories for line in story.lines[:3]]
