"""Corrections by hand, from the numbers that `corpus explain` shows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from corpus.output import one_line

if TYPE_CHECKING:
    from cleaners.corrections import Correction
    from cleaners.types import Block, Page
    from storage import Store, StoredArticle


def cuts(stored: "StoredArticle", numbers: Sequence[int], why: str) -> "list[Correction]":
    """The corrections that cut these lines of an article; a wrong number ends the command."""
    from cleaners.corrections import NoSuchBlockError, cut_of

    try:
        return [cut_of(stored.article, n, why) for n in numbers]
    except NoSuchBlockError as error:
        raise _not_there(stored, error) from error


def restorings(
    store: "Store", stored: "StoredArticle", numbers: Sequence[int], why: str
) -> "list[Correction]":
    """The corrections that put these lines back; a wrong number ends the command."""
    from cleaners.corrections import NoSuchBlockError, restoring

    page = store.page_of(stored.id)
    blocks = page_blocks(page.page) if page else ()
    try:
        return [restoring(stored.article, n, why, blocks) for n in numbers]
    except NoSuchBlockError as error:
        raise _not_there(stored, error) from error


def before_hand(store: "Store", stored: "StoredArticle") -> "StoredArticle":
    """The article as it was before people corrected it."""
    from cleaners.corrections import undone

    article = stored.article
    for known in reversed(store.correcting.all(article_id=stored.id)):
        article = undone(article, known.correction)
    return replace(stored, article=article)


def page_blocks(page: "Page") -> "tuple[Block, ...]":
    """All blocks of a page and its further parts, in order; none of what is no page."""
    from cleaners import CleaningError
    from cleaners.blocks import read_blocks
    from cleaners.tree import parse

    try:
        own = read_blocks(parse(page), page.address)
    except CleaningError:
        return ()
    return (*own, *(block for part in page.parts for block in page_blocks(part)))


def on_page(correction: "Correction", page: "Sequence[Block]") -> "Block":
    """The block that is corrected as it stands on the page, in its elements, if it is there."""
    from cleaners.memory import fingerprint

    print_ = fingerprint(correction.block.text)
    alike = [block for block in page if fingerprint(block.text) == print_]
    return alike[min(correction.place, len(alike) - 1)] if alike else correction.block


def told(correction: "Correction") -> str:
    """A correction as the line that it leaves in `corpus explain`, and who had cut it."""
    sign = "-" if correction.action == "cut" else "+"
    undone = f" ({correction.undoes.step} had cut it)" if correction.undoes else ""
    block = correction.block
    return f"{block.n:>4} {sign} {block.kind}: {one_line(block.text)}{undone}"


def reason(why: str) -> str:
    """What a person gave as the reason; without one the command ends."""
    if not one_line(why):
        raise click.ClickException('Say why in --why "...": it stays on record with the line.')
    return one_line(why)


def _not_there(stored: "StoredArticle", error: Exception) -> click.ClickException:
    return click.ClickException(f"{error} `corpus explain {stored.id}` shows the numbers.")
