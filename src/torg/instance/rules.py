"""Which colours an instance may choose, by their contrast (WCAG 2.2 §1.4.3): pure."""

from typing import Final

from torg.errors import AccentTooFaint

LEAST: Final = 4.5
"""The contrast that text needs."""

LIGHT_PAPER: Final = "#faf6ef"
LIGHT_INSIDE: Final = "#ffffff"
"""Text on an accent, in the light theme."""

DARK_PAPER: Final = "#241f1a"
"""The lightest ground of the dark theme: what stands out here stands out on the others too."""

DARK_INSIDE: Final = "#2a130a"
WHITE: Final = 255
STEPS: Final = 20
"""The dark theme's accent is lightened by a twentieth of the way to white at a time."""

LINEAR_BELOW: Final = 0.04045
WEIGHTS: Final = (0.2126, 0.7152, 0.0722)

Colour = tuple[int, int, int]


def accent_of(text: str) -> str:
    """Give the accent in small letters. Raises AccentTooFaint on light paper or under its text."""
    accent = text.lower()
    if min(contrast(accent, ground) for ground in (LIGHT_PAPER, LIGHT_INSIDE)) < LEAST:
        raise AccentTooFaint
    return accent


def accent_in_the_dark(accent: str) -> str:
    """Lighten an accent just so far that it, and the text in it, can be read in the dark theme.

    White passes, so there always is an answer.
    """
    lightened = (_lightened(accent, step / STEPS) for step in range(STEPS + 1))
    return next(
        colour
        for colour in lightened
        if min(contrast(colour, ground) for ground in (DARK_PAPER, DARK_INSIDE)) >= LEAST
    )


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours (#rrggbb), from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    return sum(
        weight * _linear(part / WHITE) for weight, part in zip(WEIGHTS, _parts(colour), strict=True)
    )


def _linear(part: float) -> float:
    return part / 12.92 if part <= LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4


def _lightened(colour: str, by: float) -> str:
    return "#" + "".join(f"{round(part + (WHITE - part) * by):02x}" for part in _parts(colour))


def _parts(colour: str) -> Colour:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue
