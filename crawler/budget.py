"""How many pages a crawl may still fetch."""

from dataclasses import dataclass


@dataclass(slots=True)
class Budget:
    """A number of pages, or None for no bound; `put_off` counts what there was no room for.

    >>> budget = Budget(1)
    >>> budget.spend(), budget.spend(), budget.put_off
    (True, False, 1)
    """

    pages: int | None = None
    spent: int = 0
    put_off: int = 0

    @property
    def is_spent(self) -> bool:
        """Whether no page is left."""
        return self.pages is not None and self.spent >= self.pages

    def spend(self) -> bool:
        """Take one page; False where none is left."""
        if self.is_spent:
            self.put_off += 1
            return False
        self.spent += 1
        return True
