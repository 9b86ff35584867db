"""Where the corpus is: the home folder and the database, from options, environment and folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cleaners.recipe import Recipe
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

        try:
            with open_store(self.database(), create=False) as store:
                yield store
        except StoreError as error:
            raise click.ClickException(str(error)) from error

    def recipe_of(self, site: str) -> "Recipe":
        """What is known of a site: the user's `recipes/SITE.toml`, else the one shipped, if any."""
        from cleaners.recipe import RecipeError, recipe_for

        try:
            return recipe_for(site, self.folder() / "recipes")
        except RecipeError as error:
            raise click.ClickException(str(error)) from error
