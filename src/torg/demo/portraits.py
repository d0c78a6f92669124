"""The photos of the demo community: a few discs in two tints, for nobody there has a face."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from torg.accounts.photos import SIDE
from torg.demo.characters import ANNA, ELIN, KARL, MISHA, SARA, Character

FINER: Final = 4
"""It is drawn so many times larger, then made smaller: Pillow's own edges are steps."""

QUALITY: Final = 90


@dataclass(frozen=True, slots=True)
class Disc:
    """A disc, by its middle and radius as parts of the side; `tint` 0 is the ground's own."""

    x: float
    y: float
    radius: float
    tint: int


@dataclass(frozen=True, slots=True)
class Portrait:
    """The ground and two tints (#rrggbb), and what lies on the ground, the undermost first."""

    tints: tuple[str, str, str]
    discs: tuple[Disc, ...]


PORTRAITS: Final[Mapping[Character, Portrait]] = {
    # A sun that has half risen over a plain.
    SARA: Portrait(
        ("#f3dcd2", "#d9a28a", "#7a3b22"),
        (Disc(0.62, 0.56, 0.21, 2), Disc(0.4, 2.1, 1.5, 1)),
    ),
    # A new moon.
    ANNA: Portrait(
        ("#d8e3ef", "#8fa9c6", "#2c4a6e"),
        (Disc(0.5, 0.5, 0.3, 2), Disc(0.6, 0.43, 0.27, 0), Disc(0.72, 0.72, 0.05, 1)),
    ),
    # Rings, as of a stone in water.
    KARL: Portrait(
        ("#dce8d6", "#9dba90", "#38562d"),
        (
            Disc(0.5, 0.5, 0.36, 1),
            Disc(0.5, 0.5, 0.27, 0),
            Disc(0.5, 0.5, 0.18, 2),
            Disc(0.5, 0.5, 0.09, 0),
        ),
    ),
    # Cups on a table, from above.
    ELIN: Portrait(
        ("#efe2c6", "#c9a866", "#6b4e17"),
        (
            Disc(0.36, 0.4, 0.19, 2),
            Disc(0.36, 0.4, 0.13, 1),
            Disc(0.66, 0.62, 0.19, 2),
            Disc(0.66, 0.62, 0.13, 1),
        ),
    ),
    # A small circle of seats.
    MISHA: Portrait(
        ("#e6dced", "#b49ac6", "#513566"),
        (
            Disc(0.5, 0.22, 0.09, 2),
            Disc(0.76, 0.41, 0.09, 1),
            Disc(0.66, 0.73, 0.09, 2),
            Disc(0.34, 0.73, 0.09, 1),
            Disc(0.24, 0.41, 0.09, 2),
        ),
    ),
}


def drawn(portrait: Portrait) -> bytes:
    """Give a portrait as WebP, of the size of every photo; always the same bytes."""
    side = SIDE * FINER
    image = Image.new("RGB", (side, side), portrait.tints[0])
    draw = ImageDraw.Draw(image)
    for disc in portrait.discs:
        middle = (disc.x * side, disc.y * side)
        draw.circle(middle, disc.radius * side, portrait.tints[disc.tint])
    out = BytesIO()
    image.resize((SIDE, SIDE), Image.Resampling.BOX).save(out, "WEBP", quality=QUALITY)
    return out.getvalue()
