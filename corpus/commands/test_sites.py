"""`corpus test-sites`: cleans the kept samples again, and names what changed."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from corpus.options import JSON, pass_place
from corpus.output import as_json, one_line
from corpus.place import Place

if TYPE_CHECKING:
    from corpus.sample_test import Difference, Tested


@click.command(name="test-sites", short_help="Clean the kept samples again; say what changed.")
@click.argument("sites", nargs=-1)
@click.option("--accept", is_flag=True, help="Take what they became for right from now on.")
@JSON
@pass_place
def command(place: Place, sites: tuple[str, ...], accept: bool, as_json_text: bool) -> None:
    """Clean the samples that `corpus add` kept with today's rules and recipes; say what changed.

    Neither the network nor the store is touched. Exit code 1 if a sample changed and --accept did
    not take it, else 0.

    \b
    Examples:
      corpus test-sites
      corpus test-sites www.example.com --accept
    """
    from concurrent.futures.process import BrokenProcessPool

    from corpus.sample_test import tested
    from corpus.samples import SampleError, read_samples
    from corpus.workers import NO_WORKERS

    folder = place.folder() / "samples"
    done: list[tuple[str, Tested]] = []
    try:
        for site in _sites(place, sites):
            samples = list(read_samples(folder, site))
            done += [(site, one) for one in tested(samples, place.recipe_of(site))]
    except SampleError as error:
        raise click.ClickException(str(error)) from error
    except BrokenProcessPool as error:
        raise click.ClickException(NO_WORKERS) from error
    if accept:
        _accept(one for _, one in done)
    if as_json_text:
        click.echo(as_json([_as_data(site, one) for site, one in done]))
    else:
        for site, one in done:
            _print(site, one)
    changed = sum(not one.same for _, one in done)
    taken = ", taken for right" if accept and changed else ""
    click.echo(f"{len(done)} samples, {changed} changed{taken}.", err=True)
    if any(one.failed or not (one.same or accept) for _, one in done):
        raise click.exceptions.Exit(1)


def _sites(place: Place, named: tuple[str, ...]) -> list[str]:
    """The sites that are named, else all with samples; one without samples ends the command."""
    from cleaners.urls import site_of
    from corpus.samples import sites_with_samples

    folder = place.folder() / "samples"
    known = sites_with_samples(folder)
    wanted = [site_of(site if "://" in site else f"https://{site}") for site in named]
    for site in wanted:
        if site not in known:
            raise click.ClickException(
                f"There is no sample of {one_line(site)} in {folder}. `corpus add` keeps some."
            )
    if not known:
        raise click.ClickException(
            f"There is no sample in {folder}. `corpus add https://www.example.com/` keeps some."
        )
    return wanted or known


def _accept(done: "Iterable[Tested]") -> None:
    from corpus.samples import accept

    for one in done:
        if one.article is not None and not one.same:
            accept(one.sample, one.article)


def _print(site: str, one: "Tested") -> None:
    """What changed of one sample, a line each: "-" lost, "+" new, below it why."""
    if one.same:
        return
    address = one_line(one.sample.page.address or one.sample.folder.name)
    click.echo(click.style(f"{site}: {address}", bold=True))
    if one.failed:
        click.echo(f"  can't be cleaned any more: {one_line(one.failed)}")
    for difference in one.differences:
        for line in _lines(difference):
            click.echo(f"  {line}")


def _lines(difference: "Difference") -> Iterable[str]:
    if difference.what == "cut":
        yield click.style(f"- {one_line(difference.before)}", fg="red")
        yield f"  now cut by {one_line(difference.why)}"
    elif difference.what == "kept":
        yield click.style(f"+ {one_line(difference.now)}", fg="green")
        yield f"  was cut by {one_line(difference.why)}"
    else:
        before, now = one_line(difference.before), one_line(difference.now)
        yield f"{difference.what}: {before!r} is now {now!r}"


def _as_data(site: str, one: "Tested") -> dict[str, Any]:
    return {
        "site": site,
        "url": one.sample.page.address,
        "folder": str(one.sample.folder),
        "same": one.same,
        "failed": one.failed or None,
        "differences": [asdict(difference) for difference in one.differences],
    }
