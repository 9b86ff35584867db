"""Names out of bylines, in several languages, with near misses."""

import pytest

from cleaners.metadata.people import is_person, names_in


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ana Silva", ("Ana Silva",)),
        ("Written by: Ana Silva", ("Ana Silva",)),
        ("Ana Silva and Bo Ek", ("Ana Silva", "Bo Ek")),
        ("Ana Silva, Bo Ek and Carl Berg", ("Ana Silva", "Bo Ek", "Carl Berg")),
        ("Von Jörg Maier und Ute Klein, dpa", ("Jörg Maier", "Ute Klein", "dpa")),
        ("Par Anne Dupont et Luc Martin", ("Anne Dupont", "Luc Martin")),
        ("Por José García y María Pérez", ("José García", "María Pérez")),
        ("Di Marco Rossi e Anna Bianchi", ("Marco Rossi", "Anna Bianchi")),
        ("Автор: Иван Петров", ("Иван Петров",)),
        ("文／王小明", ("王小明",)),
        ("김민수 기자", ("김민수",)),
        ("Elena Ober (obe)", ("Elena Ober",)),
        ("Mathias Hagen / Journalist", ("Mathias Hagen",)),
        ("Ana Silva, Political Editor", ("Ana Silva",)),
        ("Ana Silva - Senior correspondent", ("Ana Silva",)),
        ("Genevieve Carl, Ph.D.", ("Genevieve Carl, Ph.D.",)),
        ("Ana Silva https://example.com/ana ana@example.com", ("Ana Silva",)),
        ("The Associated Press", ("The Associated Press",)),
        ("Reuters", ("Reuters",)),
        ("Editor: Ana Silva", ("Ana Silva",)),
        ("Ana Silva, bell hooks", ("Ana Silva", "bell hooks")),
        ("Ana Silva Political Editor", ("Ana Silva",)),
        ("Ana Silva for The Paper", ("Ana Silva",)),
        ("Par Ana Silva, envoyée spéciale à Lisbonne", ("Ana Silva",)),
        ("Von unserem Korrespondenten Jan Holm", ("Jan Holm",)),
        ("Photo by Ana Silva", ()),
        ("Text: Ana Silva Fotos: Bo Ek", ("Ana Silva",)),
        ("By ANA SILVA and BO EK in Lisbon", ("ANA SILVA", "BO EK")),
        ("Ana Silva en Lisboa", ("Ana Silva",)),
        ("Jan de Vries en Piet Jansen", ("Jan de Vries", "Piet Jansen")),
        ("Fotos: Bo Ek Text: Ana Silva", ("Ana Silva",)),
        ("Photos by Bo Ek, story by Ana Silva", ("Ana Silva",)),
        ("Maria de Lisboa", ("Maria de Lisboa",)),
        ("© Ana Silva", ("Ana Silva",)),
        ("By the Data Team", ("the Data Team",)),
        ("Weir Data Team", ("Weir Data Team",)),
        ("Ana Silva; Bo Ek | Carl Berg", ("Ana Silva", "Bo Ek", "Carl Berg")),
    ],
)
def test_a_byline_gives_its_names_alone(byline: str, names: tuple[str, ...]) -> None:
    assert names_in(byline) == names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Smith and Wesson", ("Smith and Wesson",)),
        ("Byron Kay", ("Byron Kay",)),
        ("Von Braun", ("Von Braun",)),
        ("Chris de Burgh", ("Chris de Burgh",)),
        ("Institute for Peace and Security", ("Institute for Peace and Security",)),
    ],
)
def test_a_name_that_looks_like_a_byline_stays_whole(byline: str, names: tuple[str, ...]) -> None:
    assert names_in(byline) == names


@pytest.mark.parametrize("nobody", ["admin", "Editor", "Redaktion", "ana-silva", "@ana", "42", ""])
def test_what_names_nobody_gives_no_name(nobody: str) -> None:
    assert names_in(nobody) == ()


def test_catalogues_write_the_last_name_first() -> None:
    assert names_in("Silva, Ana", last_name_first=True) == ("Ana Silva",)


@pytest.mark.parametrize(
    "text",
    [
        *("Read More", "Follow us", "Ana", "Bridge opens at last", "Ana 2", "DE - Weir", "منوعات"),
        *("der Brücke zur Stadt", "Multimedia Redaktion"),
    ],
)
def test_a_label_or_a_headline_has_not_the_shape_of_a_name(text: str) -> None:
    assert not is_person(text)
