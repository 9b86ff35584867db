"""What the article is about, in the page's own keywords."""

import re
from collections.abc import Iterator, Sequence

from cleaners.metadata.evidence import Candidate, Evidence
from cleaners.metadata.phrases import plain
from cleaners.metadata.site_name import SiteNames
from cleaners.metadata.structured_data import listed, text_of
from cleaners.metadata.words import word_group

MAX_TAGS = 40
MAX_TAG = 60
"""Characters; what is longer is a sentence."""

MIN_LABELLED = 3
"""Keywords of a list from which what stands before their colons is a label."""

_LISTS = ("news_keywords", "keywords", "parsely-tags", "sailthru.tags", "cxenseparse:keywords")
_APART = re.compile(r"\s*[,;|،、，]\s*")
_MACHINE = re.compile(
    r"[\w-]+[:=]\S|https?://|^[\d_\W]+$|^[A-Za-z]+[_]\w+$|^_\w|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+$"
)
"""Keywords for machines: "type:article", "channel=news", "_no-feed", numbers, UUIDs, URLs."""

_LABELLED = re.compile(r"([^\W\d_][\w-]*(?: [\w-]+){0,2}): +(?=\S)")


def weigh_tags(evidence: Evidence, site: SiteNames) -> Iterator[Candidate[tuple[str, ...]]]:
    """The lists of keywords; one holds if it has any meant for people."""
    for candidate in _candidates(evidence):
        tags: dict[str, str] = {}
        for tag in _without_labels(candidate.value):
            if _is_tag(tag) and not site.has(tag):
                tags.setdefault(tag.casefold(), tag)
        if tags:
            yield Candidate(tuple(tags.values())[:MAX_TAGS], candidate.source)
        elif any(candidate.value):
            stated = tuple(candidate.value)[:MAX_TAGS]
            yield Candidate(stated, candidate.source, refused="none is meant for people")


def _without_labels(tags: Sequence[str]) -> list[str]:
    """The keywords without what labels them for machines, where many are labelled.

    A topic loses its label; what is labelled otherwise is no topic. One or two with a colon are
    names as they stand.

    >>> _without_labels(["Topic: Oil", "Day: Friday", "Length: Short", "Rain"])
    ['Oil', 'Rain']
    >>> _without_labels(["Rain: the musical", "Topic: Oil"])
    ['Rain: the musical', 'Topic: Oil']
    """
    if sum(": " in tag for tag in tags) < MIN_LABELLED:
        return list(tags)
    kept = []
    for tag in tags:
        label = _LABELLED.match(tag)
        if label is None:
            kept.append(tag)
        elif label[1].casefold() in word_group("topics", "labels"):
            kept.append(tag[label.end() :])
    return kept


def _is_tag(text: str) -> bool:
    """Whether a keyword is meant for people; one letter is a word in some scripts only."""
    if len(text) > MAX_TAG or (len(text) < 2 and text.isascii()):
        return False
    return not _MACHINE.search(text)


def _candidates(evidence: Evidence) -> Iterator[Candidate[list[str]]]:
    yield Candidate(_of_json(evidence), "json-ld")
    for name in ("article:tag", "og:article:tag"):
        found = [plain(text) for text in evidence.meta.get(name, ())]
        yield Candidate([t for text in found if text for t in _split(text)], f"meta {name}")
    for found_list in evidence.of_meta(*_LISTS):
        yield Candidate(_split(found_list.value), found_list.source)


def _of_json(evidence: Evidence) -> list[str]:
    keywords = listed(evidence.article.get("keywords"))
    texts = [text for value in keywords[: 2 * MAX_TAGS] if (text := text_of(value))]
    return _split(texts[0]) if len(texts) == 1 else texts


def _split(text: str) -> list[str]:
    return [tag.strip(" #\"'") for tag in _APART.split(text)[: 2 * MAX_TAGS]]
