"""Pages of one article are joined in order; what they repeat is cut, and on record."""

from dataclasses import replace

from cleaners import clean, page_from_bytes
from cleaners.parts import EARLIER_PART
from cleaners.serialise import article_to_dict
from cleaners.types import Page

LEAD = "The long report on the ferry has three pages, and this summary stands on each of them."


def part(number: int, *, title: str = "The long way of the ferry", topic: str = "ferry") -> Page:
    paragraphs = "".join(
        f"<p>Paragraph {n} of page {number} says that the council met on day {n}, heard {n + 3} "
        f"witnesses of the {topic} and put off its decision until the figures are complete.</p>"
        for n in range(1, 6)
    )
    body = (
        f"<html lang=en><head><title>{title}</title><meta property='og:type' content='article'>"
        f"</head><body><article><h1>{title}</h1><p>{LEAD}</p>{paragraphs}</article></body></html>"
    )
    url = f"https://paper.example/ferry{f'?page={number}' if number > 1 else ''}"
    return page_from_bytes(body.encode(), url)


def test_the_text_of_all_pages_stands_in_order_and_what_repeats_stands_once() -> None:
    article = clean(replace(part(1), parts=(part(2), part(3))))
    lines = article.text.splitlines()
    assert [line.split(" says")[0] for line in lines if line.startswith("Paragraph")] == [
        f"Paragraph {n} of page {number}" for number in (1, 2, 3) for n in range(1, 6)
    ]
    assert article.text.count(LEAD) == 1
    assert article.url == "https://paper.example/ferry"
    again = [r for r in article.removals if r.step == EARLIER_PART]
    assert LEAD in {removal.text for removal in again}
    assert {removal.why for removal in again} == {"page 2 says it again", "page 3 says it again"}
    assert [n.sentence for n in article.notes if n.name == "joined-pages"] == [
        "3 pages are one article"
    ]


def test_blocks_and_removals_are_numbered_through() -> None:
    article = clean(replace(part(1), parts=(part(2),)))
    numbers = [b.n for b in article.blocks] + [removal.n for removal in article.removals]
    assert len(numbers) == len(set(numbers))
    assert [block.n for block in article.blocks] == sorted(block.n for block in article.blocks)


def test_another_article_and_the_same_page_again_are_not_joined() -> None:
    alone = article_to_dict(clean(part(1)))
    other = part(2, title="Gulls win the cup of the islands", topic="gulls")
    for parts in ((other,), (part(1),), (other, part(2))):
        assert article_to_dict(clean(replace(part(1), parts=parts))) == alone


def test_a_title_that_counts_its_page_is_the_same_title() -> None:
    second = part(2, title="The long way of the ferry - page 2 of 2")
    assert "page 2 says that" in clean(replace(part(1), parts=(second,))).text
