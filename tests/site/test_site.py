"""The pages of the test site are what they claim: every article's text, in its encoding, in order,
with furniture of every kind around it."""

import json
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree, html

from tests.site.content import Expected, articles, expectations, expected, specials
from tests.site.head import body_text
from tests.site.hosts import HOSTS, article_url, encoding_of
from tests.site.inserts import SHAPES, inserts
from tests.site.newsroom import ContentError, NewsArticle, article_from, special_article
from tests.site.pages import pages
from tests.site.phrases import LANGUAGES, phrases
from tests.site.story import Piece, story_of
from tests.site.themes import THEMES

ARTICLES = [article for host in HOSTS for article in articles(host.folder)]
FURNITURE = {
    "harbourpost": "navigation breadcrumb byline date share picture inline-headline ad-marker"
    " newsletter related-list tag-list author-bio comments comment-form most-read footer follow"
    " cookie-notice hidden noscript script style template comment search standfirst credit",
    "tagesfenster": "navigation breadcrumb byline date share picture inline-headline ad-marker"
    " newsletter related-list tag-list author-bio comments comment-form footer follow"
    " cookie-notice hidden noscript script style comment search standfirst credit listen",
    "vechernik": "navigation breadcrumb byline date share inline-headline ad-marker newsletter"
    " related-list tag-list comments comment-form most-read footer hidden noscript script style"
    " comment search credit",
    "nadwa": "navigation breadcrumb byline date share picture inline-headline ad-marker newsletter"
    " related-list tag-list author-bio comments comment-form footer follow cookie-notice hidden"
    " template script style comment search credit",
}


def codec_of(url: str) -> str:
    """The encoding that the bytes at that URL really have."""
    article = next(a for a in ARTICLES if article_url(a) == url)
    return encoding_of(article).codec


def visible_text(source: str) -> str:
    """The text of a page with single spaces, table cells apart; no scripts."""
    tree = html.document_fromstring(source)
    etree.strip_elements(tree, "script", "style", "template", with_tail=False)
    return " ".join(" ".join(map(str, tree.itertext())).split())


def squeezed(text: str) -> str:
    """A text without white space, for texts whose words stand in several elements."""
    return "".join(text.split())


def assert_in_order(found: Expected, source: str) -> None:
    """Every block stands on the page, each after the one before it."""
    text, position = squeezed(visible_text(source)), 0
    for kind, block in found.blocks:
        at = text.find(squeezed(block), position)
        assert at >= 0, f"{found.url}: the {kind} {block!r} is not on the page, or not in order"
        position = at + len(squeezed(block))


def pieces_of(article: NewsArticle) -> list[Piece]:
    """The pieces of an article's page."""
    theme, story = THEMES[article.folder], story_of(article)
    return theme.article(story, theme.body(story), "")


def test_there_are_sixty_articles_on_four_hosts_in_eight_languages() -> None:
    assert len(ARTICLES) >= 60
    assert len({article_url(article) for article in ARTICLES}) == len(ARTICLES)
    assert {article.folder for article in ARTICLES} == set(THEMES)
    assert len({article.language for article in ARTICLES}) >= 8


def test_titles_differ_so_that_a_headline_names_one_article() -> None:
    titles = Counter(found.title for found in expectations().values())
    assert max(titles.values()) == 1


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_the_page_of_an_article_has_its_blocks_in_order(article: NewsArticle) -> None:
    url = article_url(article)
    assert_in_order(expected(url), pages()[url].body.decode(codec_of(url)))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_the_page_of_an_article_has_its_title_authors_and_section(article: NewsArticle) -> None:
    url = article_url(article)
    text = visible_text(pages()[url].body.decode(codec_of(url)))
    for words in (article.title, article.section, *article.authors, *article.tags):
        assert words in text


def test_the_legacy_encodings_occur_declared_and_undeclared() -> None:
    seen = {
        (encoding.label, encoding.in_header or encoding.in_meta)
        for encoding in map(encoding_of, ARTICLES)
    }
    for label in ("windows-1251", "Shift_JIS", "iso-8859-1"):
        assert {(label, True), (label, False)} <= seen


@pytest.mark.parametrize("label", ["windows-1251", "Shift_JIS", "iso-8859-1"])
def test_a_legacy_page_is_not_utf8_and_declares_what_it_should(label: str) -> None:
    for article in ARTICLES:
        encoding = encoding_of(article)
        if encoding.label != label:
            continue
        page = pages()[article_url(article)]
        with pytest.raises(UnicodeDecodeError):
            page.body.decode("utf-8")
        assert (f"charset={label}" in page.content_type) == encoding.in_header
        assert (f"charset={label}".encode() in page.body.replace(b'"', b"")) == encoding.in_meta


@pytest.mark.parametrize("folder", FURNITURE)
def test_every_kind_of_furniture_occurs_in_its_theme(folder: str) -> None:
    seen = {piece.kind for article in articles(folder) for piece in pieces_of(article)}
    assert set(FURNITURE[folder].split()) <= seen


def test_inline_headlines_come_in_every_shape_and_with_and_without_a_cue() -> None:
    shapes = {
        insert.shape
        for article in ARTICLES
        for found in inserts(story_of(article)).values()
        for insert in found
        if insert.kind == "inline-headline"
    }
    assert shapes == set(SHAPES)


def test_every_article_has_one_to_five_headlines_of_others_between_its_blocks() -> None:
    for article in ARTICLES:
        titles = {other.title for other in articles(article.folder)} - {article.title}
        inline = titles & set(expected(article_url(article)).unwanted)
        assert 1 <= len(inline) <= 5, article.slug


