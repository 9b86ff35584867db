"""The article's own title: what is cut off, what stays, and who wins where sources differ."""

import pytest

from cleaners.metadata.site_name import SiteNames
from cleaners.metadata.slug import slug_words
from cleaners.metadata.title import own_title
from tests.cleaners.metadata.pages import article, html, json_ld, meta, read

SITE = SiteNames(frozenset({"morningherald", "朝の新聞", "утренняягазета"}), ("morningherald",))
SECTIONS = frozenset({"weather", "политика", "wirtschaft"})


@pytest.mark.parametrize(
    ("stated", "own"),
    [
        ("Bridge opens | Morning Herald", "Bridge opens"),
        ("Bridge opens - The Morning Herald", "Bridge opens"),
        ("Bridge opens – at last — Morning Herald", "Bridge opens – at last"),
        ("Rain stops | Weather | Morning Herald", "Rain stops"),
        ("Morning Herald: no, this is a headline", "Morning Herald: no, this is a headline"),
        ("Morning Herald | Bridge opens", "Bridge opens"),
        ("Bridge opens (Morning Herald)", "Bridge opens"),
        ("Bridge opens (at last)", "Bridge opens (at last)"),
        ("Мост открыт | Политика | Утренняя газета", "Мост открыт"),
        ("橋が開通｜朝の新聞", "橋が開通"),
        ("Brücke offen - Wirtschaft - Morning-Herald", "Brücke offen"),
        ("Bridge opens | MorningHerald.example", "Bridge opens"),
    ],
)
def test_the_sites_name_and_sections_go_from_either_end(stated: str, own: str) -> None:
    assert own_title(stated, SITE, SECTIONS) == own


@pytest.mark.parametrize(
    "title",
    [
        "Storm – what we know",
        "Weather: the worst is over",
        "Herald of spring - the crocus",
        "A tale of two cities | part two",
        "Spider-Man",
        "Wetter - Wirtschaft leidet unter Hitze",
    ],
)
def test_a_title_with_dashes_of_its_own_stays_whole(title: str) -> None:
    assert own_title(title, SITE, SECTIONS) == title


def test_a_text_that_is_only_the_sites_name_is_no_title() -> None:
    assert own_title("The Morning Herald", SITE) is None


def test_the_wording_of_most_sources_wins_over_one_for_social_networks() -> None:
    page = html(
        "<title>Bridge opens after ten years - Morning Herald</title>"
        + json_ld(article(headline="Bridge opens after ten years"))
        + meta(og__title="You will not believe this bridge", og__site_name="Morning Herald"),
        "<h1>Bridge opens after ten years</h1>",
    )
    assert read(page).title == "Bridge opens after ten years"


def test_a_heading_that_names_the_site_is_no_title() -> None:
    page = html(
        meta(og__title="Bridge opens", og__site_name="Morning Herald"),
        "<h1>Morning Herald</h1><h2>Bridge opens</h2>",
    )
    assert read(page).title == "Bridge opens"


def test_of_several_headings_the_one_that_others_confirm_is_taken() -> None:
    page = html(
        "<title>Pont ouvert après dix ans</title>",
        "<h1>Nos podcasts</h1><h1>Pont ouvert après dix ans</h1>",
        "fr",
    )
    metadata = read(page)
    assert metadata.title == "Pont ouvert après dix ans"
    assert metadata.sources["title"] == "h1"


def test_a_kicker_inside_the_heading_is_not_the_title() -> None:
    page = html(
        json_ld(article(headline="Der neue Hafen ist fertig"))
        + meta(og__title="Der neue Hafen ist fertig"),
        "<h1><span>Stadtrat:</span> Der neue Hafen ist fertig</h1>",
        "de",
    )
    assert read(page).title == "Der neue Hafen ist fertig"


def test_entities_that_were_escaped_twice_are_read() -> None:
    page = html(json_ld(article(headline="Law &amp;amp; order: the mayor&#8217;s plan")))
    assert read(page).title == "Law & order: the mayor’s plan"


def test_a_page_without_any_title_has_none() -> None:
    assert read(html("", "<p>Text.</p>")).title is None


def test_a_heading_that_leads_home_is_the_sites_name_and_not_the_title() -> None:
    page = html("<title>Alles neu | Der Bücherwurm</title>", "<h1><a href='/'>Der Bücherwurm</a>")
    assert read(page).title == "Alles neu"


