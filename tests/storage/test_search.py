"""Search finds the same on both databases, and any text is a fair question."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaners.types import ArticleKind
from storage import SEARCHED, Filters, Store, open_store
from storage.index import MAX_TERMS
from tests.storage.databases import PostgresDatabases
from tests.storage.examples import add

STORIES = {
    "en": ("Ferry returns to the harbour", "After a long winter the ferry's captain sails again."),
    "de": ("Die Fähre fährt wieder", "Über den Zürichsee; die Straße am Hafen ist gesperrt."),
    "ru": ("Паром вернулся в гавань", "Ёлки у причала уже убрали, и мой капитан снова в пути."),
    "ar": ("العبّارة تعود إلى الميناء", "بعد شتاء طويل أبحر القبطان أحمد من جديد."),
    "zh": ("渡轮重返港口", "经过漫长的冬天，船长再次从东海启航。"),
    "ja": ("フェリーが港に戻る", "長い冬のあと、船長は再び東京湾へ出航した。猫も乗った。"),
    "th": ("เรือข้ามฟากกลับมาแล้ว", "หลังฤดูหนาวอันยาวนาน กัปตันออกเรืออีกครั้ง"),
    "ko": ("여객선이 항구로 돌아왔다", "긴 겨울 뒤에 선장은 서울에서 다시 출항했다."),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def many(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store with one story in each language; the tests only ask it."""
    url = "sqlite://"
    if request.param == "postgresql":
        databases: PostgresDatabases = request.getfixturevalue("postgres")
        url = databases.make()
    with open_store(url) as store:
        for language, (title, text) in STORIES.items():
            add(store, f"https://{language}.example/ferry", title, text=text, language=language)
        yield store


def languages(store: Store, words: str) -> list[str]:
    hits = list(store.search(words))
    assert store.count(words) == len(hits)
    return sorted(str(hit.language) for hit in hits)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ferry", ["en"]),
        ("FERRY captain", ["en"]),
        ("ferry's", ["en"]),
        ("ferry nowhere", []),
        ("ferr", []),
        ("fähre", ["de"]),
        ("FAHRE strasse", ["de"]),
        ("zürichsee hafen", ["de"]),
        ("паром", ["ru"]),
        ("елки ПРИЧАЛА", ["ru"]),
        ("мои", []),
        ("العبارة", ["ar"]),
        ("احمد القبطان", ["ar"]),
        ("冬天", ["zh"]),
        ("船长", ["zh"]),
        ("船長", ["ja"]),
        ("東", ["ja"]),
        ("东", ["zh"]),
        ("冬", ["ja", "zh"]),
        ("東京湾", ["ja"]),
        ("京東", []),
        ("フェリー", ["ja"]),
        ("猫", ["ja"]),
        ("港", ["ja", "zh"]),
        ("กัปตัน", ["th"]),
        ("서울", ["ko"]),
        ("항구", ["ko"]),
    ],
)
def test_words_of_many_languages_are_found(many: Store, words: str, found: list[str]) -> None:
    assert languages(many, words) == found


NASTY_QUESTIONS = (
    "",
    " ",
    '"',
    '""',
    "'",
    "''''",
    "*",
    "ferry*",
    "fer*",
    "AND",
    "OR NOT",
    "NEAR(ferry, 2)",
    "title:ferry",
    "ferry AND",
    "-ferry",
    "^ferry",
    "(ferry",
    "ferry)",
    "{ferry}",
    "a:*",
    "ferry' OR '1'='1",
    "; DROP TABLE articles; --",
    "\\",
    "\\'",
    "ferry\x00",
    "\ud800",
    "%",
    "_",
    "ferry & !captain",
    "ferry <-> captain",
    "ferry | harbour:*A",
    "ferry:A",
    "!!",
    "é" * 5_000,
    "ferry " * 2_000,
    " ".join(f"word{n}" for n in range(500)),
    "東" * 3_000,
    "\u202eferry",
    "🚢",
    "\ue000ferry\ue001",
    "١٢٣",
    "a\u0301" * 300,
    "\n\t\r",
    "𝕗𝕖𝕣𝕣𝕪",
    "�",
    "x" * 10_000,
    "".join(map(chr, range(0x4E00, 0x4E00 + 1_000))),
    "-" + "".join(map(chr, range(0x4E00, 0x4E00 + 1_000))),
    '"' + " ".join(f"w{n}" for n in range(300)) + '"',
    "(a OR -(b " * 100 + "c" + "))" * 100,
    "-(a OR -(b -" * 16 + "c" + "))" * 16,
    " OR ".join(f'"{n} {n + 1} {n + 2}*"' for n in range(100)),
    "ab* OR " * 30 + "cd*",
)


@pytest.mark.parametrize("words", NASTY_QUESTIONS, ids=range(len(NASTY_QUESTIONS)))
def test_a_nasty_question_is_answered(many: Store, words: str) -> None:
    assert many.count(words) >= len(list(many.search(words, limit=3)))


