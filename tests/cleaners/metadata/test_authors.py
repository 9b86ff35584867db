"""Who wrote: JSON-LD before meta tags before markup, and never the site in disguise."""

import pytest

from tests.cleaners.metadata.pages import article, html, json_ld, meta, read

SITE_NAME = meta(og__site_name="Morning Herald")
TITLE = "<h1>Bridge opens</h1>"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"@type": "Person", "name": "Ana Silva"}, ("Ana Silva",)),
        ("Ana Silva", ("Ana Silva",)),
        (["Ana Silva", {"@type": "Person", "name": "Bo Ek"}], ("Ana Silva", "Bo Ek")),
        ({"@type": "Person", "name": ["Ana Silva", "Bo Ek"]}, ("Ana Silva", "Bo Ek")),
        ({"@type": "Person", "givenName": "Ana", "familyName": "Silva"}, ("Ana Silva",)),
        ({"@type": "Organization", "name": "AFP"}, ("AFP",)),
        ({"@type": "Person", "name": "By Ana Silva, Reporter"}, ("Ana Silva",)),
        ({"@type": "Person", "name": "https://example.com/ana"}, ()),
        ({"@type": "Person", "name": "Morning Herald"}, ()),
        ({"@type": "Organization", "name": "Morning Herald"}, ("Morning Herald",)),
        ({"@type": "Person", "name": "Morning Herald, Ana Silva"}, ("Ana Silva",)),
        ({"name": {"@value": "Ana Silva"}}, ("Ana Silva",)),
        ({"@type": "Person", "name": "The Herald Data Team"}, ("The Herald Data Team",)),
        (42, ()),
        ([[[]]], ()),
    ],
)
def test_authors_of_json_ld_come_in_many_shapes(author: object, names: tuple[str, ...]) -> None:
    page = html(SITE_NAME + json_ld(article(headline="Bridge opens", author=author)), TITLE)
    assert read(page).authors == names


def test_an_author_that_is_a_reference_is_looked_up_in_the_graph() -> None:
    graph = {
        "@graph": [
            article(headline="Bridge opens", author={"@id": "#ana"}),
            {"@type": "Person", "@id": "#ana", "name": "Ana Silva"},
        ]
    }
    assert read(html(json_ld(graph), TITLE)).authors == ("Ana Silva",)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta name="author" content="Ana Silva">', ""),
        ('<meta name="citation_author" content="Silva, Ana">', ""),
        ("", '<a rel="author" href="/ana">Ana Silva</a>'),
        ("", '<span itemprop="author">Ana Silva</span>'),
        ("", '<div class="article-byline">Von <b>Ana Silva</b><span>Redakteurin</span></div>'),
        ("", '<p class="c-author__name">Par Ana Silva</p>'),
        ("", "<p>By Ana Silva</p>"),
        ("", '<aside><p class="author">Bo Ek</p></aside><p class="author">Ana Silva</p>'),
        ("", '<div class="related-posts"><a class="author">Bo Ek</a></div><p>Av Ana Silva</p>'),
        ("", "<p><time>3 May 2024</time> by Ana Silva</p>"),
        ("", "<div><div>By</div><div>Ana Silva</div></div>"),
        ("", '<span><a href="/authors/ana-silva">Ana Silva</a></span><a href="/authors">All</a>'),
        ("", f"<p><strong>Ana Silva</strong></p><p>{'The bridge is open. ' * 5}</p>"),
        (
            "",
            f'<p>{"The bridge is open. " * 5}</p><p style="text-align:right"><b>Ana Silva</b></p>',
        ),
    ],
)
def test_without_json_ld_the_byline_is_found(head: str, body: str) -> None:
    assert read(html(SITE_NAME + head, TITLE + body)).authors == ("Ana Silva",)


@pytest.mark.parametrize(
    "body",
    [
        '<p class="author">Read more</p>',
        '<p class="byline">Updated on Monday</p>',
        '<div class="author-bio">' + "Ana Silva has written for years. " * 20 + "</div>",
        "<p>By the river, the town built a bridge.</p>",
        '<div class="comment"><span class="author">Bo Ek</span></div>',
        '<a href="/authors/bo-ek">Read More</a><a href="/towns/old-weir">Old Weir</a>',
        '<aside><a href="/authors/bo-ek">Bo Ek</a></aside>',
        "<p><strong>Old Weir</strong></p><p>Short.</p>",
        f"<p>{'The bridge is open. ' * 9}(It was closed)</p>",
        "<p>Log in. (Old Weir)</p>",
        f'<a href="/b"><p>{"Another story. " * 9}</p><h6>By Bo Ek</h6></a>',
        f"<p>{'The bridge is open. ' * 9}</p><p><b>Old Weir</b></p><p>{'It rains. ' * 9}</p>",
        '<p style="text-align:right">Read on</p>',
    ],
)
def test_what_is_no_byline_names_nobody(body: str) -> None:
    assert read(html(SITE_NAME, TITLE + body)).authors == ()


