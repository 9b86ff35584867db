"""Crawls in processes of their own, to be killed and stopped while they run."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from quality.faults.papers import Papers

ROOT = Path(__file__).parents[2]

SETTINGS: Mapping[str, object] = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CLEANING_WORKERS": 1,
    "RETRY_TIMES": 0,
    "SITES_AT_ONCE": 4,
}

RUN = """
import json, sys
from pathlib import Path
from crawler import SiteTask, run
settings, report, *urls = sys.argv[1:]
done = run([SiteTask(url) for url in urls], json.loads(settings))
Path(report).write_text(done.to_json())
sys.exit(done.exit_code)
"""


class Crawl:
    """A crawl of these URLs into a store, as a process; `prelude` is code that it runs first."""

    def __init__(
        self,
        papers: Papers,
        store: str,
        urls: Sequence[str] | None = None,
        settings: Mapping[str, object] | None = None,
        prelude: str = "",
    ) -> None:
        self.home = Path(mkdtemp(dir=papers.folder))
        self._report = self.home / "report.json"
        self._said = self.home / "said.txt"
        chosen = json.dumps({**SETTINGS, "DATABASE_URL": store, **(settings or {})})
        starts = urls or papers.starts
        arguments = [sys.executable, "-c", prelude + RUN, chosen, str(self._report), *starts]
        kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        environ = {
            **kept,
            "http_proxy": papers.proxy,
            "COPYDESK_HOME": str(self.home),
            "COPYDESK_CONTACT": "desk@example.org",
        }
        with self._said.open("wb") as said:
            self.process = subprocess.Popen(
                arguments, cwd=ROOT, env=environ, stdout=said, stderr=subprocess.STDOUT
            )

    @property
    def runs(self) -> bool:
        """Whether it has not ended yet."""
        return self.process.poll() is None

    def kill(self) -> None:
        """End it without a word (SIGKILL)."""
        self.process.kill()
        self.process.wait()

    def end(self, seconds: float = 300) -> int:
        """Wait until it has ended; its exit code."""
        return self.process.wait(seconds)

    @property
    def said(self) -> str:
        """All that it wrote."""
        return self._said.read_text("utf-8", "replace")

    @property
    def report(self) -> dict[str, Any]:
        """Its report; empty if it wrote none."""
        if not self._report.exists():
            return {}
        facts: dict[str, Any] = json.loads(self._report.read_text("utf-8"))
        return facts
