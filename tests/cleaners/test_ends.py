"""How an article ends, and whose pictures stand in it."""

import pytest

from cleaners import clean, page_from_bytes
from cleaners.types import Article

SENTENCES = [
    f"The {word} of the harbour said on Monday that the old crane would be moved before winter."
    for word in ("master", "council", "pilot", "museum", "owner", "union", "chaplain")
]


def cleaned(*, between: str = "", below: str = "") -> Article:
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:4])
    more = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[4:])
    page = f"<html><body><article><h1>Old crane moves</h1>{text}{between}{more}{below}</article>"
    return clean(page_from_bytes(page.encode(), "https://paper.example/town/crane"))


def test_a_heading_goes_whose_text_was_cut() -> None:
    teasers = "".join(f'<p><a href="/town/{n}">The gulls of Weir {n}</a></p>' for n in range(3))
    article = cleaned(below=f"<h2>How to see the cranes</h2>{teasers}")
    assert article.text.splitlines()[-1] == SENTENCES[-1]
    why = {r.text: r.why for r in article.removals}
    assert "How to see the cranes" in why


def test_a_heading_stays_that_has_text_below_it() -> None:
    article = cleaned(between="<h2>How to see the cranes</h2>")
    assert "How to see the cranes" in article.text


@pytest.mark.parametrize(
    "caption",
    [
        (
            "The old crane of the harbour is seen on Monday from the western quay, where people had"
            " come with their children to look at it once more before winter, as it has stood there"
            " since the port was built and hardly any of them can think of the river without it,"
            " whatever the council may say. (AP Photo/Anna Berg, File)"
        ),
        "Above: The old crane of the harbour on a morning in winter.",
        "In this Dec. 12, 2006, file photo, made available by the port, the old crane is moved.",
    ],
)
def test_captions_that_agencies_sign_are_no_text(caption: str) -> None:
    article = cleaned(between=f"<p>{caption}</p>")
    assert caption not in article.text
    kinds = {block.text: block.kind for block in article.blocks}
    assert kinds.get(caption, "caption") == "caption"


def test_a_sentence_about_a_picture_is_text() -> None:
    said = "In this photo album of his grandmother the pilot found the crane as it was in 1910."
    assert said in cleaned(between=f"<p>{said}</p>").text
