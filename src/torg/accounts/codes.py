"""How a recovery code is written and read: pure."""

from typing import Final

ENTROPY_BYTES: Final = 16
"""128 bits: no guess will ever meet one, so a plain hash keeps them safe."""

GROUP: Final = 4

MEANT: Final = str.maketrans(
    # What looks like a hex digit on paper, and the Cyrillic letters that look like Latin ones.
    {"o": "0", "l": "1", "i": "1", "\u0430": "a", "\u0441": "c", "\u0435": "e"}
)


def written(entropy: bytes) -> str:
    """Write a code in hex, in groups of four signs as people copy them."""
    digits = entropy.hex()
    return "-".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))


def as_typed(text: str) -> str:
    """Give the digits somebody meant who typed a code: any case, any grouping."""
    return "".join(filter(str.isalnum, text.lower())).translate(MEANT)
