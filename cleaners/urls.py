"""URLs as this project compares them: one normal form, or None for what is no web page's URL."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

MAX_URL = 2_048
"""Characters. Longer ones are traps or data; browsers and servers agree on about this bound."""

TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|at_(medium|campaign)"
    r"|wt_?mc\w*|cmpid|ns_\w+|xtor|ocid|phpsessid|jsessionid|sid",
    re.IGNORECASE,
)
"""Query keys that name a visit or a campaign, never a page."""

_BAD = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_HOST = r"//[a-z0-9](?:[a-z0-9-]++|\.(?=[a-z0-9]))*+"
_PATH = r"/(?!/)(?:[\w~%+,:@!$&'()*-]++|\.(?![./?#]|$)|/(?!/))*+"
_PLAIN = re.compile(
    rf"(?P<origin>https?:{_HOST})?{_PATH}(?P<query>\?[\w.~%+,:!$&'()*=/-]++)?", re.ASCII
)
"""What is its own normal form but for the site's origin and what `TRACKING` finds in the query:
most links, and quicker told than taken apart."""

_NEARLY = re.compile(
    rf"(?=/|http)(?:(?P<scheme>https?:)?(?P<host>{_HOST}))?(?P<path>{_PATH})?(?:\#[\w/=!.-]*+)?",
    re.ASCII,
)
"""The same without a scheme or a path, or with a fragment."""

_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
"""The scheme of what is neither a web page's address nor relative to one."""

_SESSION_PATH = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_NAME_OF_HOST = re.compile(
    r"[\w-]{1,63}(?:\.[\w-]{1,63})*|[0-9a-f:.]+(?:%25\w+)?", re.ASCII | re.IGNORECASE
)
_USERINFO = re.compile(r"(?<=//)[^/?#]*@|^[^/?#]*@")
_PORTS = {"http": 80, "https": 443}
_SUBSITES = ("www.", "m.", "amp.", "mobile.")


def normalise_url(url: str, base: str | None = None) -> str | None:
    """The normal form of a URL, absolute against `base`; None if it names no web page.

    Refused: schemes but http and https, user information, control characters, bad ports, more
    than 2,048 characters. Dropped: the fragment, default ports, keys of tracking and sessions.
    The order of the query stays (RFC 3986 gives it meaning). Never raises.

    >>> normalise_url("HTTP://Example.COM:80/a?utm_source=x&id=3#top")
    'http://example.com/a?id=3'
    >>> normalise_url("http://e.x/open/../private/%2E/a")
    'http://e.x/private/a'
    >>> normalise_url("javascript:alert(1)") is None
    True
    """
    if "%2e" in url or "%2E" in url:
        return _remembered(url, base) if len(url) <= MAX_URL else _taken_apart(url, base)
    if (plain := _PLAIN.fullmatch(url)) and not (plain[2] and TRACKING.search(plain[2])):
        origin = "" if plain[1] else _origin(base) if base else None
        if origin is not None and len(origin) + len(url) <= MAX_URL:
            return origin + url
    elif nearly := _NEARLY.fullmatch(url):
        scheme, host, path = nearly.groups("")
        origin = "" if scheme else _origin(base) if base else None
        if origin is not None and len(origin) + len(url) <= MAX_URL:
            lacks = origin.partition("//")[0] if host else origin
            return f"{lacks}{scheme}{host}{path or '/'}"
    elif _OTHER_SCHEME.match(url):
        return None
    return _remembered(url, base) if len(url) <= MAX_URL else _taken_apart(url, base)


def spelled_out(url: str, base: str | None = None) -> str | None:
    """The address with what its normal form leaves out of it; None where that is nothing.

    Nearly all servers pass over tracking keys; some give the page only with them.

    >>> spelled_out("/a?utm_source=rss&id=3#top", "http://e.x/")
    'http://e.x/a?utm_source=rss&id=3'
    >>> spelled_out("http://e.x/a?id=3") is None
    True
    """
    if not ("?" in url or ";" in url) or not TRACKING.search(url):
        return None
    spelled = _taken_apart(url, base, whole=True)
    return None if spelled == normalise_url(url, base) else spelled


