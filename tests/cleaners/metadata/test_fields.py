"""The smaller fields: description, section, tags, canonical address, site name, images, paywall."""

import pytest

from tests.cleaners.metadata.pages import URL, article, html, json_ld, meta, read

TITLE = "<h1>Bridge opens</h1>"
SUMMARY = "After ten years the bridge over the river is open again."


def test_the_description_says_more_than_the_title() -> None:
    head = json_ld(article(headline="Bridge opens", description="Bridge opens"))
    metadata = read(html(head + meta(og__description=SUMMARY), TITLE))
    assert metadata.description == SUMMARY
    assert metadata.sources["description"] == "meta og:description"


@pytest.mark.parametrize(
    ("short", "long", "description"),
    [
        (SUMMARY[:41] + "...", SUMMARY, SUMMARY),
        (SUMMARY[:41] + "…", "Another summary of what happened in the town today.", None),
        (SUMMARY, SUMMARY[:41] + "...", None),
        ("After ten years of hard work ...", SUMMARY, None),
        (SUMMARY[:41] + "...", SUMMARY + " More...", None),
    ],
)
def test_a_summary_that_was_cut_off_gives_way_to_one_that_goes_on(
    short: str, long: str, description: str | None
) -> None:
    head = json_ld(article(headline="B", description=short)) + meta(og__description=long)
    assert read(html(head, TITLE)).description == (description or short)


@pytest.mark.parametrize(
    ("head", "section"),
    [
        (json_ld(article(headline="Bridge opens", articleSection="Town")), "Town"),
        (json_ld(article(headline="Bridge opens", articleSection=["", "Town", "News"])), "Town"),
        (meta(article__section="Политика"), "Политика"),
        (
            json_ld(
                {
                    "@type": "BreadcrumbList",
                    "itemListElement": [
                        {"@type": "ListItem", "position": 1, "name": "Home"},
                        {"@type": "ListItem", "position": 2, "item": {"name": "Town"}},
                        {"@type": "ListItem", "position": 3, "name": "Bridge opens"},
                    ],
                }
            )
            + "<title>Bridge opens</title>",
            "Town",
        ),
        (meta(article__section="Morning Herald", og__site_name="Morning Herald"), None),
        (meta(article__section="https://example.com/town"), None),
        (meta(article__section="x" * 200), None),
        (meta(article__section="Town,River,News"), "Town"),
        (meta(article__section="Articles,Town"), "Town"),
        (meta(article__section="Town, River, News"), "Town"),
        (meta(article__section="Arts, Books & Film"), "Arts, Books & Film"),
        (meta(article__section="Town, River"), "Town, River"),
        (meta(article__section="Uncategorized"), None),
        (meta(article__section="Article") + meta(section="Town"), "Town"),
        (meta(article__section="Articles of Faith"), "Articles of Faith"),
        (meta(article__section="{$category}"), None),
        ("", None),
    ],
)
def test_the_section_is_a_short_name(head: str, section: str | None) -> None:
    assert read(html(head, TITLE)).section == section


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        (
            json_ld(article(headline="B", keywords=["river", "bridge", "River"])),
            ("river", "bridge"),
        ),
        (json_ld(article(headline="B", keywords="river, bridge")), ("river", "bridge")),
        (meta(article__tag="river") + meta(article__tag="bridge"), ("river", "bridge")),
        ('<meta name="keywords" content="река, мост">', ("река", "мост")),
        ('<meta name="news_keywords" content="橋、川">', ("橋", "川")),
        ('<meta name="keywords" content="type:article, 12345, bridge">', ("bridge",)),
        ('<meta name="keywords" content="">', ()),
        (
            json_ld(article(headline="B", keywords=["Day: Friday", "Topic: Rain", "Length: 9"])),
            ("Rain",),
        ),
        (
            json_ld(article(headline="B", keywords=["Rain: the musical", "Topic: x y", "Snow"])),
            ("Rain: the musical", "Topic: x y", "Snow"),
        ),
        (
            meta(article__tag="26157981-b4f7-4929-adc1-e860c6f03636") + meta(article__tag="rain"),
            ("rain",),
        ),
        ('<meta name="keywords" content="_no-feed, rain_, no-feed">', ("rain_", "no-feed")),
    ],
)
def test_tags_are_for_people(head: str, tags: tuple[str, ...]) -> None:
    assert read(html(head)).tags == tags


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        (f'<link rel="canonical" href="{URL}">', URL),
        (
            '<link rel="canonical" href="/town/other">',
            "https://www.morning-herald.example/town/other",
        ),
        (
            '<link rel="canonical" href="https://morning-herald.example/a?utm_source=x">',
            "https://morning-herald.example/a",
        ),
        ('<link rel="canonical" href="https://elsewhere.example/a">', None),
        ('<link rel="canonical" href="https://www.morning-herald.example/">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        (f'<link rel="canonical" href="https://elsewhere.example/">{meta(og__url=URL)}', URL),
        (meta(og__url="https://morning-herald.example.evil.example/a"), None),
    ],
)
def test_a_canonical_address_is_of_this_site(head: str, canonical: str | None) -> None:
    assert read(html(head)).canonical_url == canonical


