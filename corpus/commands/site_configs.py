"""`corpus site-configs`: what the site configurations in the user's folder say, and what not."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.options import JSON, pass_place
from corpus.output import as_json, one_line
from corpus.place import Place

if TYPE_CHECKING:
    from cleaners.site_configs import Remark, SiteConfig


@click.command(name="site-configs", short_help="Check the site configurations of others.")
@click.argument("sites", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Also what is known and never followed.")
@JSON
@pass_place
def command(place: Place, sites: tuple[str, ...], everything: bool, as_json_text: bool) -> None:
    """Check the site configurations in the FiveFilters format that you named a folder of.

    Prints each line that is no directive, with file and line; exit code 1 if there is one. The
    folder is COPYDESK_SITE_CONFIGS, else site_configs in copydesk.toml. SITES are hosts.

    \b
    Examples:
      corpus site-configs
      corpus site-configs sport.example.com --all
    """
    folder = place.folders().configs
    if folder is None:
        raise click.ClickException(
            "No folder of site configurations is named. Write into copydesk.toml in the home: "
            'site_configs = "ftr-site-config"'
        )
    read = list(_read(folder, sites))
    remarks = [one for _, found in read for one in found if everything or not one.understood]
    unknown = sum(not one.understood for one in remarks)
    if as_json_text:
        click.echo(as_json([_as_data(*one) for one in read]))
    else:
        for remark in remarks:
            click.echo(one_line(str(remark)))
        followed = sum(len(config.directives) for config, _ in read)
        files, wrong = "s" * (len(read) != 1), "s" * (unknown != 1)
        click.echo(
            f"{len(read):,} file{files} in {folder}; followed: {followed:,} directives,"
            f" not understood: {unknown:,} line{wrong}.",
            err=True,
        )
    if unknown:
        raise click.exceptions.Exit(1)


def _read(folder: Path, sites: Iterable[str]) -> "Iterable[tuple[SiteConfig, tuple[Remark, ...]]]":
    """The files about these sites, else all of the folder."""
    from cleaners.site_configs import config_for, is_config, read_config
    from cleaners.urls import site_of

    if not sites:
        yield from map(read_config, sorted(filter(is_config, folder.iterdir())))
        return
    for site in sites:
        name = site_of(site if "://" in site else f"https://{site}")
        if (found := config_for(name, folder)) is None:
            raise click.ClickException(f"No file in {folder} is about {one_line(site)}.")
        yield found


def _as_data(config: "SiteConfig", remarks: "tuple[Remark, ...]") -> dict[str, Any]:
    return {"file": config.file, "directives": config.directives, "remarks": remarks}
