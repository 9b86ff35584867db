"""news-please on a list of URLs, for measurements: it downloads and extracts, and stores nothing.

    python -m quality.crawl_peer URLS SETTINGS

In as many processes as the machine has cores, each URL by `NewsPlease.from_url`.
"""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path


def has_text(url: str) -> bool:
    """Whether news-please finds the text of the page there."""
    from newsplease import NewsPlease

    try:
        article = NewsPlease.from_url(url)
    except Exception:  # whatever it is, the peer has no text of this page
        return False
    return bool(getattr(article, "maintext", None))


def main() -> None:
    """Download and extract, then print how many articles have text."""
    urls = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        print(sum(pool.map(has_text, urls, chunksize=4)))


if __name__ == "__main__":
    main()
