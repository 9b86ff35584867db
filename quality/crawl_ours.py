"""Our crawl of many sites in one process, as `corpus crawl` does it, for measurements.

    python -m quality.crawl_ours URLS SETTINGS

URLS is a file with the start of a site in each line, SETTINGS a JSON object of Scrapy's settings.
"""

import json
import sys
from pathlib import Path

from crawler import SiteTask, run


def main() -> None:
    """Crawl, then print how many articles were stored."""
    urls = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    report = run([SiteTask(url) for url in urls], json.loads(sys.argv[2]))
    counts = [site.counts for site in report.sites]
    print(json.dumps({name: sum(c[name] for c in counts) for name in counts[0]}))


if __name__ == "__main__":
    main()
