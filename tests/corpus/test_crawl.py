"""`corpus crawl`, as cron runs it: in a process of its own, from another folder."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from corpus.cli import main
from storage import FoundUrl, Holder, open_store
from tests.crawler.crawls import QUICK
from tests.crawler.server import Answer, Site, front, serve
from tests.crawler.starter import ROOT, starter

ONE_WORKER = {**QUICK, "CLEANING_WORKERS": "1"}
CORPUS = "from corpus.cli import main; main(prog_name='corpus')"


@dataclass(frozen=True, slots=True)
class Done:
    """A command that has ended."""

    code: int
    out: str
    err: str


def corpus(home: Path, *arguments: str, allow: str = "", give: str = "", **environ: str) -> Done:
    """Run `corpus` in a bare environment and another folder, as cron does."""
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "COPYDESK_HOME": str(home),
        "COPYDESK_CONTACT": "desk@example.org",
        "COPYDESK_ALLOW_PRIVATE_HOSTS": allow,
        **environ,
    }
    done = starter().run(CORPUS, arguments, Path("/"), env, give)
    return Done(done.returncode, done.stdout, done.stderr)


def crawl(home: Path, *arguments: str, allow: str = "", give: str = "", **environ: str) -> Done:
    settings = [part for name, value in ONE_WORKER.items() for part in ("-s", f"{name}={value}")]
    return corpus(home, "crawl", *settings, *arguments, allow=allow, give=give, **environ)


@pytest.fixture
def site() -> Iterator[Site]:
    """A paper with three articles, of which one is forbidden."""
    with serve() as running:
        links = [(f"/2025/11/0{n}/storm-number-{n}-hits-coast", f"Storm {n}") for n in (1, 2)]
        running.paths["/"] = Answer(front([*links, ("/2025/11/03/private-story-of-all", "No")]))
        for path, title in links:
            running.page(path, title)
        robots = b"User-agent: *\nDisallow: /2025/11/03/\n"
        running.paths["/robots.txt"] = Answer(robots, "text/plain")
        yield running


@pytest.fixture(scope="module")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `corpus init` makes, to be copied."""
    folder = tmp_path_factory.mktemp("new") / "home"
    result = CliRunner().invoke(main, ["--home", str(folder), "init"])
    assert result.exit_code == 0, result
    return folder


@pytest.fixture
def home(tmp_path: Path, new_home: Path) -> Path:
    """A home with an empty store."""
    return shutil.copytree(new_home, tmp_path / "home")


def test_init_makes_a_store_and_a_sites_file_and_leaves_what_is_there(home: Path) -> None:
    (home / "sites.toml").write_text("# mine\n", "utf-8")
    result = CliRunner().invoke(main, ["--home", str(home), "init"])
    assert result.exit_code == 0
    assert f"corpus crawl --home {home}" in result.stdout
    assert (home / "sites.toml").read_text("utf-8") == "# mine\n"
    with open_store(f"sqlite:///{home / 'copydesk.db'}", create=False) as store:
        assert store.stats().sites == ()


def test_a_sites_file_that_init_wrote_is_right_when_its_marks_are_taken_away(home: Path) -> None:
    from datetime import UTC, datetime

    from crawler.sites_file import read_sites

    lines = (home / "sites.toml").read_text("utf-8").splitlines()
    (home / "sites.toml").write_text("\n".join(line[2:] for line in lines[2:]), "utf-8")
    (task,) = read_sites(home / "sites.toml", datetime.now(UTC)).sites
    assert task.site == "example.com"


def test_two_sites_are_crawled_and_the_dead_one_is_named_first(
    site: Site, home: Path, tmp_path: Path
) -> None:
    dead = "http://127.0.0.1:9/"
    heard = tmp_path / "heard.json"
    (home / "sites.toml").write_text(
        f'alert = "tee {heard}"\n[[site]]\nurl = "{site.base}/"\n[[site]]\nurl = "{dead}"\n',
        "utf-8",
    )
    report = tmp_path / "report.json"
    done = crawl(home, "--report", str(report), allow=f"{site.host},127.0.0.1:9")

    assert done.code == 2, done
    head, empty, titles, first, second, *_ = done.out.splitlines()
    assert "2 new articles of 2 sites; 1 site needs a person." in head
    assert empty == ""
    assert titles.split()[:4] == ["site", "found", "fetched", "stored"]
    assert first.split()[:8] == ["!", "127.0.0.1:9", "1", "0", "0", "0", "0", "1"]
    assert first.endswith("failed: connection-refused (1)")
    assert second.split()[:7] == [site.host, "3", "2", "2", "0", "1", "0"]
    assert "127.0.0.1:9: Nothing was stored or found unchanged (connection-refused)." in done.out
    data = json.loads(report.read_text("utf-8"))
    assert (data["schema"], data["exit_code"], data["counts"]["stored"]) == (1, 2, 2)
    assert {one["site"]: one["outcome"] for one in data["sites"]} == {
        site.host: "well",
        "127.0.0.1:9": "useless",
    }
    assert json.loads(heard.read_text("utf-8"))["findings"][0]["site"] == "127.0.0.1:9"
    check_a_quiet_run(site, home, heard)


