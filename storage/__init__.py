"""The store: pages, articles and the ledger, on SQLite or PostgreSQL."""

from storage.growth import Month
from storage.location import database_url, find_home
from storage.opening import open_store
from storage.passing import NO_ARTICLES
from storage.pruning import Pruned
from storage.quarantine import DROPPED, QuarantinedPage
from storage.site_day import Portrait, SiteDay, Visited
from storage.site_facts import SiteFacts
from storage.store import Store
from storage.types import (
    SEARCHED,
    Filters,
    FoundUrl,
    Hit,
    RelatedArticle,
    Run,
    SiteStats,
    Stats,
    StoredArticle,
    StoredPage,
    StoreError,
    UrlState,
    UrlStatus,
)
from storage.watch import Due, DueSite, Listing, YoungArticle

__all__ = [
    "DROPPED",
    "NO_ARTICLES",
    "SEARCHED",
    "Due",
    "DueSite",
    "Filters",
    "FoundUrl",
    "Hit",
    "Listing",
    "Month",
    "Portrait",
    "Pruned",
    "QuarantinedPage",
    "RelatedArticle",
    "Run",
    "SiteDay",
    "SiteFacts",
    "SiteStats",
    "Stats",
    "Store",
    "StoreError",
    "StoredArticle",
    "StoredPage",
    "UrlState",
    "UrlStatus",
    "Visited",
    "YoungArticle",
    "database_url",
    "find_home",
    "open_store",
]
