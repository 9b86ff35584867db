"""The store: pages, articles and the ledger, on SQLite or PostgreSQL."""

from storage.location import database_url, find_home
from storage.opening import open_store
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
    "SEARCHED",
    "Due",
    "DueSite",
    "Filters",
    "FoundUrl",
    "Hit",
    "Listing",
    "RelatedArticle",
    "Run",
    "SiteStats",
    "Stats",
    "Store",
    "StoreError",
    "StoredArticle",
    "StoredPage",
    "UrlState",
    "UrlStatus",
    "YoungArticle",
    "database_url",
    "find_home",
    "open_store",
]
