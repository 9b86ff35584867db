"""Where the corpus is: the home folder and the database, from options, environment and folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cleaners.recipe import Folders, Recipe
    from storage import Store


@dataclass(frozen=True, slots=True)
class Place:
    """What the user said about the place of the corpus: `--home` and `--db`."""

    home: Path | None
    db: str | None

    def folder(self) -> Path:
        """The home folder."""
        from storage import find_home

        return find_home(self.home, os.environ, Path.cwd())

    def snapshots(self) -> Path:
        """The folder of the manifests of snapshots."""
        return self.folder() / "snapshots"

    def database(self) -> str:
        """The URL of the database."""
        from storage import database_url

        return database_url(self.db, os.environ, self.folder())

    @contextmanager
    def store(self) -> Iterator["Store"]:
        """The store, which must exist: asking never creates one. Its errors end the command."""
        from storage import StoreError, open_store

        def tell(what: str) -> None:
            click.echo(what, err=True)

        try:
            with open_store(self.database(), create=False, tell=tell) as store:
                yield store
        except StoreError as error:
            raise click.ClickException(str(error)) from error

    def folders(self) -> "Folders":
        """Where the user keeps what is known of sites: recipes, and configurations of others."""
        from cleaners.recipe import Folders
        from storage import HomeError, site_configs

        home = self.folder()
        try:
            return Folders(home / "recipes", site_configs(None, os.environ, home))
        except HomeError as error:
            raise click.ClickException(str(error)) from error

    def recipe_of(self, site: str) -> "Recipe":
        """What is known of a site: its recipe, the user's or the shipped one, and its site
        configuration where the recipe leaves that to say something."""
        from cleaners.recipe import RecipeError, rules_for

        try:
            return rules_for(site, self.folders())
        except RecipeError as error:
            raise click.ClickException(str(error)) from error