def test_nothing_stands_between_an_announcement_and_its_list() -> None:
    for article in ARTICLES:
        between = inserts(story_of(article))
        for n, block in enumerate(article.blocks[:-1]):
            if block.text.endswith((":", "：")) or article.blocks[n + 1].kind == "list-item":
                assert n not in between


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_furniture_of_a_language_is_complete_and_its_dates_are_words(language: str) -> None:
    words = phrases(language)
    moment = ARTICLES[0].published
    assert str(moment.year) in words.day(moment)
    assert f"{moment.minute:02}" in words.moment(moment)
    assert len(words.months) == 12


def json_ld(url: str) -> dict[str, str]:
    """The JSON-LD of a page of a plain article."""
    tree = html.document_fromstring(pages()[url].body.decode(codec_of(url)))
    script = tree.find(".//script[@type='application/ld+json']")
    assert script is not None
    data: dict[str, str] = json.loads(script.text or "")
    return data


def test_json_ld_is_right_on_tagesfenster() -> None:
    for article in articles("tagesfenster"):
        data = json_ld(article_url(article))
        assert data["headline"] == article.title
        assert data["datePublished"] == article.published.isoformat()
        assert article.blocks[-1].text in data["articleBody"]


def test_json_ld_lies_on_nadwa_in_three_ways() -> None:
    lies = set()
    for article in articles("nadwa"):
        data = json_ld(article_url(article))
        whole = body_text(story_of(article))
        if data["headline"] != article.title:
            lies.add("headline")
        elif not whole.startswith(data["articleBody"]):
            lies.add("other")
        elif len(data["articleBody"]) < len(whole):
            lies.add("short")
        else:
            pytest.fail(f"{article.slug}: nothing in the JSON-LD is wrong")
    assert lies == {"headline", "other", "short"}


def test_vechernik_says_nothing_in_its_head() -> None:
    for article in articles("vechernik"):
        page = pages()[article_url(article)].body
        assert b"og:" not in page
        assert b"ld+json" not in page
        assert b"class=" not in page


def special(slug: str) -> tuple[Expected, bytes]:
    """A special page that is an article: what is expected, and its bytes."""
    for page in specials():
        if page.expected and slug in page.url:
            return page.expected, page.resources[page.url].body
    raise AssertionError(f"no special page {slug}")


@pytest.mark.parametrize(
    ("slug", "codec"),
    [
        ("liveblog-hochwasser", "utf-8"),
        ("lantern-night", "utf-8"),
        ("rowing-league", "utf-8"),
        ("tide-tables", "utf-8"),
        ("le-clocher-penche", "utf-8"),
        ("harbour-board", "utf-8"),
    ],
)
def test_the_expected_blocks_stand_on_the_special_pages(slug: str, codec: str) -> None:
    found, body = special(slug)
    assert_in_order(found, body.decode(codec))


def test_the_truncated_page_ends_inside_a_tag_and_lacks_the_rest() -> None:
    found, body = special("tide-tables")
    whole = special_article("harbourpost", "tide-tables-printed-upside-down")
    assert body.rindex(b"<") > body.rindex(b">")
    assert len(found.blocks) == 4
    assert whole.blocks[4].text[20:60].encode() not in body


def test_the_paywalled_page_shows_two_blocks_and_says_that_it_is_not_free() -> None:
    found, body = special("harbour-board")
    whole = special_article("harbourpost", "harbour-board-hides-a-loan")
    assert len(found.blocks) == 2
    assert whole.blocks[2].text[:60].encode() not in body
    assert b'"isAccessibleForFree": false' in body


def test_the_dirty_page_has_nul_and_control_characters_in_its_text() -> None:
    found, body = special("bakery-till")
    assert {0x00, 0x07, 0x0B, 0x1F} <= set(body)
    clean = body.decode().translate(dict.fromkeys((0x00, 0x07, 0x0B, 0x1F)))
    assert_in_order(found, clean)


def test_two_pages_say_a_charset_that_is_wrong() -> None:
    clocher = next(p for p in specials() if "le-clocher" in p.url)
    boiler = next(p for p in specials() if "Says utf-8" in p.sentence)
    french, russian = clocher.resources[clocher.url], boiler.resources[boiler.url]
    assert french.content_type == "text/html; charset=iso-8859-1"
    assert "dit-elle" in french.body.decode("utf-8")
    assert b"charset=utf-8" in russian.body
    assert "Котельная" in russian.body.decode("windows-1251")


def test_unclosed_tags_lose_no_text() -> None:
    page = next(p for p in specials() if "never closed" in p.sentence)
    assert page.expected is not None
    body = page.resources[page.url].body.decode("iso-8859-1")
    assert "</li>" not in body
    assert_in_order(page.expected, body)


def test_every_outcome_occurs() -> None:
    assert {page.outcome for page in specials()} == {
        "article", "list", "not-an-article", "missing", "robots", "redirect-loop",
    }  # fmt: skip


def test_pages_are_the_same_on_every_run() -> None:
    first = {url: page.etag for url, page in pages().items()}
    pages.cache_clear()
    assert {url: page.etag for url, page in pages().items()} == first


def test_a_broken_article_file_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "half-written.toml"
    broken.write_text('title = "Only a title"', encoding="utf-8")
    with pytest.raises(ContentError, match=r"half-written\.toml.*authors"):
        article_from(broken, "harbourpost")
