"""The command `corpus`: it finds the store and hands over to one file of `corpus.commands`."""

import sys
from importlib import import_module
from pathlib import Path

import click

from corpus.options import DB, HOME
from corpus.output import let_closed_pipes_be, speak_utf8
from corpus.place import Place

COMMANDS = (
    *("init", "add", "crawl", "sites", "test-sites", "site-configs"),
    *("health", "status", "quarantine"),
    *("search", "trend", "show", "history", "diff"),
    *("explain", "audit", "cut", "restore", "corrections"),
    *("export", "snapshot", "verify", "import-warc", "export-warc"),
    *("stats", "clean", "reclean", "prune", "forget", "db"),
)
"""In the order of the help. Each is the `command` of the module of that name."""

VERDICTS = ("add", "crawl", "db", "site-configs", "test-sites", "verify")
"""Commands whose exit code is what they found; one that is not heard to the end has not said 0."""


class CommandFiles(click.Group):
    """A group that imports a command's file only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order that a reader wants."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = cmd_name.replace("-", "_")
        command = import_module(f"corpus.commands.{module}").command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what the system refuses becomes one sentence, a closed pipe silence."""
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            if not let_closed_pipes_be():
                raise
            raise click.exceptions.Exit(ctx.invoked_subcommand in VERDICTS) from None
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}.") from error
        return result


@click.command(
    cls=CommandFiles,
    epilog="""
\b
Examples:
  corpus search harbour ferry --since 7d
  corpus explain 12
  corpus export --format csv --lang de > articles.csv
""",
)
@HOME
@DB
@click.version_option(package_name="copydesk", message="copydesk %(version)s")
@click.pass_context
def main(ctx: click.Context, home: Path | None, db: str | None) -> None:
    """Ask a corpus of news articles: search it, read it, see what was cut and why."""
    speak_utf8()
    ctx.obj = Place(home, db)


if __name__ == "__main__":
    main()
