"""The name of the site, and all names that it goes by: none may stand in titles and bylines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from cleaners.metadata.evidence import Candidate, Evidence
from cleaners.metadata.phrases import letters
from cleaners.metadata.structured_data import text_of, types_of
from cleaners.metadata.words import word_group
from cleaners.urls import normalise_url

MAX_NAME = 80
"""Characters; what is longer is a slogan."""


@dataclass(frozen=True, slots=True)
class SiteNames:
    """The names that a site goes by, as letters (see `letters`), and the words of its host.

    `person` is the name of the person that publishes the site, where JSON-LD says that one does.
    """

    names: frozenset[str]
    hosts: tuple[str, ...]
    person: str | None = None

    def has(self, text: str) -> bool:
        """Whether the text is a name of the site: one that it states, or that its host spells.

        >>> site = SiteNames(frozenset({"dailynews"}), ("dailynews",))
        >>> site.has("The Daily News"), site.has("Daily News Online"), site.has("Daily weather")
        (True, True, False)
        """
        if len(text) > MAX_NAME or len(name := letters(text)) < 2:
            return False
        if self.states(text):
            return True
        bare = name.removeprefix("the")
        return any(_spells(host, bare, text) for host in self.hosts)

    def states(self, text: str) -> bool:
        """Whether the text is a name that the site gives itself."""
        name = letters(text)
        return name in self.names or name.removeprefix("the") in self.names


def _spells(host: str, name: str, text: str) -> bool:
    """Whether a word of a host spells a name, begins it, ends it, or is its initials."""
    if name == host:
        return True
    words = text.split()
    if len(words) <= 4 and (
        (len(host) >= 3 and name.startswith(host))
        or (len(name) >= 4 and (host.startswith(name) or host.endswith(name)))
    ):
        return True
    return len(host) == len(words) > 2 and host == letters("".join(word[0] for word in words))


def site_name_candidates(evidence: Evidence) -> Iterator[Candidate[str]]:
    """The site's name, as the page states it for people."""
    yield from evidence.of_meta("og:site_name")
    for node in evidence.data.of_type("website"):
        if name := text_of(node.get("name")):
            yield Candidate(name, "json-ld WebSite")
    publisher = evidence.data.resolve(evidence.article.get("publisher"))
    if name := text_of(publisher):
        yield Candidate(name, "json-ld publisher")
    yield from evidence.of_meta("application-name", "apple-mobile-web-app-title")
    yield from evidence.of_meta("dc.publisher", "publisher", "twitter:app:name:iphone")


def weigh_site_name(evidence: Evidence) -> Iterator[Candidate[str]]:
    """The names that are short enough to be one, and no URL."""
    for candidate in site_name_candidates(evidence):
        yield replace(candidate, refused=_no_name(candidate.value))


def _no_name(text: str) -> str | None:
    if len(text) > MAX_NAME:
        return "it is too long for a name"
    if "://" in text or not any(map(str.isalpha, text)):
        return "it is no name"
    return None


def names_of_site(evidence: Evidence) -> SiteNames:
    """All names that the site goes by."""
    names = {letters(c.value) for c in site_name_candidates(evidence) if len(c.value) <= MAX_NAME}
    names |= {name.removeprefix("the") for name in names}
    for node in evidence.data.of_type("website"):
        if name := text_of(node.get("alternateName")):
            names.add(letters(name))
    names |= {letters(text) for text in _home_links(evidence)}
    hosts = host_words(evidence.page.address)
    names |= {letters(".".join(hosts)), letters(_host(evidence.page.address).removeprefix("www."))}
    known = frozenset(name for name in names if len(name) > 1)
    return SiteNames(known, hosts, _publishing_person(evidence))


def _publishing_person(evidence: Evidence) -> str | None:
    publisher = evidence.data.resolve(evidence.article.get("publisher"))
    if not isinstance(publisher, Mapping) or "person" not in types_of(publisher):
        return None
    return letters(text_of(publisher) or "") or None


def _home_links(evidence: Evidence) -> Iterator[str]:
    """The headings that are links to the front page: they name the site, not the article."""
    for heading, text in zip(evidence.headings, evidence.heading_texts, strict=True):
        outer = heading.getparent()
        link = heading.find(".//a") if outer is None or outer.tag != "a" else outer
        href = "" if link is None else link.get("href") or ""
        if text and leads_home(href, evidence.page.address):
            yield text


def leads_home(href: str, address: str | None) -> bool:
    """Whether a link leads to the front page of a site."""
    url = normalise_url(href, address) if href.strip(" #") else None
    return url is not None and urlsplit(url).path == "/" and "?" not in url


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return ""


def host_words(url: str | None) -> tuple[str, ...]:
    """The words of a URL's host that name the site.

    >>> host_words("https://www.daily-news.co.uk/a"), host_words("https://sport.example.com")
    (('dailynews',), ('sport', 'example'))
    """
    labels = _host(url).split(".")[:-1]
    if len(labels) > 1 and labels[-1] in word_group("markup", "second_level"):
        labels = labels[:-1]
    about = word_group("markup", "about_hosts")
    kept = [label for label in labels if label not in about or len(labels) == 1]
    return tuple(letters(label) for label in kept if len(label) > 1)
