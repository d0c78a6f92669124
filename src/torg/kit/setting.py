"""Sets a text in lines that fit: pure, but for how wide the caller says that a line is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

Width = Callable[[str, int], float]
"""How many pixels wide a line is at a size in pixels."""

ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Block:
    """A text as it is to be drawn."""

    size: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """The room a text has; `sizes` are those it may have, the largest first."""

    width: float
    lines: int
    sizes: Sequence[int]


def fitted(text: str, room: Room, width: Width) -> Block:
    """Set a text at the largest size at which it fits; at the smallest one its end is cut off."""
    for size in room.sizes:
        lines = list(_lines(text, size, room.width, width))
        if len(lines) <= room.lines:
            return Block(size, tuple(_balanced(text, lines, size, room.width, width)))
    size = room.sizes[-1]
    lines = list(_lines(text, size, room.width, width))
    kept, rest = lines[: room.lines - 1], " ".join(lines[room.lines - 1 :])
    return Block(size, (*kept, _cut(rest, size, room.width, width)))


def _lines(text: str, size: int, most: float, width: Width) -> Iterator[str]:
    """Break a text between words, and within one only where it is wider than the room."""
    line = ""
    # A space that must not break is part of its word.
    for word in filter(None, text.split(" ")):
        longer = f"{line} {word}" if line else word
        if width(longer, size) <= most:
            line = longer
            continue
        if line:
            yield line
        *full, line = _pieces(word, size, most, width)
        yield from full
    yield line


def _pieces(word: str, size: int, most: float, width: Width) -> list[str]:
    pieces = [""]
    for sign in word:
        if pieces[-1] and width(pieces[-1] + sign, size) > most:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _balanced(text: str, lines: list[str], size: int, most: float, width: Width) -> list[str]:
    """Let the lines be about equally long: the narrowest room that needs no further line."""
    low, high = most / 2, most
    while high - low > size / 4:
        middle = (low + high) / 2
        tried = list(_lines(text, size, middle, width))
        if len(tried) <= len(lines) and all(width(each, size) <= middle for each in tried):
            lines, high = tried, middle
        else:
            low = middle
    return lines


def _cut(text: str, size: int, most: float, width: Width) -> str:
    while text and width(text.rstrip() + ELLIPSIS, size) > most:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS
