"""Draws the picture that stands for a link where it is shared: whose it is, and what it says."""

import hashlib
from dataclasses import astuple, dataclass
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image, ImageDraw

from torg.kit.faces import Faces
from torg.kit.setting import Block, Room, fitted

SIZE: Final = (1200, 628)
"""Pixels; the form that all of those take who show links."""

LOOK: Final = 1
"""Raised when cards are drawn differently, so that they get other addresses."""

PAPER, INK, SOFT, HAIR, WHITE = "#faf6ef", "#2a211b", "#65574b", "#dfd5c8", "#ffffff"
ACCENT: Final = "#a5401c"

PLAIN, STRONG = 400, 500
"""Weights of the letters."""

MARGIN: Final = 72
PANEL: Final = 292
"""The width of the coloured side."""

TEXT_END: Final = SIZE[0] - PANEL - MARGIN + 12
MARK: Final = 60
AFTER_MARK: Final = MARGIN + MARK + 20
NAME_MIDDLE: Final = MARGIN + MARK // 2
LINE_MIDDLE: Final = 322
RULE: Final = 498
HOST_MIDDLE: Final = 535

NAME: Final = Room(TEXT_END - AFTER_MARK, 2, (38, 34, 30, 26))
LINE: Final = Room(TEXT_END - MARGIN, 4, (92, 84, 76, 68, 62, 56, 50, 44))
LINE_HEIGHT: Final = 270
"""What lies between the name and the rule for the line."""
HOST: Final = Room(TEXT_END - MARGIN, 1, (30, 26, 22))

LEADING: Final = 1.17
CAPITAL: Final = 0.7
"""The height of a capital, of the size of its letters."""

FINER: Final = 4
"""Shapes are drawn so many times larger and then made smaller, for smooth edges."""


class Stroke(NamedTuple):
    """A stroke of the mark: where its middle is, and how tall it is, in parts of 32."""

    at: float
    tall: float


VOICE: Final = (Stroke(9.5, 8.6), Stroke(16, 19.6), Stroke(22.5, 12.6))
WIDE: Final = 3.6


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card; nothing on it is about a person."""

    instance: str
    host: str
    line: str
    accent: str = ACCENT
    """#rrggbb, dark enough for white."""

    @property
    def digest(self) -> str:
        """The same for cards that look the same, another for all others."""
        return hashlib.sha256(repr((LOOK, astuple(self))).encode()).hexdigest()[:20]


def drawn(card: Card, letters: Path) -> bytes:
    """Draw a card as PNG; `letters` is the folder of the typeface."""
    image = Image.new("RGB", SIZE, PAPER)
    image.paste(_side(card.accent), (SIZE[0] - PANEL, 0))
    image.paste(_mark(card.accent), (MARGIN, MARGIN))
    _Pen(image, Faces(letters)).write(card)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


class _Pen:
    """Writes on one image."""

    def __init__(self, image: Image.Image, faces: Faces) -> None:
        self._draw = ImageDraw.Draw(image)
        self._faces = faces

    def write(self, card: Card) -> None:
        """Write the name beside the mark, the line in the middle, the host below the rule."""
        name = fitted(card.instance, NAME, self._strong)
        self._set(name, (AFTER_MARK, NAME_MIDDLE), STRONG, INK)
        self._set(self._line(card.line), (MARGIN, LINE_MIDDLE), STRONG, INK)
        self._draw.line(((MARGIN, RULE), (TEXT_END, RULE)), HAIR, 2)
        self._set(fitted(card.host, HOST, self._plain), (MARGIN, HOST_MIDDLE), PLAIN, SOFT)

    def _line(self, text: str) -> Block:
        """Set the line as large as width and height allow."""
        sizes = LINE.sizes
        while True:
            block = fitted(text, Room(LINE.width, LINE.lines, sizes), self._strong)
            if len(block.lines) * block.size * LEADING <= LINE_HEIGHT or len(sizes) == 1:
                return block
            sizes = [size for size in sizes if size < block.size] or sizes[-1:]

    def _set(self, block: Block, at: tuple[float, float], weight: int, colour: str) -> None:
        """Write a block from its left edge, its height around the middle."""
        left, middle = at
        step = block.size * LEADING
        baseline = middle - (len(block.lines) - 1) * step / 2 + block.size * CAPITAL / 2
        for line in block.lines:
            x = left
            for script, run in self._faces.runs(line):
                font = self._faces.font(script, block.size, weight)
                self._draw.text((x, baseline), run, colour, font, anchor="ls")
                x += font.getlength(run)
            baseline += step

    def _strong(self, text: str, size: int) -> float:
        return self._faces.length(text, size, STRONG)

    def _plain(self, text: str, size: int) -> float:
        return self._faces.length(text, size, PLAIN)


def _mark(accent: str) -> Image.Image:
    """Draw the mark as it stands beside the name."""
    return _voice((MARK, MARK), accent, MARK / 32, corner=8)


def _side(accent: str) -> Image.Image:
    """Draw the coloured side: the mark once more, so near that only the voice is seen."""
    return _voice((PANEL, SIZE[1]), accent, SIZE[1] / 47, corner=0)


def _voice(size: tuple[int, int], accent: str, part: float, *, corner: float) -> Image.Image:
    """Draw three strokes in the middle of a coloured ground; `part` is a 32nd of the mark."""
    width, height = (side * FINER for side in size)
    unit = part * FINER
    image = Image.new("RGB", (width, height), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, width - 1, height - 1), corner * unit, accent)
    half = WIDE * unit / 2
    for stroke in VOICE:
        x, tall = width / 2 + (stroke.at - 16) * unit, stroke.tall * unit / 2
        box = (x - half, height / 2 - tall, x + half, height / 2 + tall)
        pen.rounded_rectangle(box, half, WHITE)
    return image.resize(size, Image.Resampling.LANCZOS)
