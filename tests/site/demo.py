"""What `make run` shows: the real crawl on the test site, then a search and one explanation.

The store stays in `build/demo`, so a second run shows that no article is fetched twice.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.site.content import expectations
from tests.site.hosts import HOSTS
from tests.site.server import Asked, NewsSite

ROOT = Path(__file__).parents[2]
HOME = ROOT / "build" / "demo"
BIN = Path(sys.executable).parent
CONTACT = "desk@copydesk.example"
SEARCHES = (("night", "ferry"), ("bibliothek",), ("灯台",))
EXPLAINED = "http://harbourpost.example/2025/10/14/council-keeps-night-ferry/"


@dataclass(frozen=True, slots=True)
class Demo:
    """One run of the demo: the served site, and the folder of its store."""

    site: NewsSite
    home: Path

    @property
    def database(self) -> Path:
        """The SQLite file that the crawls write."""
        return self.home / "copydesk.db"

    def environment(self) -> dict[str, str]:
        """The environment of the commands: all HTTP goes to the test site."""
        kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        return kept | {
            "http_proxy": self.site.proxy_url,
            "COPYDESK_CONTACT": CONTACT,
            "COPYDESK_HOME": str(self.home),
            "DATABASE_URL": f"sqlite:///{self.database}",
        }

    def run(self, program: str, *arguments: str) -> int:
        """Run one of the installed programs in the repository root; its output is the demo's."""
        command = [str(BIN / program), *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment(), check=False).returncode

    def crawl(self, url: str) -> int:
        """Crawl one site, without the pauses that a real site would get."""
        pauses = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=false")
        return self.run("scrapy", "crawl", "news", "-a", f"url={url}", *pauses)


def say(*lines: str) -> None:
    """Print at once, so that the lines stand before the output of the next command."""
    print("", *lines, sep="\n", flush=True)


def main() -> int:
    """Serve, crawl, search, explain; the exit code is 1 if one of the commands failed."""
    started = time.monotonic()
    HOME.mkdir(parents=True, exist_ok=True)
    with NewsSite() as site:
        demo = Demo(site, HOME)
        failed = show(demo)
    say(f"Done in {time.monotonic() - started:.0f} s. The corpus is in {_short(demo.database)}.")
    if failed:
        print(f"{len(failed)} commands failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def show(demo: Demo) -> list[str]:
    """Run the demo and say what happens; the names of the commands that failed."""
    again = demo.database.exists()
    failed = []
    say(
        f"1. Serving {len(demo.site.urls())} invented articles on {len(HOSTS)} news sites"
        f" at {demo.site.proxy_url}, and some pages that go wrong.",
    )
    if again:
        print(f"   The store of an earlier run is there: {_short(demo.database)}.", flush=True)
    for n, host in enumerate(HOSTS, 1):
        say(f"2. Crawling site {n} of {len(HOSTS)}: scrapy crawl news -a url={host.address}/")
        if demo.crawl(f"{host.address}/"):
            failed.append(f"scrapy crawl {host.name}")
    say(f"3. {count_fetched(demo.site.requests, again)}")
    for words in SEARCHES:
        say(f"4. Searching what they gave: corpus search {' '.join(words)}")
        if demo.run("corpus", "search", *words):
            failed.append(f"corpus search {' '.join(words)}")
    say(f"5. What was kept and what was cut, and why: corpus explain {EXPLAINED}")
    if demo.run("corpus", "explain", EXPLAINED):
        failed.append("corpus explain")
    return failed


def count_fetched(requests: Sequence[Asked], again: bool) -> str:
    """What the server saw of the articles, in one sentence."""
    known = expectations()
    asked = [r.url for r in requests if r.url in known and r.status == 200]
    twice = len(asked) - len(set(asked))
    sentence = (
        f"The sites answered {len(requests)} requests;"
        f" {len(set(asked))} of {len(known)} articles were fetched, {twice} of them twice."
    )
    if again and not asked:
        sentence += " All are in the store of an earlier run: no article was fetched again."
    return sentence


def _short(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


if __name__ == "__main__":
    sys.exit(main())
