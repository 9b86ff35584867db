"""Bare `clean`, for measurements of crawls: what cleaning the same pages takes, in one process.

    python -m quality.crawl_clean URLS SETTINGS

URLS is a file with a URL a line. Pages are downloaded first and then cleaned one after the other,
each alone, with nothing known of its site; only the cleaning is timed.
"""

import gzip
import json
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from cleaners import CleaningError, clean, page_from_bytes


def spent_on(url: str) -> float:
    """Seconds of CPU that cleaning the page there takes."""
    with urlopen(url) as answer:
        page = page_from_bytes(gzip.decompress(answer.read()), url)
    begun = time.process_time()
    try:
        clean(page)
    except CleaningError as error:
        print(f"{url}: {error}", file=sys.stderr)
    return time.process_time() - begun


def main() -> None:
    """Clean, then print how many pages there were and what that took."""
    urls = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    clean(page_from_bytes(b"<article><h1>Warm</h1><p>The first page is slower.</p></article>"))
    cleaning = sum(map(spent_on, urls))
    print(json.dumps({"stored": len(urls), "cleaning": cleaning}))


if __name__ == "__main__":
    main()
