"""Who crawls, in every request: the User-Agent with a contact, and From (RFC 9110, 10.1.2)."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings


def name_contact(settings: "BaseSettings") -> None:
    """Put the setting CONTACT into the headers of every request; without one, nothing changes."""
    contact = str(settings.get("CONTACT") or "").strip()
    agent = str(settings["USER_AGENT"])
    if not contact or contact in agent:
        return
    priority = settings.getpriority("USER_AGENT") or 0
    settings.set("USER_AGENT", f"{agent} (+{contact})", priority)
    if "@" in contact and "://" not in contact:
        headers = dict(settings.getdict("DEFAULT_REQUEST_HEADERS"))
        priority = settings.getpriority("DEFAULT_REQUEST_HEADERS") or 0
        settings.set("DEFAULT_REQUEST_HEADERS", {**headers, "From": contact}, priority)
