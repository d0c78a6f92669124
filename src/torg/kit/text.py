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


def one_line(text: str) -> str:
    """Give the text in NFC without outer space. Raises ValueError for control or bidi signs."""
    for sign in text:
        if sign in BIDI_CONTROLS or unicodedata.category(sign) in REFUSED_CATEGORIES:
            raise ValueError("holds a sign that cannot stand in a line")
    return unicodedata.normalize("NFC", text).strip()


OneLine = Annotated[str, AfterValidator(one_line)]
"""One line of text; a length is set with `Field(max_length=…)` beside it."""
