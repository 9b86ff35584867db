"""The names of the steps of cleaning, as people type them."""

from difflib import get_close_matches

import click

from corpus.output import one_line


def step_names() -> set[str]:
    """The names of today's steps; what older ones cut is found by their names too."""
    from cleaners.corrections import CUT_BY_HAND
    from cleaners.parts import EARLIER_PART
    from cleaners.steps import PLAIN_STEPS, STEPS

    return {name for name, _ in (*STEPS, *PLAIN_STEPS)} | {CUT_BY_HAND, EARLIER_PART}


def must_be_step(step: str) -> None:
    """Raises `ClickException` for a name that no step has; it names those that there are."""
    known = sorted(step_names())
    if step in known:
        return
    near = set(get_close_matches(step, known, n=3))
    those = [*sorted(near), *(name for name in known if name not in near)]
    raise click.ClickException(f"No step is called {one_line(step)}; there are {', '.join(those)}.")