def check_a_quiet_run(site: Site, home: Path, heard: Path) -> None:
    """A second run has nothing due of the site that was well, and tells nobody anything twice."""
    heard.unlink()
    again = crawl(home, "-q", allow=f"{site.host},127.0.0.1:9")
    assert (again.code, again.out, again.err) == (3, "", "")
    assert not heard.exists()
    with open_store(f"sqlite:///{home / 'copydesk.db'}", create=False) as store:
        last = store.history.report()
        assert store.history.starts() == {site.host: f"{site.base}/"}
    assert last is not None
    assert {one["site"]: one["outcome"] for one in last["sites"]} == {
        site.host: "nothing-due",
        "127.0.0.1:9": "useless",
    }
    shown = CliRunner().invoke(main, ["--home", str(home), "sites"]).stdout.splitlines()
    assert any(line.startswith(site.host) and "well" in line for line in shown)


def test_every_line_of_a_list_is_accounted_for(site: Site, home: Path) -> None:
    lines = [
        f"{site.base}/2025/11/01/storm-number-1-hits-coast",
        "no url at all",
        f"{site.base}/2025/11/03/private-story-of-all",
        f"{site.base}/gone",
        f"{site.base}/2025/11/01/storm-number-1-hits-coast/",
    ]
    done = crawl(
        home,
        "--urls",
        "-",
        "--report",
        str(home / "r.json"),
        allow=site.host,
        give="\n".join(lines),
    )
    assert done.code == 0, done
    told = json.loads((home / "r.json").read_text("utf-8"))["lines"]
    assert [(line["number"], line["state"], line["reason"]) for line in told] == [
        (1, "stored", None),
        (2, "no-url", "not a web address"),
        (3, "refused", "robots"),
        (4, "refused", "http-404"),
        (5, "twice", "the same page as line 1"),
    ]
    assert "line 2: no-url: not a web address  no url at all" in done.out
    assert site.asked("/") == 0


def test_a_site_that_another_run_holds_is_left_alone_with_4(site: Site, home: Path) -> None:
    name = site.host
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        store.record_found([FoundUrl(f"{site.base}/x", "link")])
        store.leases.take(name, holder := Holder.new(), 600)
        done = crawl(home, f"{site.base}/", allow=site.host)
        status = CliRunner().invoke(main, ["--home", str(home), "status", name])
        store.leases.give_back(holder)
    assert done.code == 4, done
    assert f"{name} is crawled by {holder.host}, process {os.getpid()}, since " in done.out
    assert f"A crawl is on it: {holder.host}, process {os.getpid()}, since" in status.stdout
    assert site.log == []


def test_a_run_ends_in_time_and_the_next_one_goes_on_there(site: Site, home: Path) -> None:
    site.paths["/robots.txt"] = Answer(b"User-agent: *\nDisallow:\n", "text/plain")
    slow = ["-s", "DOWNLOAD_DELAY=2", f"{site.base}/"]
    first = crawl(home, "--max-runtime", "3s", *slow, allow=site.host)
    assert first.code in (0, 3), first
    assert "left for the next run" in first.out
    second = crawl(home, allow=site.host)
    assert second.code == 0, second
    assert "left" not in second.out
    assert site.asked("/2025/11/01/storm-number-1-hits-coast") == 1
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        assert [one.articles for one in store.stats().sites] == [2]


