"""The crawl: any URL of a news site in, its articles in the store. Scrapy lives here.

`run` crawls sites in this process; importing this package loads neither it nor Scrapy.
"""

from typing import TYPE_CHECKING, Any

from crawler.tasks import SiteTask

if TYPE_CHECKING:
    from crawler.report import RunReport, SiteReport
    from crawler.running import run

__all__ = ["RunReport", "SiteReport", "SiteTask", "run"]


def __getattr__(name: str) -> Any:
    """Load what is asked for, when it is asked for (PEP 562)."""
    if name == "run":
        from crawler.running import run

        return run
    if name in ("RunReport", "SiteReport"):
        from crawler import report

        return getattr(report, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
