"""Pages of each kind are told, with the reason; and what only looks like them is not."""

import pytest

from cleaners import Page, clean
from cleaners.cleaning import facts_of
from cleaners.page_kind.clear import clear_case, says
from cleaners.types import ArticleKind
from tests.cleaners.page_kind.pages import TEXT, article, cards, json_ld, page

NEWS = json_ld("NewsArticle", ', "headline": "Old crane moves"')
SHORT = f"<p>{TEXT['en']}</p>"
THREAD = "https://www.example.com/threads/old-crane.4711/"
DIALOG = "<div><p>{}</p><button>{}</button><button>{}</button></div>"

CLEAR: dict[str, tuple[Page, ArticleKind, str]] = {
    "a status": (page(SHORT, status=404), "error", "the server answered 404"),
    "english": (page("<h1>Page not found</h1>" + SHORT), "error", "'Page not found'"),
    "german": (page("<h1>Seite nicht gefunden</h1>"), "error", "'Seite nicht gefunden'"),
    "russian": (page("<h1>Страница не найдена</h1>"), "error", "'Страница не найдена'"),
    "japanese": (page("<h1>ページが見つかりません</h1>"), "error", "見つかりません"),
    "a robot check": (page("<p>Wait</p>", "<title>Just a moment...</title>"), "error", "a moment"),
    "a login": (
        page("<h1>Sign in</h1><form><label>Name</label><input type=password></form>"),
        "login-wall",
        "it asks for a password",
    ),
    "a french login": (page("<h1>Se connecter</h1><p>Adresse</p>"), "login-wall", "'Se connecter'"),
    "a consent wall": (
        page(
            DIALOG.format(
                "We and our partners use cookies to store information on a device.",
                "Accept all",
                "Manage settings",
            ),
            "<title>Before you continue</title>",
        ),
        "consent-wall",
        "of its text is about consent",
    ),
    "a german consent wall": (
        page(
            DIALOG.format(
                "Mit Ihrer Einwilligung verarbeiten wir personenbezogene Daten für Werbung.",
                "Alle akzeptieren",
                "Ablehnen",
            ),
            "<title>Zustimmung erforderlich</title>",
        ),
        "consent-wall",
        "'Alle akzeptieren'",
    ),
    "a live blog": (page(article(), json_ld("LiveBlogPosting")), "live-blog", "liveblogposting"),
    "updates by name": (
        page(
            "<h1>Storm</h1>"
            + "".join(f"<div class=liveblog-entry><b>1{n}:30</b>{SHORT}</div>" for n in range(5)),
            url="https://www.example.com/news/storm-live-updates",
        ),
        "live-blog",
        "5 elements are updates",
    ),
    "a thread": (page(article(), url=THREAD), "forum", "'threads'"),
    "a question": (page(article(), json_ld("QAPage")), "forum", "'qapage'"),
    "a forum's host": (
        page(article(), url="https://forum.example.com/d/12-crane"), "forum", "'forum'"
    ),
    "a product": (page(SHORT, json_ld("Product")), "product", "JSON-LD calls it 'product'"),
    "og product": (
        page(SHORT, '<meta property="og:type" content="product">'), "product", "og:type"
    ),
    "a video": (page(SHORT, json_ld("VideoObject")), "video", "'videoobject', with"),
    "a gallery": (
        page(
            "<h1>Bildergalerie: Der Hafen</h1>"
            + "".join(f"<figure><img src=/{n}.jpg><p>Bild {n}</p></figure>" for n in range(9))
        ),
        "gallery",
        "9 pictures, and 'Bildergalerie'",
    ),
    "a list": (page("<h1>All news</h1>" + cards(20)), "list", "20 links to pages of the site"),
}  # fmt: skip

NOT_CLEAR: dict[str, Page] = {
    "a title about a missing thing": page(article(title="Survivors not found")),
    "a number in front": page("<h1>500 people march for the crane</h1>" + SHORT),
    "an error in a long text": page(article(title="Error 404: what the page means")),
    "a login beside an article": page(
        article() + "<form>Log in <input type=password></form>", NEWS
    ),
    "an article about consent": page(
        article(middle="<p>Cookies need consent, the court says.</p>" * 9), NEWS
    ),
    "a notice below an article": page(article() + DIALOG.format("We use cookies.", "Accept", "No")),
    "an article for subscribers, sold as a product": page(article(), NEWS + json_ld("Product")),
    "news with a film": page(article(), NEWS + json_ld("VideoObject")),
    "a short report with a film": page(SHORT, NEWS + json_ld("VideoObject")),
    "a gallery that is described": page(article(title="The harbour in pictures")),
    "an article with a crowded margin": page(article() + cards(40)),
    "an address with a word": page(article(), url="https://www.example.com/2025/loose-threads-1"),
    "one live word": page(article(), url="https://www.example.com/2025/live-updates-end"),
}


@pytest.mark.parametrize("name", CLEAR)
def test_a_clear_case_has_its_kind_and_says_why(name: str) -> None:
    made, kind, why = CLEAR[name]
    found = clear_case(facts_of(made))
    assert found is not None
    assert found[0] == kind
    assert why in found[1]


@pytest.mark.parametrize("name", NOT_CLEAR)
def test_what_only_looks_like_one_is_left_to_the_score(name: str) -> None:
    assert clear_case(facts_of(NOT_CLEAR[name])) is None


@pytest.mark.parametrize("language", TEXT)
def test_an_article_is_one_in_every_language_and_the_note_says_why(language: str) -> None:
    address = "https://www.example.com/2025/10/old-crane-moves"
    found = clean(page(article(language), "<title>Old crane moves</title>" + NEWS, address))
    (note,) = [note for note in found.notes if note.name == "kind"]
    assert found.kind == "article"
    assert note.sentence.startswith("article: score ")


def test_the_kind_and_its_reason_stand_in_the_article() -> None:
    found = clean(CLEAR["a list"][0])
    assert found.kind == "list"
    assert ("kind", "list: 20 links to pages of the site") in [
        (note.name, note.sentence.split(",")[0]) for note in found.notes
    ]


def test_a_page_without_text_is_something_else() -> None:
    assert clean(page("<img src=/a.jpg>")).kind == "other"


def test_a_teaser_of_a_paid_article_is_an_article_with_a_note() -> None:
    closed = json_ld("NewsArticle", ', "headline": "Old crane moves", "isAccessibleForFree": false')
    found = clean(page(article(), closed, "https://www.example.com/2025/10/old-crane-moves"))
    assert (found.kind, found.paywall) == ("article", "teaser")
    assert "paywall" in [note.name for note in found.notes]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("missing", "Sorry, the page could not be found", True),
        ("missing", "Lost painting found in attic", False),
        ("login", "Anmelden", True),
        ("login", "Login data of a thousand readers stolen from a server", False),
        ("consent", "Нажимая кнопку, вы даёте согласие", True),
        ("consent", "The ferry sails again", False),
    ],
)
def test_phrases_are_whole(name: str, text: str, said: bool) -> None:
    assert (says(name, text) is not None) == said


def test_a_heading_and_its_text_with_nothing_around_are_an_article() -> None:
    alone = clean(page(f"<h1>Old crane moves</h1>{SHORT}{SHORT}", "<title>Old crane moves</title>"))
    assert alone.kind == "article"
    listed = "".join(f"<li><a href='/{n}'>Page {n} of the site</a></li>" for n in range(40))
    assert clean(page(f"<h1>Our services</h1><ul>{listed}</ul>{SHORT}")).kind != "article"
