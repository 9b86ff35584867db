"""What its publishers reserve stays here: how the commands that let data out say so."""

from dataclasses import replace
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from storage import Filters, Store


def tell_left_out(number: int, what: str, option: str) -> None:
    """Say on standard error how many were left out, and which option takes them along."""
    if number:
        told = f"1 {what}" if number == 1 else f"{number:,} {what}s"
        click.echo(f"{told} left out; {option} writes them too.", err=True)


def without_reserved(store: "Store", filters: "Filters", include: bool) -> "tuple[Filters, int]":
    """The filters that leave reserved articles out, and how many; unchanged to `include` them."""
    if include:
        return filters, 0
    return replace(filters, reserved=False), store.withdrawing.reserved(filters)
