"""The store: pages, articles and the ledger, on SQLite or PostgreSQL.

A name is fetched from its module when it is first asked for: a process that cleans makes ready
what storing needs (`prepare`) and loads no database for it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storage.arriving import Item
    from storage.changes import by_hand, by_new_rules, cleaned_again, kept_lines
    from storage.checking import Finding
    from storage.copies import Copy
    from storage.corrections import StoredCorrection
    from storage.cut_records import CutRecord
    from storage.forgetting import Known, WhatIsStored
    from storage.forgotten import ForgottenError
    from storage.found import Found
    from storage.frontier import Claim
    from storage.growth import Month
    from storage.holders import Holder
    from storage.hosts import HostFile, HostState
    from storage.leases import Lease
    from storage.location import HomeError, database_url, find_home, site_configs
    from storage.opening import look_at, open_store
    from storage.passing import NO_ARTICLES
    from storage.preparing import Prepared, prepare
    from storage.pruning import Pruned
    from storage.quarantine import DROPPED, QuarantinedPage
    from storage.recleans import Stopped
    from storage.site_day import Portrait, SiteDay, Visited
    from storage.site_facts import SiteFacts
    from storage.store import Store
    from storage.trend import By, Period
    from storage.types import (
        CLAIMED,
        SEARCHED,
        Aim,
        Filters,
        FoundUrl,
        Hit,
        LeaseLostError,
        Order,
        RelatedArticle,
        Run,
        SiteStats,
        Stats,
        StoreAwayError,
        StoredArticle,
        StoredPage,
        StoreError,
        UrlState,
        UrlStatus,
    )
    from storage.version_history import Version
    from storage.watch import Due, DueSite, Listing, YoungArticle

__all__ = [
    "CLAIMED",
    "DROPPED",
    "NO_ARTICLES",
    "SEARCHED",
    "Aim",
    "By",
    "Claim",
    "Copy",
    "CutRecord",
    "Due",
    "DueSite",
    "Filters",
    "Finding",
    "ForgottenError",
    "Found",
    "FoundUrl",
    "Hit",
    "Holder",
    "HomeError",
    "HostFile",
    "HostState",
    "Item",
    "Known",
    "Lease",
    "LeaseLostError",
    "Listing",
    "Month",
    "Order",
    "Period",
    "Portrait",
    "Prepared",
    "Pruned",
    "QuarantinedPage",
    "RelatedArticle",
    "Run",
    "SiteDay",
    "SiteFacts",
    "SiteStats",
    "Stats",
    "Stopped",
    "Store",
    "StoreAwayError",
    "StoreError",
    "StoredArticle",
    "StoredCorrection",
    "StoredPage",
    "UrlState",
    "UrlStatus",
    "Version",
    "Visited",
    "WhatIsStored",
    "YoungArticle",
    "by_hand",
    "by_new_rules",
    "cleaned_again",
    "database_url",
    "find_home",
    "kept_lines",
    "look_at",
    "open_store",
    "prepare",
    "site_configs",
]

_HOMES = {
    "arriving": ("Item",),
    "changes": (
        "by_hand",
        "by_new_rules",
        "cleaned_again",
        "kept_lines",
    ),
    "checking": ("Finding",),
    "copies": ("Copy",),
    "corrections": ("StoredCorrection",),
    "cut_records": ("CutRecord",),
    "forgetting": (
        "Known",
        "WhatIsStored",
    ),
    "forgotten": ("ForgottenError",),
    "found": ("Found",),
    "frontier": ("Claim",),
    "growth": ("Month",),
    "holders": ("Holder",),
    "hosts": (
        "HostFile",
        "HostState",
    ),
    "leases": ("Lease",),
    "location": (
        "HomeError",
        "database_url",
        "find_home",
        "site_configs",
    ),
    "opening": (
        "look_at",
        "open_store",
    ),
    "passing": ("NO_ARTICLES",),
    "preparing": (
        "Prepared",
        "prepare",
    ),
    "pruning": ("Pruned",),
    "quarantine": (
        "DROPPED",
        "QuarantinedPage",
    ),
    "recleans": ("Stopped",),
    "site_day": (
        "Portrait",
        "SiteDay",
        "Visited",
    ),
    "site_facts": ("SiteFacts",),
    "store": ("Store",),
    "trend": (
        "By",
        "Period",
    ),
    "types": (
        "CLAIMED",
        "SEARCHED",
        "Aim",
        "Filters",
        "FoundUrl",
        "Hit",
        "LeaseLostError",
        "Order",
        "RelatedArticle",
        "Run",
        "SiteStats",
        "Stats",
        "StoreAwayError",
        "StoredArticle",
        "StoredPage",
        "StoreError",
        "UrlState",
        "UrlStatus",
    ),
    "version_history": ("Version",),
    "watch": (
        "Due",
        "DueSite",
        "Listing",
        "YoungArticle",
    ),
}


def __getattr__(name: str) -> Any:
    """The public name from its module, kept for the next time."""
    for module, names in _HOMES.items():
        if name in names:
            value = getattr(import_module(f"storage.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'storage' has no attribute {name!r}")