OLD, NEW = "Town opens its long bridge", "Why everybody walks this week"


@pytest.mark.parametrize(
    ("slug", "title"), [("town-opens-bridge", OLD), ("why-everybody-walks-this", NEW)]
)
def test_the_words_of_the_address_tell_which_wording_is_the_articles(slug: str, title: str) -> None:
    head = json_ld(article(headline=OLD)) + meta(og__title=NEW)
    page = html(f"<title>{NEW}</title>{head}", f"<h1>{NEW if title == OLD else OLD}</h1>")
    assert read(page, f"https://news.example/town/{slug}-123456.html").title == title


def test_what_is_copied_from_the_browser_tab_counts_half() -> None:
    tab = "Town opens bridge in 2026 | Morning Herald"
    head = json_ld(article(headline=tab)) + meta(og__title=tab, og__site_name="Morning Herald")
    page = html(f"<title>{tab}</title>{head}", f"<h1>{OLD}</h1>")
    assert read(page, "https://news.example/town/1234567").title == OLD
    assert read(page.replace(f'"{tab}"', '"Town opens bridge in 2026"')).title != OLD


def test_an_address_without_a_headline_says_nothing() -> None:
    page = html(json_ld(article(headline=OLD)) + meta(og__title=NEW), f"<h1>{OLD}</h1>")
    assert read(page, "https://news.example/town/why/walk?id=123456").title == OLD


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (
            "https://news.example/a/br%C3%BCcke-f%C3%BCr-gro%C3%9Fe-schiffe",
            "bruecke fuer grosse schiffe",
        ),
        ("https://news.example/2024/05/03/", ""),
        ("https://news.example/the-long-bridge/12345678", "the long bridge"),
        ("https://news.example/a/the-long-bridge-0af31c9b.amp.html", "the long bridge amp"),
        ("http://[", ""),
        (None, ""),
    ],
)
def test_the_headline_in_an_address_is_its_longest_part(url: str | None, words: str) -> None:
    assert slug_words(url) == frozenset(words.split())


def test_where_no_heading_is_of_the_first_level_a_lesser_one_may_be_the_title() -> None:
    page = html(
        "<title>Bridge opens at last | District</title>",
        "<h2>All the weather</h2><h3>Bridge opens at last</h3><h2>More of this</h2>",
    )
    metadata = read(page)
    assert (metadata.title, metadata.sources["title"]) == ("Bridge opens at last", "lesser heading")


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("<span class='c-kicker'>Harbour</span> Bridge opens at last", "Bridge opens at last"),
        ("<span class='overline'>Harbour:</span><b>Bridge opens</b>", "Bridge opens"),
        ("<span class='dachzeile'>Harbour</span> - Bridge opens", "Bridge opens"),
        ("<span class='kicker'>Bridge opens at last</span>", "Bridge opens at last"),
        ("<span class='kicker'>Bridge</span> opens", "Bridge opens"),
        ("<span class='first'>Harbour</span> Bridge opens", "Harbour Bridge opens"),
    ],
)
def test_a_kicker_in_the_heading_is_no_part_of_the_title(heading: str, title: str) -> None:
    assert read(html("", f"<h1>{heading}</h1>")).title == title


@pytest.mark.parametrize(
    ("path", "stated", "title"),
    [
        ("opinion/bridge-opens", "Bridge opens | Opinion", "Bridge opens"),
        ("town/river-news/bridge-opens/", "Bridge opens | River News", "Bridge opens"),
        ("town/bridge-opens/", "Town news | Bridge opens", "Town news | Bridge opens"),
        ("town/7", "Bridge opens in the town", "Bridge opens in the town"),
        ("town/7", "Bridge opens: Town", "Bridge opens: Town"),
    ],
)
def test_a_folder_of_the_address_behind_a_title_is_its_section(
    path: str, stated: str, title: str
) -> None:
    page = html(meta(og__title=stated), f"<h1>{stated}</h1>")
    assert read(page, f"https://news.example/{path}").title == title


def test_a_headline_among_the_meta_elements_counts_where_the_page_has_no_heading() -> None:
    head = meta(og__title="Bridge opens - Politics", headline="Bridge opens at last")
    assert read(html(head, "<p>Text.</p>")).title == "Bridge opens at last"
    assert read(html(head, "<h1>Bridge opens - Politics</h1>")).title == "Bridge opens - Politics"
