"""What a robots.txt says to us, in whatever state it comes."""

import subprocess
import sys
import time

import pytest

from crawler.robots_rules import MAX_BYTES, read_rules

HOME = "https://e.x"


def allows(text: str | bytes, path: str) -> bool:
    body = text.encode() if isinstance(text, str) else text
    return read_rules(body, f"{HOME}/robots.txt").allows(HOME + path)


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: copydesk\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Copydesk\nDisallow: /b", "/a", True),
        ("User-agent: Copydesk/2.0\nDisallow: /", "/a", False),
        ("User-agent: otherdesk\nDisallow: /", "/a", True),
        ("User-agent: x\nUser-agent: copydesk\nDisallow: /a", "/a/b", False),
        ("user-agent: copydesk\r\ndisallow: /a\r\rallow: /a/b", "/a/b/c", True),
        ("User-agent: copydesk\nDisallow: /a\nUser-agent: copydesk\nDisallow: /b", "/a", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /%E7%8C%AB", "/猫/1", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("Disallow: /", "/a", True),
        ("<html><pre>User-agent: *\nDisallow: /</pre></html>", "/a", True),
        (b"\x00\x01User-agent: *\nDisallow: /", "/a", True),
        (b"\xff\xfeU\x00s\x00", "/a", True),
        (b"User-agent: *\nDisallow: /\n\0\0\0", "/a", False),
        ("User-agent: *\nDisallow: /\n".encode("utf-16"), "/a", False),
        (b"\xe9\nUser-agent: *\nDisallow: /a", "/a", False),
        ("", "/a", True),
    ],
)
def test_groups_paths_and_files_that_are_none(text: str | bytes, path: str, allowed: bool) -> None:
    assert allows(text, path) is allowed


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("10", 10.0),
        ("0.5", 0.5),
        ("10 s", 10.0),
        ("2sec. # please", 2.0),
        ("0,5", 0.5),
        ("5 seconds\r", 5.0),
        ("10 minutes", None),
        ("-3", None),
        ("nan", None),
        ("inf", None),
        ("soon", None),
    ],
)
def test_the_crawl_delay_is_ours_or_everybodys(value: str, seconds: float | None) -> None:
    text = f"User-agent: other\nCrawl-delay: 99\n\nUser-agent: *\nCrawl-delay: {value}"
    assert read_rules(text.encode(), HOME).crawl_delay == seconds


def test_sitemaps_are_absolute_and_named_once() -> None:
    text = b"Sitemap: /s.xml\nsitemap: https://e.x/s.xml\nSitemap: http://[\nSitemap: //n.x/t.xml"
    assert read_rules(text, f"{HOME}/robots.txt").sitemaps == (
        "https://e.x/s.xml",
        "https://n.x/t.xml",
    )


def test_a_preference_is_that_of_the_longest_path_and_of_our_group() -> None:
    text = b"""User-agent: *
Content-Usage: train-ai=n
Content-Usage: /open/ train-ai=y
Content-Signal: search=yes, ai-train=no
Allow: /
"""
    rules = read_rules(text, HOME)
    assert rules.usages_of(f"{HOME}/news/1") == (
        "Content-usage: train-ai=n",
        "Content-signal: search=yes, ai-train=no",
    )
    assert rules.usages_of(f"{HOME}/open/1") == ("Content-usage: /open/ train-ai=y",)
    own = read_rules(text + b"\nUser-agent: copydesk\nContent-Usage: tdm=n", HOME)
    assert own.usages_of(f"{HOME}/open/1") == ("Content-usage: tdm=n",)


MILLION = """
import resource, time
from crawler.robots_rules import read_rules
body = b"User-agent: *\\n" + b"".join(b"Disallow: /p%d\\n" % n for n in range(1_000_000))
read_rules(b"User-agent: *\\nDisallow: /a", "https://e.x/robots.txt")
before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
rules = read_rules(body, "https://e.x/robots.txt")
answers = rules.allows("https://e.x/p7"), rules.allows("https://e.x/q")
used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(answers, time.process_time() - began, used / 1024)
"""


def test_a_million_rules_are_read_as_far_as_the_first_512_kib() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MILLION], capture_output=True, text=True, check=True
    )
    answers, _, rest = done.stdout.partition(") ")
    seconds, megabytes = map(float, rest.split())
    assert answers == "(False, True"
    assert seconds <= 1.0
    assert megabytes <= 50


def test_patterns_made_to_be_slow_are_not() -> None:
    text = b"User-agent: *\n" + b"Disallow: /*a*a*a*a*a*a*b$\n" * (MAX_BYTES // 26)
    rules = read_rules(text, HOME)
    began = time.process_time()
    assert rules.allows(f"{HOME}/{'a' * 2_000}")
    assert time.process_time() - began < 0.5
