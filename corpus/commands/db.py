"""`corpus db`: look after the database itself: check, copy, bring up to date."""

import shlex
from pathlib import Path

import click

from corpus.options import pass_place
from corpus.output import as_json, one_line
from corpus.place import Place


@click.group(name="db", short_help="Check, copy, pack and migrate the database.")
def command() -> None:
    """Look after the database itself.

    \b
    Examples:
      corpus db check
      corpus db backup copydesk-2026-11.db
      corpus db pack
      corpus db migrate --dry-run
    """


@command.command(name="check", short_help="Say what is broken, and how it is mended.")
@click.option("--repair", is_flag=True, help="Mend what can be mended without losing anything.")
@click.option("--json", "as_data", is_flag=True, help="The findings as JSON, on standard output.")
@pass_place
def check(place: Place, repair: bool, as_data: bool) -> None:
    """Read all of the store and name what is broken: a damaged file, rows without what they
    belong to, texts and raw pages that can't be read, articles that search does not know.

    Ends with 1 where something is left that is broken.

    \b
    Examples:
      corpus db check
      corpus db check --repair
      corpus db check --json | jq '.[].name'
    """
    with place.store() as store:
        tell = (lambda _: None) if as_data else (lambda what: click.echo(f"{what} ...", err=True))
        found = store.checking.check(repair=repair, tell=tell)
        location = store.location
    if as_data:
        click.echo(as_json(found))
    for finding in () if as_data else found:
        more = ", ..." if finding.number > len(finding.where) else ""
        click.echo(
            f"{finding.name}: {finding.number:,}: {one_line(', '.join(finding.where))}{more}"
        )
        done = "mended" if repair and finding.repairs else finding.mend
        click.echo(f"  {done}")
    broken = [finding for finding in found if not (repair and finding.repairs)]
    if not found and not as_data:
        click.echo(f"{location}: all is well.")
    if broken:
        raise click.exceptions.Exit(1)


@command.command(name="backup", short_help="Copy the store while others use it.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@pass_place
def backup(place: Place, file: Path) -> None:
    """Copy the store into a new FILE as it is at one moment, also while a crawl runs.

    FILE is read once and appears when it is whole; of a damaged store there is no copy. What is
    forgotten later stays in it: delete old copies. For PostgreSQL this names the command that does
    it.

    \b
    Examples:
      corpus db backup copydesk-2026-11.db
    """
    from rich.filesize import decimal

    with place.store() as store:
        size = store.checking.back_up(file)
    click.echo(f"{file}: {size:,} bytes ({decimal(size)}).")
    url = shlex.quote(f"sqlite:///{file.absolute()}")
    click.echo(f"Try it: corpus --db {url} stats")


@command.command(name="pack", short_help="Make the database smaller.")
@pass_place
def pack(place: Place) -> None:
    """Compress the raw pages that came since the last time with what repeats on their sites, and
    give the room back. Nothing is lost: pages come back byte for byte.

    It takes 10 to 30 ms a page, beside a crawl too. Only the end, where the file is written anew,
    needs the database for itself, and as much free room as it takes.

    \b
    Examples:
      corpus db pack
    """
    from rich.filesize import decimal

    with place.store() as store:
        done = store.checking.pack(lambda site: click.echo(f"{site} ...", err=True))
        location = store.location
    made = f"{done.dictionaries:,} new dictionaries"
    saved = f"{decimal(done.before)} before, {decimal(done.after)} now"
    click.echo(f"{location}: {done.pages:,} raw pages packed: {saved}; {made}.")


@command.command(name="migrate", short_help="Bring an older database up to date.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@pass_place
def migrate(place: Place, dry_run: bool) -> None:
    """Bring the database of an older Copydesk to the tables of this one.

    Every command does so when it opens an older database; this one says what it does. A SQLite
    file is copied beside itself first; of a server's database make a copy with pg_dump.

    \b
    Examples:
      corpus db migrate --dry-run
      corpus db migrate
    """
    from rich.filesize import decimal

    from storage import StoreError, look_at

    try:
        todo = look_at(place.database())
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    if todo.revision is None:
        raise click.ClickException("The database is empty; make a store in it: corpus init.")
    if not todo.steps:
        click.echo(f"Revision {todo.revision}: up to date.")
        return
    click.echo(f"From revision {todo.revision}:")
    for revision, what in todo.steps:
        click.echo(f"  {revision}  {what.splitlines()[0] if what else ''}")
    minutes = max(1, round(todo.seconds / 60))
    click.echo(f"{todo.articles:,} articles; about {minutes} minute{'s' * (minutes != 1)}.")
    if todo.backup:
        size = f" ({decimal(todo.size)})" if todo.size else ""
        click.echo(f"The file{size} is copied first, to {todo.backup}")
    if dry_run:
        click.echo("Nothing was changed.")
        return
    with place.store():
        click.echo("Up to date.")
