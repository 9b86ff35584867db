"""What an article's address looks like, on any site: a general judgement, no site's name in it."""

import re
from urllib.parse import unquote, urlsplit

LIKELY = 3
"""Points from which a link on a listing page is followed."""

CERTAIN = 4
"""Points of the address alone that outweigh a segment like "archive" or "topics"."""

_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|pdf|docx?|xlsx?|pptx?|epub|zip|gz|rar|exe|apk|mp3|m4a|ogg"
    r"|wav|mp4|m3u8|webm|avi|mov|css|js|json|xml|rss|atom|txt|csv|ics|woff2?)$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:19[89]\d|20\d\d)[/\-_.]?(?:0?[1-9]|1[0-2])(?:[/\-_.]?(?:0?[1-9]|[12]\d|3[01]))?(?!\d)"
)
_NUMBER = re.compile(r"(?<!\d)\d{4,}(?!\d)|[0-9a-f]{8,}(?=[-.]|$)")
_PAGE_ENDING = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|ece|cms|story|article|amp)$")
_QUERY_ID = re.compile(
    r"(?:^|&)(?!cat|tag|author|user|session|page|lang)"
    r"(?:\w*id|idx|p|n|no|\w*no|\w*seq\w*|\w*code|article|story)=\d+(?:&|$)",
    re.IGNORECASE,
)
_LISTING_QUERY = re.compile(
    r"(?:^|&)(?:page|paged|s|q|search|query|sort|order|filter|tag|cat|category|author|replytocom"
    r"|share|print|lang|offset|start|view|action|login|redirect\w*|return\w*)=",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
WIDE = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
"""Letters of scripts that write no spaces between words, or few."""

_SERVICE = re.compile(
    r"tags?|labels?|topics?|categor(?:y|ies)|cat|authors?|autor(?:en)?|auteurs?|contributors?"
    r"|profiles?|users?|members?|people|search|suche|recherche|buscar|log-?(?:in|out)(?:\.php)?"
    r"|sign-?(?:in|up)|regist(?:er|ration)|account|konto|password|subscri(?:be|ptions?)|abo"
    r"|newsletters?|about(?:-us)?|contacts?(?:-us)?|kontakt|impressum|imprint|datenschutz"
    r"|privacy(?:-policy)?|cookies?(?:-policy)?|terms(?:-(?:of|and)-\w+)?|agb|legal|mediadaten"
    r"|advertis(?:e|ing)|jobs|careers|help|faq|sitemap|feeds?|rss|atom|wp-(?:admin|login\.php"
    r"|content|json)|cdn-cgi|comments?|share|print|cart|checkout|shop|wishlist|archives?|page"
    r"|calendar|events|galler(?:y|ies)|store|catalog(?:ue)?|services|solutions|pricing|courses"
)
"""A path in which one of these stands as a whole segment leads to no article, as a rule."""

_THREAD = re.compile(
    r"threads?|forums?|(?:show|view)(?:thread|topic|forum)(?:\.php)?|docs|documentation|man-pages"
)
_THREAD_HOST = re.compile(r"(?:forums?|boards?|discuss|community|docs?|documentation)\.")
_WARE = re.compile(r"products?|collections|listing|itm")
"""The same, however much a slug or a number looks like an article's: threads have headlines too,
and wares have names. Only a date in the path says otherwise."""


def is_thread(url: str) -> bool:
    """Whether an address names a thread of a forum or a page of a manual.

    >>> is_thread("https://forum.e.x/t/which-ferry-to-take"), is_thread("https://e.x/threads/12/")
    (True, True)
    >>> is_thread("https://e.x/forums/2026/05/17/which-ferry-to-take")
    False
    """
    parts = urlsplit(url)
    if parts.path in ("", "/") or _DATED.search(parts.path):
        return False
    named = any(map(_THREAD.fullmatch, parts.path.lower().split("/")[:-1]))
    script = _THREAD.fullmatch(parts.path.lower().rpartition("/")[2])
    return named or bool(script and parts.query) or bool(_THREAD_HOST.match(parts.netloc.lower()))


def is_no_article(url: str) -> bool:
    """Whether the address alone shows that it is a front page, a listing, a service or a file.

    >>> is_no_article("https://e.x/tag/weather/"), is_no_article("https://e.x/2024/storm-hits-coast")
    (True, False)
    """
    parts = urlsplit(url)
    path = unquote(parts.path).lower()
    if path in ("", "/") and not _QUERY_ID.search(parts.query):
        return True
    if _FILE.search(path):
        return True
    if _LISTING_QUERY.search(parts.query) and not _QUERY_ID.search(parts.query):
        return True
    segments = [segment for segment in path.split("/") if segment]
    ware = any(_WARE.fullmatch(segment) for segment in segments[:-1][:4])
    if is_thread(url) or (ware and not _DATED.search(path)):
        return True
    stop = any(_SERVICE.fullmatch(segment) for segment in segments[:3])
    return stop and address_points(url) < CERTAIN


def article_points(url: str, text: str) -> int:
    """How much a link's address and its text look like an article's; `LIKELY` is enough.

    >>> article_points("https://e.x/2024/05/17/storm-hits-coast", "Storm hits the coast") >= LIKELY
    True
    >>> article_points("https://e.x/sport/", "Sport") >= LIKELY
    False
    """
    return -9 if is_no_article(url) else address_points(url) + _text_points(text)


def address_points(url: str) -> int:
    """How much an address alone looks like an article's: a slug of words, a date, a number."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    segments = [segment for segment in path.split("/") if segment]
    last = segments[-1] if segments else ""
    slug = _PAGE_ENDING.sub("", last.lower())
    words = len(_WORD.findall(re.sub(r"[-_+.]", " ", slug)))
    points = min(4, max(0, words - 1))
    points += 2 if len(WIDE.findall(slug)) >= 8 else 0
    points += 2 if _DATED.search(path) else 0
    points += 2 if _NUMBER.search(slug) or _QUERY_ID.search(parts.query) else 0
    points += 1 if slug != last.lower() else 0
    return points - (1 if len(segments) == 1 and words < 3 else 0)


def _text_points(text: str) -> int:
    words = len(_WORD.findall(text))
    if words >= 5 or len(WIDE.findall(text)) >= 10:
        return 2
    if words >= 3 or len(WIDE.findall(text)) >= 6:
        return 1
    return -1
