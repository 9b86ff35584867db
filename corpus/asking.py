"""What `search` and `trend` share: how words are typed, and what is said where none is found."""

from itertools import takewhile
from typing import TYPE_CHECKING, NoReturn

import click

from corpus.output import shortened

if TYPE_CHECKING:
    from storage import Filters, Found, Order, Store

SHOWN = 80
"""Characters of a question that are said again."""


class Words(click.Command):
    """A command whose words may begin with a dash; with two dashes they are options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse what looks like an option and is none; after `--` all is text."""
        known = [name for param in self.get_params(ctx) for name in param.opts if name[0] == "-"]
        for word in takewhile(lambda word: word != "--", args):
            name = word.partition("=")[0]
            if name not in known and (name.startswith("--") or f"-{name}" in known):
                said = f"No such option {name!r}. Words that look like one stand after --."
                raise click.NoSuchOption(name, said, known, ctx)
        return super().parse_args(ctx, args)


def as_question(arguments: tuple[str, ...]) -> str:
    """What was typed, as one question: the shell has taken the quotation marks of phrases.

    >>> as_question(("ferry", "night boat", "-old pier"))
    'ferry "night boat" -"old pier"'
    """
    if len(arguments) == 1:
        return arguments[0]
    return " ".join(map(_as_phrase, arguments))


def _as_phrase(argument: str) -> str:
    """An argument with a space in it is a phrase, if it has no signs of its own."""
    bare = argument.removeprefix("-")
    if len(bare.split()) < 2 or not set('"()').isdisjoint(bare):
        return argument
    return f'{argument[: len(argument) - len(bare)]}"{bare}"'


def ask(
    store: "Store", wanted: str, filters: "Filters", *, copies: bool, order: "Order" = "relevance"
) -> "Found":
    """Ask the store, for one of each story or for all its copies.

    Where the question is longer than what is looked for, standard error says so.
    """
    found = store.search(wanted, filters, order=order)
    if found.unread:
        click.echo(found.unread, err=True)
    return found if copies else found.once()


def say_nothing_found(found: "Found", others: int = 0) -> NoReturn:
    """End the command: no article holds the words; so many other pages do."""
    asked = shortened(found.words, SHOWN)
    if found.question is None:
        click.echo(f"{asked!r} has no letter and no digit to look for.", err=True)
        raise click.exceptions.Exit(1)
    hint = f" {others} other pages do; --kind any shows them." if others else ""
    click.echo(f"No article holds {asked!r} with these filters.{hint}", err=True)
    raise click.exceptions.Exit(1)
