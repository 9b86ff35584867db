"""What its publishers reserve stays here: how the commands that let data out say so."""

import click


def tell_left_out(number: int, what: str, option: str) -> None:
    """Say on standard error how many were left out, and which option takes them along."""
    if number:
        told = f"1 {what}" if number == 1 else f"{number:,} {what}s"
        click.echo(f"{told} left out; {option} writes them too.", err=True)
