"""`corpus verify`: whether the corpus still is what a snapshot says."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.options import pass_place
from corpus.output import as_json, one_line
from corpus.place import Place
from corpus.progress import bar, counted

if TYPE_CHECKING:
    from corpus.manifest import Manifest
    from corpus.verifying import What

WORDS: "dict[What, str]" = {
    "missing": "missing",
    "text": "new text",
    "facts": "new facts",
    "rights": "changed rights",
    "rules": "same by other rules",
}


@click.command(name="verify", short_help="Prove that the corpus still is what a snapshot says.")
@click.argument("name", metavar="NAME|FILE")
@click.option("--json", "as_json_text", is_flag=True, help="Print a line of JSON a difference.")
@pass_place
def command(place: Place, name: str, as_json_text: bool) -> None:
    """Hold the corpus against the manifest of a snapshot, made here or sent to you as a file.

    Every article that is missing, or that has another text, other facts or other rights, is named.
    Ends with 0 if there is none, else with 1. What other rules have made anew with the same result
    is counted (--json names it) and is no difference; articles that came later don't count.

    \b
    Examples:
      corpus verify paper-2025
      corpus verify downloads/paper-2025.jsonl --json
    """
    from corpus.manifest import ManifestError, read_manifest, weights_hash
    from corpus.verifying import HARMLESS, differences

    try:
        manifest = read_manifest(_path(place, name))
    except ManifestError as error:
        raise click.ClickException(str(error)) from error
    counts: Counter[What] = Counter()
    differing = kept = 0
    with place.store() as store, bar("verifying", lambda: manifest.articles) as advance:
        for found in counted(differences(store, manifest.entries()), advance):
            differing += any(one.what not in HARMLESS for one in found)
            kept += any(one.version for one in found)
            for one in found:
                counts[one.what] += 1
                if one.what in HARMLESS and not as_json_text:
                    continue
                click.echo(
                    as_json(one, indent=None)
                    if as_json_text
                    else f"{WORDS[one.what]}: {one.id}  {one_line(one.url)}  ({one_line(one.why)})"
                )
    if manifest.head.get("weights") != weights_hash():
        click.echo("The weights are other ones now; what is cleaned again may differ.", err=True)
    _conclude(manifest, counts, differing, kept)


def _path(place: Place, name: str) -> Path:
    """The manifest that the user means: of that name in the home, or that file."""
    here = place.snapshots() / f"{name}.jsonl"
    if "/" not in name and here.is_file():
        return here
    if Path(name).is_file():
        return Path(name)
    known = sorted(path.stem for path in place.snapshots().glob("*.jsonl"))
    there = f"there are {', '.join(known)}" if known else "there is none yet"
    raise click.ClickException(
        f"There is no snapshot {one_line(name)} in {place.snapshots()}; {there}."
    )


def _conclude(manifest: "Manifest", counts: "Counter[What]", differing: int, kept: int) -> None:
    made = f"{manifest.head.get('name')} of {manifest.head.get('made_at')}"
    told = ", ".join(f"{WORDS[what]} {counts[what]:,}" for what in WORDS if counts[what])
    rest = f" ({told})" if told else ""
    total = f"{manifest.articles:,} article{'s' * (manifest.articles != 1)}"
    if not differing:
        click.echo(f"{one_line(made)}: all of {total} as they were{rest}", err=True)
        return
    click.echo(f"{one_line(made)}: {differing:,} of {total} differ{rest}", err=True)
    if counts["text"]:
        of_these = f"{kept:,} of the {counts['text']:,} with a new text"
        click.echo(f"The text of the snapshot is still in the history of {of_these}.", err=True)
    raise SystemExit(1)
