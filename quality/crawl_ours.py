"""Our crawl of many sites in one process, as `corpus crawl` does it, for measurements.

    python -m quality.crawl_ours URLS SETTINGS

URLS is a file with the start of a site in each line, SETTINGS a JSON object of Scrapy's settings.
As with the command `corpus`, the crawl is imported by `main` alone: a process that cleans looks at
this file too, and must not load Scrapy for it.
"""

import json
import sys
from pathlib import Path


def main() -> None:
    """Crawl, then print how many articles were stored."""
    from crawler import SiteTask, run
    from crawler import settings as project

    urls = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    extensions = {**project.EXTENSIONS, "quality.stalls.Stalls": 1}
    settings = {"EXTENSIONS": extensions, **json.loads(sys.argv[2])}
    report = run([SiteTask(url) for url in urls], settings)
    print(json.dumps({"reasons": report.reasons, **report.counts}))


if __name__ == "__main__":
    main()
