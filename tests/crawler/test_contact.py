"""Every request names whom a site can reach."""

from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.contact import name_contact
from tests.crawler.crawls import crawl
from tests.crawler.server import serve


def settings(**chosen: str) -> Settings:
    made = Settings({"USER_AGENT": "Copydesk/1", "DEFAULT_REQUEST_HEADERS": {"Accept": "*/*"}})
    made.setdict(chosen)
    name_contact(made)
    return made


def test_an_address_stands_in_the_agent_and_in_from() -> None:
    made = settings(CONTACT="desk@example.org")
    assert made["USER_AGENT"] == "Copydesk/1 (+desk@example.org)"
    assert made.getdict("DEFAULT_REQUEST_HEADERS") == {"Accept": "*/*", "From": "desk@example.org"}


def test_a_page_stands_in_the_agent_alone() -> None:
    made = settings(CONTACT="https://example.org/bot")
    assert made["USER_AGENT"] == "Copydesk/1 (+https://example.org/bot)"
    assert "From" not in made.getdict("DEFAULT_REQUEST_HEADERS")


@pytest.mark.parametrize(
    "chosen", [{}, {"USER_AGENT": "Mine (a@b.example)", "CONTACT": "a@b.example"}]
)
def test_an_agent_that_names_it_already_stays(chosen: dict[str, str]) -> None:
    assert settings(**chosen)["USER_AGENT"] == chosen.get("USER_AGENT", "Copydesk/1")


def test_a_crawl_without_a_contact_asks_nothing_and_says_what_to_write(tmp_path: Path) -> None:
    with serve() as site:
        nobody = {"COPYDESK_CONTACT": ""}
        done = crawl(site.base, tmp_path, allow=site.host, environ=nobody, has_store=False)
        assert site.connections == 0
    assert done.code == 64
    assert done.err.endswith("Write your own address: export COPYDESK_CONTACT=you@example.org\n")
    assert not (tmp_path / "copydesk.db").exists()
