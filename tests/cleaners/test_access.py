"""A page's paywall is what it says of it, weighed with the text that it shows."""

import json

import pytest

from cleaners import Article, clean, page_from_bytes

SENTENCE = "The harbour of the town was closed on Tuesday after the storm had torn a crane down. "


def cleaned(words: int, end: str = "", wall: bool = False, **stated: object) -> Article:
    data = {"@type": "NewsArticle", "headline": "The harbour is closed", **stated}
    sentences = [f"{number}: {SENTENCE}" for number in range(words // 17)]
    text = [" ".join(sentences[place : place + 3]) for place in range(0, len(sentences), 3)]
    text[-1] += end
    offer = '<div class="paywall"><p>Subscribe to continue reading</p></div>' if wall else ""
    body = (
        f'<html lang="en"><head><script type="application/ld+json">{json.dumps(data)}</script>'
        "</head><body><article><h1>The harbour is closed</h1>"
        + "".join(f"<p>{paragraph}</p>" for paragraph in text)
        + f"{offer}</article></body></html>"
    )
    return clean(page_from_bytes(body.encode(), f"https://paper.example/{words}"))


@pytest.mark.parametrize(
    ("words", "end", "wall", "stated", "paywall"),
    [
        (510, "", False, {"isAccessibleForFree": False}, "full-text"),
        (102, "", False, {"isAccessibleForFree": False}, "teaser"),
        (510, "But the mayor said...", False, {"isAccessibleForFree": False}, "teaser"),
        (510, "", True, {"isAccessibleForFree": False}, "teaser"),
        (850, "", True, {"isAccessibleForFree": False}, "full-text"),
        (510, "", False, {"isAccessibleForFree": False, "wordCount": 1400}, "teaser"),
        (204, "", False, {"isAccessibleForFree": False, "wordCount": "220"}, "full-text"),
        (204, "But the mayor said:", True, {}, "teaser"),
        (204, "", True, {}, "none"),
        (204, "But the mayor said:", False, {}, "none"),
        (510, "", False, {"isAccessibleForFree": False, "wordCount": "many"}, "full-text"),
    ],
)
def test_a_closed_article_is_a_teaser_only_where_its_text_is_not_there(
    words: int, end: str, wall: bool, stated: dict[str, object], paywall: str
) -> None:
    article = cleaned(words, end, wall, **stated)
    assert article.paywall == paywall
    assert ("paywall" in [note.name for note in article.notes]) == (paywall == "teaser")
    assert ("full-text" in [note.name for note in article.notes]) == (paywall == "full-text")
