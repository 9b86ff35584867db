"""What cleaning again would change, for a reader and for a program."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from corpus.output import one_line, shortened
from corpus.preview import Difference, Preview
from corpus.tables import print_table

SHOWN = 90
"""Characters of a line that are shown."""


def as_data(found: Preview) -> dict[str, Any]:
    """The preview as plain data; shares are of the text that the site's articles have now."""
    sites = {
        name: asdict(site)
        | {"lost_share": site.share(site.lost), "won_share": site.share(site.won)}
        for name, site in sorted(found.sites.items())
    }
    return {
        "pages": found.pages,
        "changed": found.changed,
        "sites": sites,
        "largest": [asdict(one) for one in found.biggest_first()],
        "failed": dict(found.failed),
    }


def print_preview(found: Preview) -> None:
    """The same as a table of the sites, the largest differences, and a line with the sums."""
    rows = []
    for name, site in sorted(found.sites.items()):
        shares = (f"{site.share(site.lost):.2%}", f"{site.share(site.won):.2%}")
        rows.append((name, str(site.pages), str(site.changed), str(site.texts), *shares))
    header = ("site", "pages", "change", "in their text", "text that goes", "text that comes")
    print_table(header, rows, frozenset(range(1, 6)))
    for line in _largest(found.biggest_first()):
        click.echo(line)
    for reason, count in found.failed.most_common():
        click.echo(f"failed: {one_line(reason)}: {count}")
    failed = found.failed.total()
    click.echo(f"would-change={found.changed} of={found.pages} failed={failed}")


def _largest(differences: list[Difference]) -> Iterator[str]:
    """Each article with the characters that go and come, and the first of its lines."""
    if differences:
        yield "The largest differences, in characters that go and come:"
    for one in differences:
        yield f"-{one.lost} +{one.won}  {one_line(one.url)}"
        yield from (f"    - {shortened(line, SHOWN)}" for line in one.gone)
        yield from (f"    + {shortened(line, SHOWN)}" for line in one.come)
    if differences:
        yield ""