@pytest.mark.parametrize("words", ["ferry!", "--ferry", "(ferry", "^ferry", "𝕗𝕖𝕣𝕣𝕪"])
def test_signs_around_a_word_mean_nothing(many: Store, words: str) -> None:
    assert languages(many, words) == ["en"]


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(exclude_categories=())))
def test_any_question_is_answered(many: Store, words: str) -> None:
    assert many.count(words) == len(list(many.search(words)))


def test_title_hits_come_first_then_the_newest(store: Store) -> None:
    first = datetime(2026, 1, 1, tzinfo=UTC)
    for n in range(3):
        add(
            store,
            f"https://a.example/{n}",
            f"Story {n}",
            text="A ferry sails.",
            published_at=first + timedelta(days=n),
        )
    add(store, "https://a.example/t", "The ferry", text="It sails.", published_at=first)

    hits = list(store.search("ferry"))

    assert [hit.title for hit in hits] == ["The ferry", "Story 2", "Story 1", "Story 0"]
    assert hits[0].rank > hits[1].rank


def test_hits_are_given_in_pages(store: Store) -> None:
    for n in range(7):
        add(store, f"https://a.example/{n}", f"Story {n}", text="A ferry sails.")
    everything = list(store.search("ferry"))

    assert len(everything) == store.count("ferry") == 7
    assert store.search("ferry")[3:6] == everything[3:6]
    assert list(store.search("ferry", limit=0)) == []
    assert list(store.search("ferry", limit=10**30)) == everything
    assert store.search("ferry")[10**30 :] == []


def test_a_hit_tells_what_was_found_and_where(store: Store) -> None:
    stated = datetime.fromisoformat("2026-02-28T06:05:00+05:30")
    number = add(store, published_at=stated)

    (hit,) = store.search("sails winter")

    assert (hit.id, hit.url) == (number, "https://harbour.example/news/ferry")
    assert (hit.site, hit.language) == ("harbour.example", "en")
    assert hit.published_at is not None
    assert hit.published_at.isoformat() == stated.isoformat()
    assert hit.snippet == "After the long winter it sails again."
    assert [hit.snippet[a:b] for a, b in hit.hits] == ["winter", "sails"]


def test_filters_narrow_a_search(many: Store) -> None:
    assert [h.language for h in many.search("港", Filters(language="ja"))] == ["ja"]
    assert [h.site for h in many.search("港", Filters(site="zh.example"))] == ["zh.example"]
    assert many.count("港", Filters(since=datetime(2030, 1, 1, tzinfo=UTC))) == 0


def test_a_phrase_does_not_run_from_the_title_into_the_text(store: Store) -> None:
    add(store, title="Ferry", text="Captain")

    assert store.count("ferry-captain") == 0
    assert store.count("ferry captain") == 1


def test_words_of_an_older_version_are_not_found(store: Store) -> None:
    add(store, text="Old words.")
    add(store, text="New words.")

    assert (store.count("old"), store.count("new")) == (0, 1)


@pytest.mark.parametrize(
    "text",
    [
        "ferry " * 300_000,
        "ferry " + "東" * 100_000,
        "ferry " + " ".join(map(str, range(100_000))),
        "ferry " + " ".join(f"{n:x<64}" for n in range(20_000)),
        "ferry " + "ă" * 1_000_000,
    ],
    ids=["one word", "one character", "many words", "long words", "one long word"],
)
def test_a_huge_text_is_stored_and_found_by_its_beginning(store: Store, text: str) -> None:
    add(store, text=text)

    assert store.count("ferry") == 1


def test_a_text_is_indexed_up_to_the_same_word_on_both_databases(store: Store) -> None:
    last = MAX_TERMS - 1
    add(store, title=None, text=" ".join(f"w{n}" for n in range(MAX_TERMS + 10)))

    assert (store.count(f"w{last}"), store.count(f"w{last + 1}")) == (1, 0)


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        (SEARCHED, ["article", "live-blog"]),
        (("list",), ["list"]),
        (("forum", "error"), ["error"]),
        (None, ["article", "error", "list", "live-blog"]),
    ],
)
def test_articles_and_live_blogs_are_searched_and_other_pages_when_asked_for(
    store: Store, kinds: tuple[ArticleKind, ...] | None, found: list[str]
) -> None:
    pages: tuple[ArticleKind, ...] = ("article", "live-blog", "list", "error")
    for kind in pages:
        add(store, f"https://a.example/{kind}", f"A {kind}", text="A ferry sails.", kind=kind)
    filters = Filters(kinds=kinds)

    assert sorted(hit.kind for hit in store.search("ferry", filters)) == found
    assert store.count("ferry", filters) == len(found)
    assert sorted(each.article.kind for each in store.articles(filters)) == found
    assert len(list(store.pages(filters))) == len(pages)
    assert list(store.search("ferry")) == list(store.search("ferry", Filters(kinds=SEARCHED)))
