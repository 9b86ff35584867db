"""Line breaks that mean paragraphs: old content systems write `<br>` where others write `<p>`."""

from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import is_normalized

from cleaners.sentences import may_be_unspaced, unspaced_words, word_count
from cleaners.tree import normalise, tidy

MEDIAN_PARAGRAPH = 60
"""Characters; lines longer than this, one after the other, are paragraphs and no verses."""


class Piece(NamedTuple):
    """A text node on its way into a block: is it in a link, is it bold, is it a line break."""

    text: str
    href: str | None
    bold: bool
    is_break: bool = False


RawPiece = tuple[str, str | None, bool, bool]
"""The same without names, as it is before anything is asked of it."""

BREAK = Piece("\n", None, False, True)
_SPACE = Piece(" ", None, False)


def paragraphs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The paragraphs of a run of text with line breaks, in order.

    Two breaks in a row always part paragraphs. One break does where the lines are as long as
    paragraphs are, or beside a line that is a link or bold as a whole; else it is a verse, an
    address, a time and place, and becomes a space.
    """
    if not any(piece.is_break for piece in pieces):
        return [list(pieces)]
    result: list[list[Piece]] = []
    for part in _split_at_double_breaks(pieces):
        lines = _split_at_breaks(part)
        if _are_paragraphs(lines):
            result += lines
            continue
        result.append([])
        for line in lines:
            if _stands_alone(line):
                result += [line, []]
            else:
                result[-1] += line
                result[-1].append(_SPACE)
    return [line for line in result if line]


def joined(pieces: Sequence[RawPiece], *, keep_lines: bool) -> tuple[str, int, str | None]:
    """The text of a block, its words, and how the page writes it where that is not composed.

    With `keep_lines` its line breaks stay (preformatted).
    """
    text = pieces[0][0] if len(pieces) == 1 else "".join([piece[0] for piece in pieces])
    if keep_lines:
        lines = text.replace("\t", " ").split("\n")
        made = "\n".join([normalise(line) for line in lines]).strip("\n")
        written = "\n".join([tidy(line) for line in lines]).strip("\n")
        return made, word_count(made), written if written != made else None
    parts = text.split()
    text = " ".join(parts)
    if text.isprintable() and (text.isascii() or is_normalized("NFC", text)):
        words = unspaced_words(text) if may_be_unspaced(text) else len(parts)
        return text, words, None
    made, own = spellings(text)
    return made, word_count(made), own


def spellings(text: str) -> tuple[str, str | None]:
    """A text normalised, and as the page writes it where that is not the same."""
    made = normalise(text)
    if made == text:
        return made, None
    own = tidy(text)
    return made, own if own != made else None


def _split_at_breaks(pieces: Sequence[Piece]) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.is_break:
            lines.append([])
        else:
            lines[-1].append(piece)
    return [line for line in lines if any(piece.text.strip() for piece in line)]


def _split_at_double_breaks(pieces: Sequence[Piece]) -> list[list[Piece]]:
    parts: list[list[Piece]] = [[]]
    breaks = 0
    for piece in pieces:
        if piece.is_break:
            breaks += 1
            if breaks == 2:
                parts.append([])
        elif piece.text.strip():
            breaks = 0
        parts[-1].append(piece)
    return parts


def _are_paragraphs(lines: Sequence[Sequence[Piece]]) -> bool:
    lengths = sorted(_length(line) for line in lines)
    return bool(lengths) and lengths[len(lengths) // 2] >= MEDIAN_PARAGRAPH


def _length(line: Sequence[Piece]) -> int:
    return len(normalise("".join([p.text for p in line]) if len(line) > 1 else line[0].text))


def _stands_alone(line: Sequence[Piece]) -> bool:
    """Whether a line is one link, or bold, from end to end."""
    if line[0].text.strip() and not line[0].bold and line[0].href is None:
        return False
    visible = [piece for piece in line if piece.text.strip()]
    return all(piece.bold for piece in visible) or all(p.href is not None for p in visible)
