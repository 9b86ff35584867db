"""Bytes become the characters that were meant, whatever the labels say."""

import pytest

from cleaners.encoding import decode

SENTENCES = {
    "ru": "Вчера в городе открылся новый мост через реку, сообщили в администрации области.",
    "ja": "昨日、市内に新しい橋が開通した。住民は十年間待っていたと市長は述べた。",
    "zh": "昨天，这座城市新建的大桥正式通车。市长说，居民们已经等待了十年。",
    "fr": "Le maire a déclaré hier que le pont était terminé après dix années de travaux.",
    "de": "Der Bürgermeister erklärte, die neue Brücke sei für Fußgänger geöffnet.",
    "es": "El alcalde afirmó ayer que el puente está terminado después de diez años.",
    "pl": "Wczoraj w mieście otwarto nowy most, który łączy oba brzegi rzeki.",
    "ar": "قال رئيس البلدية أمس إن الجسر الجديد اكتمل بعد عشر سنوات من العمل.",
}
LEGACY = [
    ("ru", "cp1251"),
    ("ru", "koi8-r"),
    ("ja", "cp932"),
    ("ja", "euc-jp"),
    ("ja", "iso2022_jp"),
    ("zh", "gb18030"),
    ("fr", "latin-1"),
    ("de", "latin-1"),
    ("es", "iso8859-15"),
    ("pl", "cp1250"),
    ("ar", "cp1256"),
    ("fr", "utf-16-le"),
    ("ru", "utf-16-be"),
]


def page(sentence: str, meta: str = "") -> str:
    return f"<html><head>{meta}<title>x</title></head><body><p>{sentence * 3}</p></body></html>"


@pytest.mark.parametrize(("language", "encoding"), LEGACY)
def test_bytes_without_any_label_are_read_right(language: str, encoding: str) -> None:
    text, _ = decode(page(SENTENCES[language]).encode(encoding))
    assert SENTENCES[language] in text


@pytest.mark.parametrize(("language", "encoding"), LEGACY[:11])
def test_a_label_in_the_page_is_believed_where_the_bytes_agree(
    language: str, encoding: str
) -> None:
    html = page(SENTENCES[language], f'<meta charset="{encoding}">')
    text, _ = decode(html.encode(encoding))
    assert SENTENCES[language] in text


@pytest.mark.parametrize("label", ["utf-8", "iso-8859-1", "windows-1251", "no-such-charset"])
def test_utf8_is_read_as_utf8_whatever_the_header_says(label: str) -> None:
    text, name = decode(page(SENTENCES["fr"]).encode(), f"text/html; charset={label}")
    assert (SENTENCES["fr"] in text, name) == (True, "utf-8")


def test_a_header_that_the_bytes_contradict_is_not_believed() -> None:
    text, _ = decode(page(SENTENCES["ja"]).encode("cp932"), "text/html; charset=utf-8")
    assert SENTENCES["ja"] in text


def test_the_header_comes_before_the_label_in_the_page() -> None:
    html = page(SENTENCES["ru"], '<meta charset="iso-8859-1">')
    text, name = decode(html.encode("cp1251"), "text/html; charset=windows-1251")
    assert (SENTENCES["ru"] in text, name) == (True, "cp1251")


def test_a_page_cut_off_in_the_middle_of_a_character_stays_utf8() -> None:
    body = page(SENTENCES["ru"]).encode()[:-41]
    text, name = decode(body[: body.rindex(b"\xd0") + 1], "text/html; charset=utf-8")
    assert (SENTENCES["ru"] in text, name) == (True, "utf-8")


def test_a_byte_order_mark_is_the_last_word() -> None:
    text, name = decode(b"\xef\xbb\xbf" + "é".encode(), "text/html; charset=latin-1")
    assert (text, name) == ("é", "utf-8")


def test_no_lone_surrogate_leaves_the_decoder() -> None:
    text, _ = decode(b"\xed\xa0\x80 abc \xff\xfe", "text/html; charset=utf-8")
    assert text.encode("utf-8").decode("utf-8") == text


SHORT = [
    ("Café à Évian", "cp1252"),
    ("El niño soñó", "cp1252"),
    ("Příliš žluťoučký kůň", "cp1250"),
    ("Łódź wygrała żółty kubek", "cp1250"),
    ("Łódź wygrała żółty kubek", "iso8859-2"),
    ("Мост открыт", "cp1251"),
    ("Мост открыт", "koi8-r"),
    ("Η νέα γέφυρα", "cp1253"),
    ("הגשר החדש", "cp1255"),
    ("الجسر الجديد", "cp1256"),
    ("海の日", "cp932"),
    ("海の日", "euc-jp"),
    ("新桥通车", "gb18030"),
    ("새 다리 개통", "cp949"),
]


