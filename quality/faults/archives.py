"""Archives that are broken, and imports and exports that are killed (F5)."""

import gzip
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.warc_reading import Gap, WarcFile
from quality.faults.row import Result, Row
from storage import Filters, Store, open_store

RECORDS, LEAST = 20, 18
"""Records of a file, and how many must be read when twenty bytes of it are broken."""

GIGABYTE = 2**30
MORE_MEMORY = 100_000_000
"""Bytes that reading may take, whatever the size of a record."""

MEMORY = """
import resource, sys
from pathlib import Path
from corpus.warc_reading import WarcFile
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
blocks = [len(block.content) for block in WarcFile(Path(sys.argv[1]), print).blocks()]
print(len(blocks), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""


def damage() -> Result:
    """Bytes overwritten, a cut, lengths that are wrong: what is read, and whether it is told."""
    from tests.corpus.test_warc_reading import archive, zstandard

    figures: list[str] = []
    ok = True
    for ending in (".gz", ".zst", ""):
        whole = archive(ending)
        middle = len(whole) // 2
        pack = {".gz": gzip.compress, ".zst": zstandard}.get(ending, bytes)
        long = re.sub(rb"(?<=Content-Length: )\d+", b"99999999999", archive(""), count=1)
        starts = [m.start() for m in re.finditer(rb"WARC/1", long)]
        packed = b"".join(
            pack(long[a:b]) for a, b in zip(starts, [*starts[1:], len(long)], strict=True)
        )
        cases = (
            (whole[:middle] + b"\x00" * 20 + whole[middle + 20 :], LEAST),
            (packed, LEAST),
            (whole[:middle], RECORDS // 2 - 1),
        )
        for data, least in cases:
            number, gaps = _read(data)
            told = bool(gaps) or number == RECORDS
            ok = ok and number >= least and told
            figures.append(f"{number}/{len(gaps)}")
    return Result(f"records/gaps: {', '.join(figures)}", ok)


def _read(data: bytes) -> tuple[int, list[Gap]]:
    gaps: list[Gap] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.warc"
        file.write_bytes(data)
        return sum(1 for _ in WarcFile(file, gaps.append).blocks()), gaps


def huge() -> Result:
    """A record of a gigabyte between two others: passed by, and never in memory."""
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{n}>\r\nContent-Length: {length}"
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "huge.warc.gz"
        for n, length in enumerate((2**10, GIGABYTE, 2**10)):
            with gzip.open(file, "ab", compresslevel=1) as out:
                out.write(f"{head.format(n=n, length=length)}\r\n\r\n".encode())
                for _ in range(length // 2**10):
                    out.write(b"x" * 2**10)
                out.write(b"\r\n\r\n")
        done = subprocess.run(
            [sys.executable, "-c", MEMORY, str(file)], capture_output=True, text=True, check=True
        )
    number, more = map(int, done.stdout.split()[-2:])
    return Result(f"{number} records, {more / 1e6:.0f} MB more", number == 3 and more < MORE_MEMORY)


@contextmanager
def _running(home: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """`corpus` with these arguments, killed at the end with all that it started."""
    command = [sys.executable, "-c", "from corpus.cli import main; main()"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        [*command, "--home", str(home), *arguments],
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def killed_import() -> Result:
    """An import that is killed again and again stores each page once, and all of them."""
    from tests.corpus.test_warc import answer, record, write
    from tests.site.pages import pages

    stories = [url for url in pages() if re.search(r"/2025/\d\d/", url)]
    kills = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        served = [record(url, answer(pages()[url].body)) for url in stories]
        file = write(home / "x.warc.gz", served)
        for seconds in (4, 5, 6):
            with _running(home, "import-warc", str(file), "--workers", "1") as process:
                try:
                    process.wait(seconds)
                except subprocess.TimeoutExpired:
                    kills += 1
        with _running(home, "import-warc", str(file)) as process:
            code = process.wait(300)
        with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
            known = store.holdings.settled_at(stories)
            articles = _addresses(store)
    once = len(articles) == len(set(articles))
    figure = f"{kills} kills, {len(known)} of {len(stories)} pages known, {len(articles)} articles"
    return Result(figure, code == 0 and once and len(known) == len(stories))


def _addresses(store: Store) -> list[str]:
    return [str(stored.article.url) for stored in store.articles(Filters(kinds=None))]


def killed_export() -> Result:
    """A killed export leaves the old file as it was, and no half one under a whole one's name."""
    from tests.storage.examples import article_at, page_at

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
            for n in range(400):
                url = f"https://e.example/{n}"
                title = f"A story with the number {n}"
                store.store_article(page_at(url), article_at(url, title=title), "link")
        file, part = home / "out.jsonl", home / "out.jsonl.part"
        file.write_text("old\n", "utf-8")
        with _running(home, "export", "--format", "jsonl", "--output", str(file)):
            while not part.exists():
                time.sleep(0.002)
        old = file.read_text("utf-8") == "old\n"
        there = sorted(path.name for path in home.glob("out*"))
    return Result(f"after the kill: {', '.join(there)}", old or there == ["out.jsonl"])


ROWS = (
    Row("F5 damage", "a WARC file cut, 20 bytes broken, a length of 99,999,999,999", damage),
    Row("F5 size", "a record of 1 GB", huge),
    Row("F5 kill", "an import killed three times", killed_import),
    Row("F5 export", "an export killed", killed_export),
)