@pytest.mark.parametrize(
    "marked",
    [
        '<p class="author">Ana Silva</p>',
        '<span itemprop="author">Ana Silva</span>',
        '<a rel="author" href="/ana-silva">Ana Silva</a>',
    ],
)
@pytest.mark.parametrize("account", ["ana.silva", "AnaS", "ekbo99", "page.author"])
def test_the_name_of_an_account_gives_way_to_a_marked_byline(account: str, marked: str) -> None:
    head = SITE_NAME + f'<meta name="author" content="{account}">'
    assert read(html(head, TITLE + marked)).authors == ("Ana Silva",)
    assert read(html(head, TITLE + "<p>By Ana Silva</p>")).authors == (account,)
    assert read(html(head, TITLE)).authors == (account,)


@pytest.mark.parametrize("name", ["Ana", "dpa", "mh", "Bo Ek", "HERALD"])
def test_a_name_that_no_account_has_stays_before_the_byline(name: str) -> None:
    head = SITE_NAME + f'<meta name="author" content="{name}">'
    assert read(html(head, TITLE + '<p class="author">Ana Silva</p>')).authors == (name,)


def test_the_address_of_a_profile_is_no_name() -> None:
    head = '<meta property="article:author" content="facebook.example/herald">'
    assert read(html(SITE_NAME + head, TITLE)).authors == ()


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ('<a href="/author/tobi/">Tobi</a>', ("Tobi",)),
        ('<a href="/authors/hansgeiger">HansG</a>', ("HansG",)),
        ('<a href="/autor/team">Weir Team</a>', ("Weir Team",)),
        ('<span itemprop="author">Ask the Doctors</span>', ("Ask the Doctors",)),
        ('<a rel="author" href="/ana">Ana</a>', ("Ana",)),
        ('<a href="/author/tobi/">Tobi</a><p>By Ana Silva</p>', ("Ana Silva",)),
        ('<a href="/author/7">Tobi</a>', ()),
        ('<a href="/profile/settings">Settings</a>', ()),
        ('<a href="/author/profile">Profile</a>', ()),
        ('<a rel="author" href="/author/ana">All texts there are of ana</a>', ()),
        ('<a href="/author/admin">admin</a>', ()),
        ('<a href="/author/morning-herald">Morning Herald</a>', ()),
        ('<div class="comments"><a href="/author/tobi/">Tobi</a></div>', ()),
    ],
)
def test_an_author_without_a_persons_name_has_it_marked_or_a_page_of_it(
    body: str, names: tuple[str, ...]
) -> None:
    assert read(html(SITE_NAME, TITLE + body)).authors == names


def test_json_ld_is_believed_before_meta_tags_and_the_source_is_told() -> None:
    author = {"@type": "Person", "name": "Ana Silva"}
    head = json_ld(article(headline="Bridge opens", author=author))
    metadata = read(html(head + '<meta name="author" content="Bo Ek">', TITLE))
    assert metadata.authors == ("Ana Silva",)
    assert metadata.sources["authors"] == "json-ld"


def test_a_site_with_a_wrapper_named_sidebar_keeps_its_byline() -> None:
    body = f'<div class="with-sidebar">{TITLE}<p class="byline">By Ana Silva</p></div>'
    assert read(html("", body)).authors == ("Ana Silva",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"{'The bridge is open. ' * 5}(dpa)", ("dpa",)),
        (f"{'The bridge is open. ' * 5}(Ana Silva)", ("Ana Silva",)),
        ("橋は五月に開通する予定で、卒業生を招いて見学会を開く。（山本あかり）", ("山本あかり",)),
    ],
)
def test_who_signs_in_parentheses_behind_the_end_is_the_author(
    text: str, names: tuple[str, ...]
) -> None:
    assert read(html("", f"{TITLE}<div>It rains.<br>{text}</div>")).authors == names


def test_initials_are_believed_where_they_are_marked_as_the_author() -> None:
    page = html(
        SITE_NAME, TITLE + '<p>Radio, 10:05; <span itemprop="author">mh/abc;kesm</span></p>'
    )
    assert read(page).authors == ("mh/abc", "kesm")


def test_a_department_of_the_site_is_no_author_beside_a_person() -> None:
    body = TITLE + '<p class="author">von <a href="mailto:x@y.z">Ana Silva, MH Weir</a></p>'
    assert read(html(meta(og__site_name="MH"), body)).authors == ("Ana Silva",)


def test_who_publishes_a_site_under_the_own_name_is_its_author() -> None:
    person = {"@type": ["Person", "Organization"], "@id": "#me", "name": "Ana Silva"}
    own = article(headline="Bridge opens", author={"@id": "#me"}, publisher={"@id": "#me"})
    assert read(html(json_ld({"@graph": [own, person]}), TITLE)).authors == ("Ana Silva",)