def _taken_apart(url: str, base: str | None, *, whole: bool = False) -> str | None:
    """The normal form of any URL, part by part; the `whole` one with all keys of its query."""
    try:
        joined = urljoin(base, url.strip()) if base else url.strip()
        if len(joined) > MAX_URL or _BAD.search(joined):
            return None
        parts = urlsplit(joined)
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if scheme not in _PORTS or not host or "@" in parts.netloc or re.search(r"[\s%\\]", host):
        return None
    try:
        host = host if host.isascii() else host.encode("idna").decode().strip(".")
    except UnicodeError:
        return None
    if not _NAME_OF_HOST.fullmatch(host):
        return None
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS[scheme]:
        netloc = f"{netloc}:{port}"
    path = _without_dots(parts.path)
    path = (path if whole else _SESSION_PATH.sub("", path)).replace(" ", "%20") or "/"
    query = parts.query.replace(" ", "%20") if whole else _clean_query(parts.query)
    return urlunsplit((scheme, netloc, path, query, ""))


def _without_dots(path: str) -> str:
    """A path without "." and ".." as its parts, however they are written (WHATWG URL).

    Servers resolve them: robots.txt must be asked about where an address leads.
    """
    if "/." not in path and "%2e" not in path.lower():
        return path
    kept: list[str] = []
    for part in (parts := path.split("/"))[1:]:
        dots = part.lower().replace("%2e", ".")
        if dots == "..":
            del kept[-1:]
        elif dots != ".":
            kept.append(part)
    ends = parts[-1].lower().replace("%2e", ".") in (".", "..")
    return "/".join(["", *kept, *([""] if ends else [])])


_remembered = lru_cache(maxsize=1_024)(_taken_apart)
"""The same for addresses that are not too long: a page repeats half of its odd ones."""


@lru_cache(maxsize=64)
def _origin(url: str) -> str | None:
    """Scheme, host and port of a URL in their normal form, or None."""
    normal = normalise_url(url)
    return normal and "/".join(normal.split("/", 3)[:3])


def _clean_query(query: str) -> str:
    if not TRACKING.search(query):
        return query.replace(" ", "%20")
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = [(key, value) for key, value in pairs if not TRACKING.fullmatch(key)]
    return urlencode(kept, errors="surrogateescape")


def shown(url: str) -> str:
    """An address as it may stand in a message: one short line, without name and password.

    >>> shown("https://ann:secret@e.x/a")
    "'https://***@e.x/a'"
    """
    return repr(without_userinfo(url)[:200])


def without_userinfo(url: str) -> str:
    """An address, well formed or not, with stars for a name and password.

    >>> without_userinfo("ann:secret@e.x/a@b")
    '***@e.x/a@b'
    """
    return _USERINFO.sub("***@", url)


def url_key(url: str) -> str:
    """What two spellings of one page share: the normal form without scheme, "www." or last slash.

    >>> url_key("http://www.example.com/a/") == url_key("https://example.com/a")
    True
    """
    normal = normalise_url(url) or url
    rest = normal.split("://", 1)[-1]
    return rest.removeprefix("www.").rstrip("/")


def site_of(url: str) -> str:
    """The site that a URL belongs to: its host (and port) without "www." and its like.

    >>> site_of("https://www.example.com/a"), site_of("http://127.0.0.1:8000/")
    ('example.com', '127.0.0.1:8000')
    """
    netloc = urlsplit(normalise_url(url) or url).netloc.lower()
    for prefix in _SUBSITES:
        if netloc.startswith(prefix) and netloc.count(".") > 1:
            return netloc.removeprefix(prefix)
    return netloc
