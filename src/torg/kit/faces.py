"""The Literata files of the built client, and which of them draws which sign."""

import json
from collections.abc import Mapping
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from PIL import ImageFont

SCRIPTS: Final = "unicode.json"
"""Which signs each file draws, as its package says it: {"latin": "U+0000-00FF,U+0131"}."""


class Run(NamedTuple):
    """Signs that one file draws."""

    script: str
    text: str


MEASURED_AT: Final = 100
"""Widths are taken at this size, in pixels; each size is a font of its own, and they grow alike."""


class Faces:
    """One typeface in files of one script each; Pillow goes from none to the next by itself.

    Fonts are opened as they are needed and kept as long as this is: one card's, in one thread.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder into which the client's build put the files."""
        self._folder = folder
        self._fonts: dict[tuple[str, int, int], ImageFont.FreeTypeFont] = {}

    def runs(self, text: str) -> tuple[Run, ...]:
        """Cut a line where another file goes on; signs that none of them draws are left out."""
        drawn = [(script, sign) for sign in text if (script := self._script_of(sign)) is not None]
        return tuple(
            Run(script, "".join(sign for _, sign in signs))
            for script, signs in groupby(drawn, key=lambda pair: pair[0])
        )

    def length(self, text: str, size: int, weight: int) -> float:
        """Give the width of a line in pixels."""
        fonts = ((self.font(script, MEASURED_AT, weight), run) for script, run in self.runs(text))
        return sum(font.getlength(run) for font, run in fonts) * size / MEASURED_AT

    def font(self, script: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
        """Give the file of a script at a size in pixels and a weight from 200 to 900."""
        key = script, size, weight
        if key not in self._fonts:
            font = ImageFont.truetype(self._folder / f"literata-{script}.woff2", size)
            font.set_variation_by_axes([weight])
            self._fonts[key] = font
        return self._fonts[key]

    def _script_of(self, sign: str) -> str | None:
        point = ord(sign)
        return next(
            (
                script
                for script, ranges in self._scripts.items()
                if any(first <= point <= last for first, last in ranges)
            ),
            None,
        )

    @cached_property
    def _scripts(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """Read the package's own list, Latin first: it has the spaces and stops of all of them."""
        listed = json.loads((self._folder / SCRIPTS).read_text("utf-8"))
        return {
            script: tuple(map(_range, listed[script].split(",")))
            for script in sorted(listed, key=lambda script: (script != "latin", script))
        }


def _range(text: str) -> tuple[int, int]:
    """Read "U+0400-045F", or "U+0131" for one sign."""
    first, _, last = text.removeprefix("U+").partition("-")
    return int(first, 16), int(last or first, 16)