WRONG = [
    (["--max-runtime", "soon"], "'soon' is no duration; write one like 50m, 2h or 90s."),
    (["--max-runtime", "0m"], "is no duration"),
    (["--since", "soon"], "soon"),
    (["--nothing"], "No such option"),
    (["mailto:x"], "is no site; write a host or a web address"),
    (["--urls", "/no/such/file"], "No such file or directory"),
    (["--sites", "/no/such/file"], "/no/such/file: No such file or directory."),
    (["-s", "DELAY"], "is no setting; write -s NAME=VALUE"),
    ([], "No site is known yet. Name one: corpus crawl https://www.example.com/"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_a_mistake_is_a_sentence_and_64(arguments: list[str], said: str, home: Path) -> None:
    (home / "sites.toml").unlink()
    result = CliRunner().invoke(main, ["--home", str(home), "crawl", *arguments])
    assert result.exit_code == 64
    assert said in result.stderr
    assert result.stdout == ""


def test_without_a_store_nothing_is_made_and_the_path_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--home", str(tmp_path), "crawl", "https://a.example/"])
    assert result.exit_code == 5
    assert result.stderr.startswith(f"Error: There is no database at {tmp_path}/copydesk.db.")
    assert "corpus init" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_has_gone_changes_no_exit_code(home: Path) -> None:
    """Nothing is due, so that the report alone is printed, into a pipe that nobody reads."""
    url = "https://a.example/"
    (home / "sites.toml").write_text(f'[[site]]\nurl = "{url}"\nenabled = false\n', "utf-8")
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-c", CORPUS, "--home", str(home), "crawl"]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_start_that_failed_waits_until_it_is_due_and_the_report_goes_where_it_should(
    site: Site, home: Path
) -> None:
    start, later = f"{site.base}/away", datetime.now(UTC) + timedelta(hours=1)
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        how: dict[str, Any] = {"found_by": "start", "aim": "start", "due_at": later}
        store.record_outcome(start, "failed", "http-502", http_status=502, **how)
    done = crawl(home, "--report", "-", allow=site.host)
    assert json.loads(done.out)["sites"][0]["outcome"] == "nothing-due"
    assert (done.code, site.log) == (0, [])
    assert not Path("-").exists()


def test_archives_that_the_sites_file_names_are_walked_once(site: Site, home: Path) -> None:
    """Beside what is new, in two runs as the budget wants it, and then no more."""
    robots = f"User-agent: *\nDisallow: /2025/11/03/\nSitemap: {site.base}/2024-01.xml\n"
    site.paths["/robots.txt"] = Answer(robots.encode(), "text/plain")
    old = [f"/2024/01/0{n}/flood-number-{n}-of-the-winter" for n in range(1, 8)]
    rows = "".join(f"<url><loc>{site.base}{path}</loc></url>" for path in old)
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    urlset = f'<?xml version="1.0"?><urlset xmlns="{namespace}">{rows}</urlset>'
    site.paths["/2024-01.xml"] = Answer(urlset.encode(), "application/xml")
    for path in old:
        site.page(path, f"Flood {path[-20:]} of the winter")
    text = f'[[site]]\nurl = "{site.base}/"\nsince = "2025-01-01"\nbackfill = "2024-01"\n'
    (home / "sites.toml").write_text(text + "max_pages = 9\n", "utf-8")

    runs = [crawl(home, allow=site.host) for _ in range(2)]
    assert [run.code for run in runs] == [0, 0], runs
    assert "the budget of 9 pages is spent; another run goes on" in runs[0].err
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        assert len(store.stored_urls(site.base + path for path in old)) == 7
    asked = len(site.log)
    third = crawl(home, allow=site.host)
    assert third.code == 0, third
    assert len(site.log) == asked
    assert all(site.asked(path) == 1 for path in old)


def test_sigterm_and_ctrl_c_end_a_run_within_ten_seconds_whatever_is_under_way(
    tmp_path: Path,
) -> None:
    running = {}
    with serve() as site:
        site.paths["/feed.xml"] = Answer(
            b"<rss><channel><item><title>T</title><link>/a-story-that-never-comes</link></item>"
            b"<item><title>U</title><link>/another-that-never-comes</link></item></channel></rss>",
            "application/rss+xml",
        )
        for path in ("/a-story-that-never-comes", "/another-that-never-comes"):
            site.paths[path] = Answer(b"<p>Late", wait=15)
        for stop in (signal.SIGTERM, signal.SIGINT):
            home = tmp_path / stop.name
            assert CliRunner().invoke(main, ["--home", str(home), "init"]).exit_code == 0
            running[stop] = started(home, f"{site.base}/feed.xml", site.host)
        while len([path for path in site.log if path.endswith("never-comes")]) < len(running):
            assert all(process.poll() is None for process in running.values())
            time.sleep(0.05)
        begun = time.monotonic()
        for stop, process in running.items():
            process.send_signal(stop)
        told = {stop: process.communicate(timeout=30) for stop, process in running.items()}
        seconds = time.monotonic() - begun
    assert seconds < 10
    for stop, process in running.items():
        assert process.returncode in (0, 3), told[stop]
        assert "left for the next run" in told[stop][0]
        assert "Traceback" not in told[stop][1]
        with open_store(f"sqlite:///{tmp_path / stop.name / 'copydesk.db'}") as store:
            assert store.stats().urls == {"due": 2}


def started(home: Path, url: str, allow: str) -> "subprocess.Popen[str]":
    """`corpus crawl URL`, as a process that can be sent a signal."""
    settings = [part for name, value in ONE_WORKER.items() for part in ("-s", f"{name}={value}")]
    return subprocess.Popen(
        [sys.executable, "-c", CORPUS, "--home", str(home), "crawl", *settings, url],
        env={**os.environ, "COPYDESK_CONTACT": "a@b.cc", "COPYDESK_ALLOW_PRIVATE_HOSTS": allow},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
