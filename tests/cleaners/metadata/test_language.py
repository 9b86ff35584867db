"""The language of a text: from the text, with the page's word where the text is unsure."""

import pytest

from cleaners.metadata import language_of
from cleaners.metadata.language import language_code
from tests.cleaners.metadata.pages import html, json_ld, meta, read

TEXTS = {
    "en": "The town council met on Monday and voted for the new bridge over the river.",
    "de": "Der Stadtrat hat am Montag für die neue Brücke über den Fluss gestimmt.",
    "fr": "Le conseil municipal a voté lundi pour le nouveau pont sur la rivière.",
    "es": "El ayuntamiento votó el lunes a favor del nuevo puente sobre el río.",
    "ru": "В понедельник городской совет проголосовал за новый мост через реку.",
    "ar": "صوت مجلس المدينة يوم الاثنين لصالح الجسر الجديد فوق النهر.",
    "ja": "市議会は月曜日、川に架かる新しい橋の建設を可決した。",
    "zh": "市议会星期一投票通过了在河上修建新桥的计划，工程将于明年开始。",
    "ko": "시의회는 월요일 강을 가로지르는 새로운 다리 건설을 가결했다.",
    "tr": "Belediye meclisi pazartesi günü nehrin üzerindeki yeni köprü için oy kullandı.",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_the_text_tells_its_language_whatever_the_page_declares(language: str, text: str) -> None:
    lie = "fi" if language != "fi" else "en"
    assert language_of(text, None) == language
    assert language_of(text, lie) == language


@pytest.mark.parametrize(("text", "declared"), [("Ja!", "nl-NL"), ("", "ru"), ("12:30", "pt_BR")])
def test_of_a_text_too_short_to_tell_the_page_is_believed(text: str, declared: str) -> None:
    assert language_of(text, declared) == language_code(declared)


def test_a_text_too_short_to_tell_without_a_word_of_the_page_has_no_language() -> None:
    assert language_of("Ja!", None) is None


def test_between_sisters_the_page_decides() -> None:
    text = "Predsjednik je u ponedjeljak otvorio novi most preko rijeke u gradu."
    assert [language_of(text, said) for said in ("hr", "bs", "sr")] == ["hr", "bs", "sr"]


@pytest.mark.parametrize(
    ("page", "language"),
    [
        (html("", "", "pt-BR"), "pt"),
        (html(json_ld({"@type": "NewsArticle", "inLanguage": "sv"}), "", ""), "sv"),
        (html(meta(og__locale="nb_NO"), "", "x-default"), "no"),
        (html("", "", "klingon"), None),
    ],
)
def test_the_declared_language_is_read_from_several_places(page: str, language: str | None) -> None:
    assert read(page).declared_language == language
