"""What furniture says in each language, from `phrases/<language>.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "phrases"


@dataclass(frozen=True, slots=True)
class Newsletter:
    """The words of a newsletter box."""

    title: str
    prose: str
    field: str
    button: str


@dataclass(frozen=True, slots=True)
class Share:
    """The words of a share bar."""

    title: str
    buttons: Sequence[str]


@dataclass(frozen=True, slots=True)
class Comments:
    """The words of a comment form, and a few readers' comments that fit any article."""

    title: str
    form: str
    cancel: str
    fields: Sequence[str]
    note: str
    button: str
    reply: str
    entries: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Cookies:
    """The words of a cookie notice."""

    prose: str
    accept: str
    settings: str


@dataclass(frozen=True, slots=True)
class Footer:
    """The words at the foot of every page."""

    links: Sequence[str]
    rights: str
    follow: str


@dataclass(frozen=True, slots=True)
class Paywall:
    """The words of a subscription box."""

    title: str
    prose: str
    button: str
    login: str


@dataclass(frozen=True, slots=True)
class Missing:
    """The words of a page that is not there."""

    title: str
    prose: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """All furniture of one language."""

    home: str
    skip: str
    search: str
    by: str
    and_: str
    published: str
    updated: str
    date: str
    clock: str
    months: Sequence[str]
    reading_time: str
    read_also: Sequence[str]
    ad_labels: Sequence[str]
    continues: str
    bio: str
    about_author: str
    tags: str
    must_read: str
    most_read: str
    more: str
    noscript: str
    listen: str
    page: str
    older: str
    photo: str
    newsletter: Newsletter
    share: Share
    comments: Comments
    cookies: Cookies
    footer: Footer
    paywall: Paywall
    missing: Missing

    def day(self, when: datetime) -> str:
        """The date in words, in the article's own zone: "November 3, 2025"."""
        return self.date.format(
            day=when.day, month=self.months[when.month - 1], number=when.month, year=when.year
        )

    def moment(self, when: datetime) -> str:
        """The date in words with the time of day."""
        return self.clock.format(
            date=self.day(when), hour=f"{when.hour:02}", minute=f"{when.minute:02}"
        )

    def names(self, authors: Sequence[str]) -> str:
        """ "A, B and C", as the language joins names."""
        if len(authors) < 2:
            return "".join(authors)
        joint = self.and_ if self.and_ == "、" else f" {self.and_} "
        joint = " ו" if self.and_ == "ו" else joint
        return ", ".join(authors[:-1]) + joint + authors[-1]


PARTS = {
    "newsletter": Newsletter,
    "share": Share,
    "comments": Comments,
    "cookies": Cookies,
    "footer": Footer,
    "paywall": Paywall,
    "missing": Missing,
}


@cache
def phrases(language: str) -> Phrases:
    """The furniture of a language. A missing or unknown key raises TypeError naming it."""
    data: dict[str, Any] = tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))
    data["and_"] = data.pop("and")
    return Phrases(**{key: _part(key, value) for key, value in data.items()})


def _part(key: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return PARTS[key](**value)
    return value


LANGUAGES = tuple(sorted(path.stem for path in HERE.glob("*.toml")))
