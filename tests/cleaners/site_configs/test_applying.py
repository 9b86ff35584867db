"""A configuration is evidence: what it knows is used, what it gets wrong does no harm."""

from cleaners import Article, clean, page_from_bytes
from cleaners.metadata import statements
from cleaners.recipe import Recipe
from cleaners.site_configs import parse_config
from cleaners.tree import page_text, parse, squeeze

URL = "https://paper.example/2026/05/14/the-weir-holds/"
PROSE = [
    "The weir at the old mill held through the night, the river office said on Thursday morning.",
    "Its keeper had opened all four gates by hand when the motor failed at a quarter past two.",
    "Nobody below the mill had to leave, though the lower meadows stood a metre under water.",
    "The office will send a new motor next week, and it will pay the keeper for the night.",
    "In spring the county council had put off the repair for the third time in as many years.",
]
PAGE = f"""<html><head><title>The weir holds</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "The weir holds",
"author": {{"@type": "Person", "name": "Desk Robot"}}, "datePublished": "2026-05-13"}}</script>
</head><body><h1>The weir holds</h1><div class="text">
<p class="who">Written by Una Sluice</p><p class="when">14 May 2026</p>
{"".join(f"<p>{text}</p>" for text in PROSE)}
<div class="tides"><p>High tide is at 6:12 and low tide at 12:40 in the harbour today.</p></div>
</div>
<div class="extra"><p>A ferry timetable stands here, as it does on every page of ours.</p></div>
</body></html>"""


def cleaned(config: str, page: str = PAGE) -> Article:
    read, _ = parse_config(config, "paper.example.txt")
    article = clean(
        page_from_bytes(page.encode(), URL), recipe=Recipe("paper.example", config=read)
    )
    texts = sorted(
        [(one.n, one.text) for one in article.blocks]
        + [(one.n, one.text) for one in article.removals]
    )
    whole = page_text(parse(page_from_bytes(page.encode(), URL)))
    assert squeeze("".join(text for _, text in texts)) == squeeze(whole)
    return article


def notes(article: Article) -> list[str]:
    return [note.sentence for note in article.notes if note.name == "site-config"]


def test_body_and_strips_cut_with_file_and_line() -> None:
    article = cleaned("body: //div[@class='text']\nstrip_id_or_class: tides\nstrip: //p[@class]")
    assert (
        article.text.split("\n") == ["The weir holds", *PROSE] or article.text.split("\n") == PROSE
    )
    why = {cut.text: cut.why for cut in article.removals if cut.step == "site-config"}
    tide = next(text for text in why if text.startswith("High tide"))
    assert why[tide] == "paper.example.txt, line 2: strip_id_or_class: tides"
    assert why["14 May 2026"] == "paper.example.txt, line 3: strip: //p[@class]"
    assert notes(article) == []


def test_fields_come_after_what_the_page_states_for_machines_and_before_its_markup() -> None:
    config = "author: substring-after(//p[@class='who'], 'by')\ndate: //p[@class='when']"
    assert cleaned(config).authors == ("Desk Robot",)
    article = cleaned(f"skip_json_ld: yes\n{config}")
    assert article.authors == ("Una Sluice",)
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == "2026-05-14"
    read, _ = parse_config(config, "paper.example.txt")
    told = statements(page_from_bytes(PAGE.encode(), URL), read)
    refused = [one for one in told if one.field == "authors" and not one.taken]
    assert refused[0].source == "site configuration paper.example.txt, line 1"
    assert refused[0].why == "an earlier statement holds"


def test_a_value_that_is_not_the_page_s_is_none() -> None:
    article = cleaned("author: concat('Mallory', ' Forged')\ntitle: 'A title that we made up here'")
    assert article.authors == ("Desk Robot",)
    assert article.title == "The weir holds"


def test_a_title_that_the_page_contradicts_everywhere_is_out_of_date() -> None:
    article = cleaned("title: //div[@class='extra']/p")
    assert article.title == "The weir holds"


def test_json_ld_can_be_left_out() -> None:
    assert cleaned("skip_json_ld: yes").authors != ("Desk Robot",)


def test_a_body_that_holds_little_of_the_text_is_not_followed() -> None:
    article = cleaned("body: //div[@class='extra']")
    assert PROSE[0] in article.text
    (said,) = notes(article)
    assert said.startswith("paper.example.txt, line 1: body: //div[@class='extra'] holds 11%")


def test_the_first_body_that_is_there_is_taken() -> None:
    article = cleaned("body: //div[@id='gone']\nbody: //div[@class='text']")
    assert not any("extra" in block.text or "ferry" in block.text for block in article.blocks)
    assert PROSE[0] in article.text


def test_a_strip_of_most_of_the_text_is_not_followed_and_splits_nothing() -> None:
    page = PAGE.replace("<p>The weir", "<p>The <b>weir</b>")
    article = cleaned("strip: //b | //p", page)
    assert PROSE[0] in article.text
    assert any("would strip" in said for said in notes(article))


def test_what_reads_like_the_article_above_its_body_stays_as_a_summary() -> None:
    lead = (
        "The gates of the old weir were opened by hand at night, and nobody was hurt in the flood."
    )
    page = PAGE.replace("</h1>", f"</h1><p>{lead}</p>")
    assert cleaned("body: //div[@class='text']", page).text.startswith(lead)


def test_a_hostile_expression_is_not_asked_and_the_rest_is() -> None:
    page = PAGE.replace("</body>", "<ul>" + "<li>x</li>" * 4_000 + "</ul></body>")
    article = cleaned("strip: //li/following::*\nstrip_id_or_class: tides", page)
    (said,) = notes(article)
    assert said.startswith("paper.example.txt, line 1: strip was not asked: it may visit ")
    assert "High tide" not in article.text


def test_an_advertisement_is_noted() -> None:
    article = cleaned("native_ad_clue: //div[@class='tides']")
    assert [note.name for note in article.notes if note.name == "native-ad"]


def test_pictures_are_left_out_by_their_address() -> None:
    page = PAGE.replace(
        "<h1>", "<article><img src='/partner/a.jpg'><img src='/b.jpg'></article><h1>"
    )
    assert len(cleaned("", page).images) == 2
    (image,) = cleaned("strip_image_src: /partner/", page).images
    assert image.url.endswith("/b.jpg")