def test_the_root_of_a_site_may_call_itself_canonical() -> None:
    root = "https://www.morning-herald.example/"
    assert read(html(f'<link rel="canonical" href="{root}">'), root).canonical_url == root


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (meta(og__site_name="Morning Herald"), "Morning Herald"),
        (json_ld({"@type": "WebSite", "name": "Утренняя газета"}), "Утренняя газета"),
        (json_ld(article(headline="B", publisher={"@id": "#p"}), {"@id": "#p", "name": "朝の新聞"}),
         "朝の新聞"),
        (meta(og__site_name="https://example.com"), None),
        ("", None),
    ],
)  # fmt: skip
def test_the_sites_name_is_what_it_calls_itself(head: str, name: str | None) -> None:
    assert read(html(head)).site_name == name


def test_the_lead_image_is_absolute_and_has_its_text() -> None:
    head = meta(og__image="/pictures/bridge.jpg", og__image__alt="The bridge")
    image = read(html(head)).lead_image
    assert image is not None
    assert image.url == "https://www.morning-herald.example/pictures/bridge.jpg"
    assert image.alt == "The bridge"


@pytest.mark.parametrize(
    ("path", "lead"),
    [
        ("/theme/logo.png", False),
        ("/theme/morning-herald-logo_400x300.jpg", False),
        ("/img/og-default.png", False),
        ("/blank.jpg", False),
        ("/up/bridge.svg", False),
        ("/up/alibaba-logo.jpg", True),
        ("/up/social.jpg", True),
        ("/up/header-1280x.jpg", True),
        ("/up/2280168_default_1tgusk.jpg", True),
        ("/logo/bridge.jpg", True),
    ],
)
def test_the_lead_image_is_not_the_sites_own_picture(path: str, lead: bool) -> None:
    head = meta(og__image=path) + json_ld(article(headline="B", image="/up/second.jpg"))
    metadata = read(html(head))
    assert metadata.lead_image is not None
    assert metadata.lead_image.url.endswith(path if lead else "/up/second.jpg")
    assert len(metadata.images) == (2 if lead else 1)


def test_images_of_the_article_are_kept_and_ornaments_are_not() -> None:
    body = (
        '<article><img src="/a.jpg" alt="The bridge"><img data-src="/b.jpg" src="data:x">'
        '<img src="/logo.svg"><img src="/c.jpg" width="20"><aside><img src="/d.jpg"></aside>'
        '<img src="javascript:alert(1)"></article><img src="/outside.jpg">'
    )
    urls = [image.url.rsplit("/", 1)[-1] for image in read(html("", body)).images]
    assert urls == ["a.jpg", "b.jpg"]


@pytest.mark.parametrize(
    ("fields", "body", "paywall"),
    [
        ({"isAccessibleForFree": True}, "", "none"),
        ({}, "", "none"),
        ({"isAccessibleForFree": False}, "", "teaser"),
        ({"isAccessibleForFree": "False"}, "", "teaser"),
        ({"isAccessibleForFree": "http://schema.org/False"}, "", "teaser"),
        ({"hasPart": {"isAccessibleForFree": False, "cssSelector": ".closed"}}, "", "teaser"),
        (
            {"hasPart": [{"isAccessibleForFree": False, "cssSelector": ".closed"}]},
            f'<div class="text closed">{"The whole text is here. " * 50}</div>',
            "full-text",
        ),
        (
            {"hasPart": [{"isAccessibleForFree": False, "cssSelector": ".closed'] | //*"}]},
            "<p>x</p>",
            "teaser",
        ),
    ],
)
def test_a_paywall_is_what_the_page_states(
    fields: dict[str, object], body: str, paywall: str
) -> None:
    page = html(json_ld(article(headline="Bridge opens", **fields)), TITLE + body)
    assert read(page).paywall == paywall


def test_every_field_tells_its_source() -> None:
    head = json_ld(article(headline="Bridge opens", articleSection="Town"))
    head += meta(og__site_name="Morning Herald", og__image="/a.jpg", article__tag="river")
    assert read(html(head, TITLE)).sources == {
        "title": "h1",
        "section": "json-ld",
        "tags": "meta article:tag",
        "declared_language": "<html lang>",
        "site_name": "meta og:site_name",
        "lead_image": "meta og:image",
    }


def test_an_empty_page_has_nothing_and_raises_nothing() -> None:
    metadata = read("x", None)
    assert metadata.title is None
    assert metadata.authors == ()
    assert metadata.sources == {}
