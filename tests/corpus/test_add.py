"""`corpus add` on a small paper, and what can be done with its samples; one crawl for all tests."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.adding import add, write_site
from corpus.checklist import to_check
from corpus.cli import main
from corpus.place import Place
from crawler.report import SiteReport
from storage import open_store
from tests.corpus.test_crawl import ONE_WORKER, Done, corpus
from tests.crawler.server import Answer, Site, article, front, serve

TOWNS = "Brill Cressing Dunmow Elstow Fenny Goring Hythe Ilmer Jarrow Kelso".split()
LINE = "Our reporters are in the town hall every Thursday from nine and read each letter."
FURNITURE = (
    '<div class="tide-strip"><p>Tides of the coast today and tomorrow, as the office has them</p>'
    "<p>High water six twelve, low water twelve forty, springs on Sunday</p></div>"
)


CONFIG = """# of others
author: //p[@class='who']
strip: //p[@class='who']
strip: //p
boddy: //article
"""


def story(town: str) -> bytes:
    """An article with a line that stands in all of them, and a strip of tides below."""
    body = article(f"The market of {town} moves to the {town} meadow")
    body = body.replace(b"</h1>", f"</h1><p class=who>Ada {town}</p>".encode())
    middle = body.index(b"<p>", body.index(b"<p>") + 200)
    body = body[:middle] + f"<p>{LINE}</p>".encode() + body[middle:]
    return body.replace(b"</body>", f"{FURNITURE}</body>".encode())


@dataclass(frozen=True, slots=True)
class Paper:
    """The home after `corpus add`, the site, and what the command printed."""

    home: Path
    host: str
    done: Done
    log: list[str]

    def ask(self, *arguments: str) -> Result:
        result = CliRunner().invoke(main, ["--home", str(self.home), *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    @property
    def report(self) -> SiteReport:
        """What the crawl told of the site, as far as adding asks for it."""
        start = f"http://{self.host}/"
        return SiteReport(self.host, start, "well", {}, {}, {}, start=start)


def options(*arguments: str) -> list[str]:
    settings = [part for name, value in ONE_WORKER.items() for part in ("-s", f"{name}={value}")]
    return ["add", *settings, *arguments]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serve() as running:
        links = [(f"/2026/10/1{n}/market-of-{town.lower()}", town) for n, town in enumerate(TOWNS)]
        links.append(("/2026/10/09/one-more-than-ten", "More"))
        head = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        body = front([(path, f"The market of {town} moves") for path, town in links], head)
        running.paths["/"] = Answer(body)
        items = "".join(f"<item><link>{running.base}{path}</link></item>" for path, _ in links)
        feed = f'<rss version="2.0"><channel>{items}</channel></rss>'
        running.paths["/feed.xml"] = Answer(feed.encode(), "application/rss+xml")
        for path, town in links:
            running.paths[path] = Answer(story(town))
        yield running


@pytest.fixture(scope="module")
def paper(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Paper:
    home = tmp_path_factory.mktemp("added")
    assert CliRunner().invoke(main, ["--home", str(home), "init"]).exit_code == 0
    (home / "copydesk.toml").write_text('site_configs = "configs"\n', "utf-8")
    (home / "configs").mkdir()
    (home / "configs" / "127.0.0.1.txt").write_text(CONFIG, "utf-8")
    one = f"{site.base}/2026/10/10/market-of-brill"
    done = corpus(home, *options(one), allow=site.host)
    assert done.code == 0, done
    assert f"{one}: one article\n127.0.0.1" in done.err
    return Paper(home, site.host, done, list(site.log))


def test_ten_articles_are_fetched_and_no_more(paper: Paper) -> None:
    assert sum("/2026/10/" in path for path in paper.log) == 10
    assert paper.log[0] == "/robots.txt"
    rows = [line.split() for line in paper.done.out.splitlines()]
    assert ["feed", f"http://{paper.host}/feed.xml", "0"] in rows
    assert ["section", f"http://{paper.host}/sport/", "not", "read"] in rows


def test_a_site_configuration_is_followed_and_what_is_wrong_in_it_is_told(paper: Paper) -> None:
    said = "127.0.0.1.txt, line 5: 'boddy' is no directive; did you mean body?"
    assert said in paper.done.err  # the crawl
    assert f"- {said}." in paper.done.out.splitlines()
    assert "- On 10 of 10 pages: 127.0.0.1.txt, line 4: strip would strip " in paper.done.out
    with open_store(f"sqlite:///{paper.home / 'copydesk.db'}") as store:
        articles = [stored.article for stored in store.articles()]
    assert len(articles) == 10
    for kept in articles:
        (who,) = kept.authors
        cuts = [cut for cut in kept.removals if cut.text == who]
        assert [cut.why for cut in cuts] == ["127.0.0.1.txt, line 3: strip: //p[@class='who']"]


def test_raw_and_clean_stand_side_by_side(paper: Paper) -> None:
    lines = [line for line in paper.done.out.splitlines() if " │ " in line]
    assert len(lines) > 60
    raw, _, _ = next(line for line in lines if "moves to the" in line).partition(" │ ")
    assert len(raw) == len(lines[0].partition(" │ ")[0])
    assert any(clean.startswith("— ") for clean in (one.partition(" │ ")[2] for one in lines))


def test_what_repeats_for_sure_is_a_recipe_with_reasons(paper: Paper) -> None:
    recipe = tomllib.loads((paper.home / "recipes" / f"{paper.host}.toml").read_text("utf-8"))
    assert recipe["site"] == paper.host
    found = {rule.get("name") or rule["text"]: rule["why"] for rule in recipe["strip"]}
    assert found[LINE] == "stands word for word in 10 of 10 articles"
    assert set(found) <= {LINE, "tide-strip"}
    assert "Please check:" in paper.done.out
    assert "is each of them furniture on every page?" in paper.done.out


def test_an_article_leads_to_its_site_which_stands_in_sites_toml_once(paper: Paper) -> None:
    sites = tomllib.loads((paper.home / "sites.toml").read_text("utf-8"))["site"]
    assert sites == [{"url": f"http://{paper.host}/"}]


def test_samples_are_cleaned_again_and_what_changed_is_named(paper: Paper) -> None:
    same = paper.ask("test-sites")
    assert (same.exit_code, same.stdout) == (0, "")
    assert "10 samples, 0 changed." in same.stderr
    recipe = paper.home / "recipes" / f"{paper.host}.toml"
    before = recipe.read_text("utf-8")
    lines = next((paper.home / "samples").glob("*/*brill*/article.json"))
    kept = json.loads(lines.read_text("utf-8"))["blocks"][1]["text"]
    more = f'\n[[strip]]\ntext = {json.dumps(kept)}\nwhy = "to see it go"\n'
    recipe.write_text(before + more, "utf-8")
    changed = paper.ask("test-sites", f"http://{paper.host}/", "--json")
    assert changed.exit_code == 1
    (one,) = [sample for sample in json.loads(changed.stdout) if not sample["same"]]
    told = {"what": "cut", "before": kept, "now": "", "why": "recipe: to see it go"}
    assert told in one["differences"]
    shown = paper.ask("test-sites", "--accept")
    assert shown.exit_code == 0
    assert f"  - {kept}\n    now cut by recipe: to see it go\n" in shown.stdout
    recipe.write_text(before, "utf-8")
    back = paper.ask("test-sites", "--accept")
    assert f"+ {kept}" in back.stdout


def test_a_recipe_and_a_wrong_sites_file_stay_and_what_they_would_get_is_told(
    paper: Paper,
) -> None:
    recipe, sites = paper.home / "recipes" / f"{paper.host}.toml", paper.home / "sites.toml"
    before = recipe.read_text("utf-8")
    mine, wrong = f'# by hand\nsite = "{paper.host}"\n', "[[site]]\nurl = 7\n"
    recipe.write_text(mine, "utf-8")
    sites.write_text(wrong, "utf-8")
    added = add(Place(paper.home, None), paper.report, 10)
    assert (recipe.read_text("utf-8"), sites.read_text("utf-8")) == (mine, wrong)
    would, line = added.written.todo
    assert would.startswith(f"{recipe} is yours and stays as it is. It would get:\n\n[[strip]]")
    assert "sites.toml, line 2: url is 7" in line
    assert line.endswith(f'[[site]]\nurl = "http://{paper.host}/"\n')
    recipe.write_text(before, "utf-8")
    checks = list(to_check(replace(added, pages=added.pages[:2])))
    assert any(one.startswith("Articles that could be read: 2, too few") for one in checks)


def test_an_address_that_leads_nowhere_is_not_written_down_though_the_site_is_known(
    paper: Paper,
) -> None:
    sites = paper.home / "sites.toml"
    before = sites.read_text("utf-8")
    added = add(Place(paper.home, None), replace(paper.report, start=None), 10)
    assert (added.pages, added.written.todo, added.written.sites) == ((), (), None)
    assert sites.read_text("utf-8") == before
    assert list(to_check(added)) == [
        "127.0.0.1.txt, line 5: 'boddy' is no directive; did you mean body?."
    ]


def test_what_is_forgotten_leaves_the_samples(paper: Paper) -> None:
    samples = paper.home / "samples" / paper.host
    done = paper.ask("forget", f"http://{paper.host}/2026/10/10/market-of-brill", "--yes")
    assert "1 kept samples" in done.stdout
    assert len(list(samples.iterdir())) == 9
    assert not list(samples.glob("*brill*"))
    paper.ask("forget", paper.host, "--yes")
    assert not samples.exists()


def test_a_site_is_not_written_down_by_a_second_address(tmp_path: Path) -> None:
    todo: list[str] = []
    sites = tmp_path / "sites.toml"
    sites.write_text('[[site]]\nurl = "https://a.example/"\n', "utf-8")
    assert write_site(tmp_path, "https://a.example/", todo) is None
    assert write_site(tmp_path, "https://www.a.example/feed.xml", todo) is None
    assert write_site(tmp_path, "https://b.example/", todo) == sites
    (said,) = todo
    assert said.startswith(f"{sites} has the site, by https://a.example/. If this leads to more, w")
    assert sites.read_text("utf-8").count("[[site]]") == 2


def test_without_a_contact_nothing_is_asked(site: Site, tmp_path: Path) -> None:
    CliRunner().invoke(main, ["--home", str(tmp_path), "init"])
    before = len(site.log)
    done = corpus(tmp_path, *options(f"{site.base}/"), allow=site.host, COPYDESK_CONTACT="")
    assert done.code == 64
    assert "export COPYDESK_CONTACT=you@example.org" in done.err
    assert len(site.log) == before


WRONG = [
    (["mailto:x"], 64, "is no site; write a web address"),
    (["https://a.example/", "--articles", "0"], 64, "articles"),
    ([], 64, "URL"),
    (["https://a.example/"], 5, "There is no database at"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), WRONG)
def test_a_mistake_is_a_sentence(
    arguments: list[str], code: int, said: str, tmp_path: Path
) -> None:
    result = CliRunner().invoke(main, ["--home", str(tmp_path), "add", *arguments])
    assert result.exit_code == code
    assert said in result.stderr


def test_a_site_that_can_t_be_reached_is_not_written_down(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["--home", str(tmp_path), "init"])
    before = (tmp_path / "sites.toml").read_text("utf-8")
    done = corpus(tmp_path, *options("http://127.0.0.1:9/"), allow="127.0.0.1:9")
    assert done.code == 3, done
    assert "No article of the site could be read.\n  failed: connection-refused: 1" in done.err
    assert (tmp_path / "sites.toml").read_text("utf-8") == before
    assert not (tmp_path / "samples").exists()


def test_without_samples_the_way_to_some_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--home", str(tmp_path), "test-sites"])
    assert result.exit_code == 1
    assert "`corpus add https://www.example.com/` keeps some." in result.stderr
