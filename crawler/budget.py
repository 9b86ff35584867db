"""How many pages a crawl may still fetch."""

from dataclasses import dataclass


@dataclass(slots=True)
class Budget:
    """A number of pages, and of articles among them, or None for no bound.

    `put_off` counts what there was no room for.

    >>> budget = Budget(2, articles=1)
    >>> budget.spend("start"), budget.spend("article"), budget.spend("article"), budget.put_off
    (True, True, False, 1)
    """

    pages: int | None = None
    articles: int | None = None
    spent: int = 0
    articles_spent: int = 0
    put_off: int = 0

    @property
    def is_spent(self) -> bool:
        """Whether no page is left, or no article."""
        pages = self.pages is not None and self.spent >= self.pages
        return pages or (self.articles is not None and self.articles_spent >= self.articles)

    @property
    def told(self) -> str:
        """What a person should know once it is spent."""
        pages = self.pages is not None and self.spent >= self.pages
        bound = f"{self.pages:,} pages" if pages else f"{self.articles:,} articles"
        return f"the budget of {bound} is spent; another run goes on"

    def spend(self, aim: str = "") -> bool:
        """Take one page, an article if that is the aim; False where none is left."""
        if self.is_spent:
            self.put_off += 1
            return False
        self.spent += 1
        self.articles_spent += aim == "article"
        return True
