"""A story: an article on its page, with what the theme needs to know around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from tests.site.hosts import Encoding, Host, article_url, encoding_of, host_of, section_path
from tests.site.newsroom import NewsArticle, articles
from tests.site.phrases import Phrases, phrases
from tests.site.variation import number, pick, shuffled

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page. `kind` is "block", "markup" (no text), or the kind of furniture."""

    kind: str
    html: str


@dataclass(frozen=True, slots=True)
class Story:
    """An article and its surroundings; `others` are those that the page may point to."""

    article: NewsArticle
    host: Host
    others: tuple[NewsArticle, ...]
    encoding: Encoding

    @property
    def url(self) -> str:
        """Where the page stands."""
        return article_url(self.article)

    @property
    def section_url(self) -> str:
        """Where the section stands."""
        return self.host.address + section_path(self.article)

    @property
    def words(self) -> Phrases:
        """The furniture in the article's language."""
        return phrases(self.article.language)

    def number(self, below: int, *what: str) -> int:
        """A number that depends on the article alone."""
        return number(below, self.article.slug, *what)

    def pick(self, options: Sequence[T], *what: str) -> T:
        """One of the options, chosen by the article."""
        return pick(options, self.article.slug, *what)


def story_of(article: NewsArticle, encoding: Encoding | None = None) -> Story:
    """The story of an article, with the other articles of its host and language."""
    same = [
        other
        for other in articles(article.folder)
        if other.language == article.language and other.slug != article.slug
    ]
    others = tuple(shuffled(same, article.slug, "others"))
    return Story(article, host_of(article.folder), others, encoding or encoding_of(article))
