"""What a newsroom tells its readers about a story that goes on, or asks them for."""

import re
from collections.abc import Iterator

from cleaners.pipeline import Cut, Draft
from cleaners.steps.position import is_furniture, is_sure

MAX_WORDS = 70

_OPINIONS = re.compile(
    r"\b(?:views|opinions|statements)\b.{0,30} expressed\b.{0,140}"
    r"\b(?:do(?:es)? not (?:necessarily )?(?:reflect|represent)"
    r"|(?:are|is) (?:solely |entirely |strictly |purely )?(?:their|his|her|my|the author|those of))"
)


_OWNED = re.compile(r"\W*(?:©|\(c\)|copyright\b)")
_PERMISSION = re.compile(
    r"\b(?:written|prior|express) (?:permission|consent)|\breprint rights\b"
    r"|expresamente prohibida"
)
_RESERVED = re.compile(
    r"\W*(?:(?:©|\(c\)|copyright\b).{0,60})?(?:all rights reserved|alle rechte vorbehalten"
    r"|tous droits réservés|todos los derechos reservados|todos os direitos reservados"
    r"|tutti i diritti riservati|riproduzione riservata|alle rechten voorbehouden"
    r"|wszelkie prawa zastrzeżone|все права защищены|усі права захищені|всички права запазени"
    r"|sva prava (?:pri|za)držana|všechna práva vyhrazena|všetky práva vyhradené"
    r"|toate drepturile rezervate|minden jog fenntartva|(?:her|tüm) hak(?:kı|ları) saklıdır"
    r"|kaikki oikeudet pidätetään|جميع الحقوق محفوظة|כל הזכויות שמורות|版权所有|版權所有)"
    r"\W*(?:(?:©|copyright).{0,40})?"
)
_ASKED = re.compile(r"\bwe want to hear from you\b")
_STORY_GOES_ON = re.compile(
    r"\W*(?:(?:this is )?an? )?(?:breaking|developing)\b.{0,40}\bmore (?:to follow|follows|soon)\W*"
    r"|\W*more (?:to follow|follows)\W*"
)


def appeal(draft: Draft) -> Iterator[Cut]:
    """Lines that ask readers to write, or say that more is to come, in words of the house's own."""
    for block in draft.blocks:
        said = block.text.lower() if block.words <= MAX_WORDS else ""
        if "hear from you" in said and _ASKED.search(said):
            yield Cut(block, "asks readers to write to the newsroom")
        elif "more " in said and _STORY_GOES_ON.fullmatch(said):
            yield Cut(block, "says that the story goes on")


def disclaimer(draft: Draft) -> Iterator[Cut]:
    """Lines that say whose opinions an article holds: "The views expressed are the author's"."""
    for block in draft.blocks:
        said = block.text.lower()
        if " expressed" in said and block.words <= MAX_WORDS and _OPINIONS.search(said):
            yield Cut(block, "says whose opinions these are")


def rights_notice(draft: Draft) -> Iterator[Cut]:
    """Lines that say who owns the text, and that nobody else may print it."""
    for block in draft.blocks:
        said = block.text.lower() if block.words <= MAX_WORDS else ""
        if _RESERVED.fullmatch(said) or (_OWNED.match(said) and _PERMISSION.search(said)):
            yield Cut(block, "says who owns the rights in the article")


def newsroom_note(draft: Draft) -> Iterator[Cut]:
    """Lines that say that a story is being updated, and appeals to write to the newsroom."""
    for block, phrase in draft.saying("newsroom_note"):
        if is_furniture(draft, block, sure=is_sure(block, phrase, "newsroom_note")):
            yield Cut(block, f"the line is {phrase!r}, a note of the newsroom to its readers")
