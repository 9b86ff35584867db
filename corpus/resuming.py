"""A recleaning that was stopped goes on where it was."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime

from cleaners.cleaning import rules_version
from cleaners.recipe import Recipe
from corpus.reclean import FIRST, Start, sites_of
from storage import Filters, Stopped, Store, StoredPage

EVERY = 20
"""Pages after which the place is noted: what a kill makes us do twice, which changes nothing."""


class Course:
    """How far a recleaning has come."""

    def __init__(self, store: Store, scope: str, stopped: Stopped | None) -> None:
        now = datetime.now(UTC)
        self._store, self._scope = store, scope
        self._at = stopped or Stopped(*FIRST, 0, now)
        self._noted = self._at.pages
        self.stopped = stopped
        """Where the last one was stopped, if it was."""

    @property
    def start(self) -> Start:
        """Where to begin."""
        return self._at.site, self._at.page_id

    def note(self, page: StoredPage) -> None:
        """This page is done, and all before it."""
        self._at = Stopped(page.site, page.id, self._at.pages + 1, self._at.started_at)
        if self._at.pages - self._noted >= EVERY:
            self.keep()

    def keep(self) -> None:
        """Note the place in the store."""
        if self._at.pages > self._noted:
            self._store.recleans.note(self._scope, self._at)
            self._noted = self._at.pages


@contextmanager
def course(store: Store, scope: str, *, anew: bool) -> Iterator[Course]:
    """The course of a recleaning of that scope; its place is forgotten once it ends well."""
    if anew:
        store.recleans.end(scope)
    going = Course(store, scope, store.recleans.stopped(scope))
    try:
        yield going
    except BaseException:
        going.keep()
        raise
    store.recleans.end(scope)


def scope_of(
    store: Store, filters: Filters, step: str | None, recipe_of: Callable[[str], Recipe]
) -> str:
    """What a recleaning is of, and by which rules: with others, it is another one."""
    rules = sorted({rules_version(recipe_of(site)) for site in sites_of(store, filters)})
    chosen = {name: str(value) for name, value in asdict(filters).items() if value is not None}
    return json.dumps([chosen, step, rules])