@pytest.mark.parametrize(("text", "encoding"), SHORT)
@pytest.mark.parametrize("form", ["{}", "<p>{}</p>"])
def test_a_few_words_without_any_label_are_read_right(text: str, encoding: str, form: str) -> None:
    assert decode(form.format(text).encode(encoding))[0] == form.format(text)


@pytest.mark.parametrize(("lang", "encoding"), [("ru", "koi8-r"), ("pl", "iso8859-2")])
def test_the_older_encoding_of_a_language_is_told_from_the_usual_one(
    lang: str, encoding: str
) -> None:
    html = f'<html lang="{lang}"><p>{SENTENCES[lang]}</p></html>'
    assert decode(html.encode(encoding))[0] == html


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"Hello \x00w", "Hello \x00w"),
        (b"a\x00b", "a\x00b"),
        (b"1\x00", "1\x00"),
        (40 * b"a line \x00 of text, ", 40 * "a line \x00 of text, "),
        ("<p>hi</p>".encode("utf-16-be"), "<p>hi</p>"),
        ("Привет, мир. Это текст.".encode("utf-16-le"), "Привет, мир. Это текст."),
    ],
)
def test_a_nul_here_and_there_is_damage_and_at_every_other_byte_is_utf_16(
    body: bytes, text: str
) -> None:
    assert decode(body)[0] == text


def test_torn_utf_8_without_a_label_is_utf_8() -> None:
    body = page(SENTENCES["fr"]).encode()
    text, name = decode(body + b"<p>\xe9</p>")
    assert (SENTENCES["fr"] in text, name) == (True, "utf-8")


def test_no_encoding_is_guessed_that_no_browser_knows() -> None:
    for byte in range(0x80, 0x100):
        for body in (bytes([byte]), b"x" + bytes([byte, 0x41]), bytes([byte]) * 9):
            _, name = decode(body)
            assert not name.startswith(("cp037", "cp500", "cp1006", "utf_16", "hp_", "ptcp"))


@pytest.mark.parametrize("label", ["undefined", "idna", "punycode", "unicode_escape", "charmap"])
@pytest.mark.parametrize("language", ["ru", "fr"])
def test_what_only_python_calls_an_encoding_is_no_label(label: str, language: str) -> None:
    encoding = {"ru": "cp1251", "fr": "cp1252"}[language]
    html = page(SENTENCES[language] + r" \u0041", f'<meta charset="{label}">')
    text, name = decode(html.encode(encoding), f"text/html; charset={label}")
    assert (SENTENCES[language] in text, r"\u0041" in text, name) == (True, True, encoding)


@pytest.mark.parametrize("label", ["utf-16", "utf-16le", "utf-32"])
@pytest.mark.parametrize(("language", "encoding"), [("ru", "cp1251"), ("fr", "cp1252")])
def test_a_label_of_wide_characters_means_nothing_where_there_are_none(
    label: str, language: str, encoding: str
) -> None:
    html = page(SENTENCES[language], f'<meta charset="{label}">')
    text, name = decode(html.encode(encoding), f"text/html; charset={label}")
    assert (SENTENCES[language] in text, name) == (True, encoding)


@pytest.mark.parametrize(
    ("language", "encoding", "label"),
    [
        ("ru", "cp1251", "iso-8859-1"),
        ("ru", "koi8_r", "windows-1251"),
        ("ru", "cp1251", "koi8-r"),
        ("ar", "cp1256", "iso-8859-1"),
        ("zh", "gb18030", "iso-8859-1"),
        ("ja", "cp932", "windows-1252"),
    ],
)
def test_a_label_is_not_believed_whose_letters_make_no_words(
    language: str, encoding: str, label: str
) -> None:
    html = page(SENTENCES[language], f'<meta charset="{label}">')
    text, name = decode(html.encode(encoding))
    assert (SENTENCES[language] in text, name) == (True, encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Příliš žluťoučký kůň úpěl ďábelské ódy.", "cp1250"),
        ("Zażółć gęślą jaźń.", "iso-8859-2"),
        ("Hæ, Þór og Ægir sögðu frá öllu.", "iso-8859-1"),
    ],
)
def test_a_label_is_believed_of_words_full_of_accents(text: str, encoding: str) -> None:
    found, _ = decode(page(text, f'<meta charset="{encoding}">').encode(encoding))
    assert text in found
