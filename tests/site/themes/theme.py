"""What a theme must be able to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.site.hosts import Encoding, Host
from tests.site.newsroom import NewsArticle
from tests.site.phrases import Phrases, phrases
from tests.site.story import Piece, Story


@dataclass(frozen=True, slots=True)
class View:
    """A page of a host, whatever stands on it: what its head, header and footer need to know."""

    host: Host
    language: str
    title: str
    encoding: Encoding
    head: str = ""

    @property
    def words(self) -> Phrases:
        """The furniture in the page's language."""
        return phrases(self.language)


@dataclass(frozen=True, slots=True)
class Theme:
    """How a host looks.

    `frame` puts head, header and footer around the main part of a page. `body` renders a story's
    blocks and inserts. `article` is the whole page of a story, with another body if one is given
    and with `head` added to its head. `entry` is one article in a list.
    """

    frame: Callable[[View, Sequence[Piece]], list[Piece]]
    body: Callable[[Story], list[Piece]]
    article: Callable[[Story, Sequence[Piece], str], list[Piece]]
    entry: Callable[[NewsArticle], str]


def html_of(pieces: Sequence[Piece]) -> str:
    """The HTML of a page."""
    return "\n".join(piece.html for piece in pieces if piece.html) + "\n"
