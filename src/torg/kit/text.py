"""Text that people write on one line: normalised, and without signs that deceive the eye."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator

BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Signs that reorder what stands around them (Unicode UAX #9)."""

REFUSED_CATEGORIES = frozenset({"Cc", "Cs", "Cn", "Zl", "Zp"})
"""Controls, lone surrogates, unassigned, line and paragraph separators."""

BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and a symbol that are drawn as nothing."""

SEEN = "LNPS"
"""The first letters of the categories whose signs are drawn by themselves."""


def one_line(text: str) -> str:
    """Give the text in NFC without outer space; nothing when there would be nothing to see.

    Raises ValueError for control or bidi signs.
    """
    for sign in text:
        if sign in BIDI_CONTROLS or unicodedata.category(sign) in REFUSED_CATEGORIES:
            raise ValueError("holds a sign that cannot stand in a line")
    line = unicodedata.normalize("NFC", text).strip()
    return line if any(map(_is_seen, line)) else ""


def several_lines(text: str) -> str:
    """Give lines of text as `one_line` does each, with one empty line between them at most.

    Raises ValueError for control or bidi signs.
    """
    lines = [one_line(line) for line in text.replace("\r\n", "\n").split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip("\n")


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign)[0] in SEEN and sign not in BLANKS


OneLine = Annotated[str, AfterValidator(one_line)]
"""One line of text; a length is set with `Field(max_length=…)` beside it."""


def some_lines(text: str) -> str:
    """Give the text in NFC, line by line, without space at their ends or empty lines around.

    Raises ValueError for control or bidi signs.
    """
    lines = (one_line(line) for line in text.replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).strip("\n")


SomeLines = Annotated[str, AfterValidator(some_lines)]
"""Text of several lines; a length is set with `Field(max_length=…)` beside it."""
