"""Our crawl of many sites in one process, as `corpus crawl` does it, for measurements.

    python -m quality.crawl_ours URLS SETTINGS

URLS is a file with the start of a site in each line, SETTINGS a JSON object of Scrapy's settings.
"""

import json
import sys
from pathlib import Path

from crawler import SiteTask, run
from crawler import settings as project


def main() -> None:
    """Crawl, then print how many articles were stored."""
    urls = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    extensions = {**project.EXTENSIONS, "quality.stalls.Stalls": 1}
    settings = {"EXTENSIONS": extensions, **json.loads(sys.argv[2])}
    report = run([SiteTask(url) for url in urls], settings)
    print(json.dumps({"reasons": report.reasons, **report.counts}))


if __name__ == "__main__":
    main()
