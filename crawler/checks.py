"""What must be right before a crawl starts; each problem is a sentence that says what to do."""

import re
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cleaners.urls import normalise_url, shown
from crawler.site_rules import problem_with_rules

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

USAGE = "scrapy crawl news -a url=https://www.example.com/"


_CONTACT = re.compile(r"[^\s@()<>]+@[^\s@()<>]+\.[^\s@()<>]+|https?://[^\s()<>]+\.[^\s()<>]+")
"""An e-mail address or a web page; nothing that would break the header that names it."""

USAGE_EXIT = 64
STORE_EXIT = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a crawl could not start or go on: a sentence, and the exit code that tells it.

    64 is a mistake in the command or the settings (`EX_USAGE`), 5 a store that can't be used.
    """

    sentence: str
    exit_code: int = USAGE_EXIT


def problem_with(url: str, settings: "BaseSettings") -> Problem | None:
    """Why a crawl of this URL with these settings can't start, or None."""
    sentence = (
        _problem_with_url(url)
        or problem_with_contact(str(settings.get("CONTACT") or ""))
        or problem_with_settings(settings)
    )
    return Problem(sentence) if sentence else None


def problem_with_contact(contact: str) -> str | None:
    """Why a site could not reach whoever crawls it by this contact, or None.

    >>> problem_with_contact("desk@example.org"), problem_with_contact("https://example.org/bot")
    (None, None)
    """
    if _CONTACT.fullmatch(contact):
        return None
    wrong = f"{contact[:100]!r} is no e-mail address or web page. " if contact else ""
    return (
        f"{wrong}Sites must be able to reach whoever crawls them. Write your own address: "
        "export COPYDESK_CONTACT=you@example.org"
    )


def problem_with_arguments(names: Iterable[str], known: Iterable[str]) -> Problem | None:
    """What `-a` names that no crawl knows; a `since` with a slip in it would bound nothing."""
    for name in names:
        near = get_close_matches(name, list(known), n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
        return Problem(f"-a {name}= is no argument of a crawl; {hint}")
    return None


def _problem_with_url(url: str) -> str | None:
    if not url:
        return f"Name the URL to crawl: {USAGE}"
    if normalise_url(url if "://" in url else f"https://{url}") is None:
        return f"{shown(url)} is no web address that can be crawled; one looks like this: {USAGE}"
    return None


def problem_with_settings(settings: "BaseSettings") -> str | None:
    """Why no crawl can be made with these settings, or None."""
    try:
        delay = settings.getfloat("DOWNLOAD_DELAY")
    except ValueError:
        delay = -1.0
    if not delay >= 0:
        return f"DOWNLOAD_DELAY is {settings['DOWNLOAD_DELAY']}; it is a number of seconds from 0."
    try:
        settings.getbool("AUTOTHROTTLE_ENABLED")
    except ValueError:
        return f"AUTOTHROTTLE_ENABLED is {settings['AUTOTHROTTLE_ENABLED']}; it is 0 or 1."
    return problem_with_rules(settings) or _problem_with_authorities(settings.get("TLS_CA_FILE"))


def _problem_with_authorities(file: str | None) -> str | None:
    if not file:
        return None
    if not Path(file).is_file():
        return f"TLS_CA_FILE names {file}, and there is no such file."
    try:
        ssl.create_default_context(cafile=file)
    except ssl.SSLError:
        return f"TLS_CA_FILE names {file}, which holds no certificates in PEM form."
    return None


def explained(url: str, reason: str | None) -> str:
    """Why a URL gave nothing, and what to do about it where the user can do something.

    >>> explained("http://localhost:8000/", "private-address: localhost").rsplit(": ", 1)[1]
    'export COPYDESK_ALLOW_PRIVATE_HOSTS=localhost:8000'
    """
    said = f"{url}: {reason}"
    netloc = urlsplit(url).netloc
    host = (reason or "").removeprefix("private-address: ")
    if host == reason or not netloc.startswith((host, f"[{host}")):
        return said
    return (
        f"{said}. It is in your own network, of which a crawl asks nothing unless you name it. "
        f"To crawl it: export COPYDESK_ALLOW_PRIVATE_HOSTS={netloc}"
    )
