"""Who crawls, in every request: the User-Agent with a contact, and From (RFC 9110, 10.1.2)."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

SPIDER = 30
"""Scrapy's priority of what spiders set; the project's is lower, the command line's higher."""


def name_contact(settings: "BaseSettings") -> None:
    """Put the setting CONTACT into the headers of every request; without one, nothing changes."""
    contact = str(settings.get("CONTACT") or "").strip()
    agent = str(settings["USER_AGENT"])
    if not contact or contact in agent:
        return
    settings.set("USER_AGENT", f"{agent} (+{contact})", _above(settings, "USER_AGENT"))
    if "@" in contact and "://" not in contact:
        headers = dict(settings.getdict("DEFAULT_REQUEST_HEADERS"))
        priority = _above(settings, "DEFAULT_REQUEST_HEADERS")
        settings.set("DEFAULT_REQUEST_HEADERS", {**headers, "From": contact}, priority)


def _above(settings: "BaseSettings", name: str) -> int:
    """A priority that wins over whoever set it, and over the project's module, read once more."""
    return max(settings.getpriority(name) or 0, SPIDER) + 1
