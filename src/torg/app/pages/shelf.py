"""Keeps the cards of pages that were shown, drawn once and beside the event loop."""

import asyncio
from collections import OrderedDict
from pathlib import Path
from typing import Final, TypeVar

from torg.kit.card import Card, drawn
from torg.kit.client_files import File

T = TypeVar("T")

KNOWN_AT_MOST: Final = 512
"""Cards whose words are remembered."""
DRAWN_AT_MOST: Final = 64
"""Cards whose pictures are; each has 100 kB at most."""


class Shelf:
    """The cards by their addresses. Only a card whose page was shown can be asked for."""

    def __init__(self, letters: Path) -> None:
        """Take the folder of the typeface."""
        self._letters = letters
        self._known: OrderedDict[str, Card] = OrderedDict()
        self._drawn: OrderedDict[str, File] = OrderedDict()
        self._drawing = asyncio.Lock()

    def put(self, language: str, card: Card) -> str:
        """Remember a card; give the path of its picture."""
        name = f"/card/{language}-{card.digest}.png"
        _keep(self._known, name, card, KNOWN_AT_MOST)
        return name

    async def picture(self, path: str) -> File | None:
        """Give the picture at a path; None where there is none."""
        card = self._known.get(path)
        if card is None:
            return None
        # One at a time: drawing takes a tenth of a second, and nobody waits for it but a robot.
        async with self._drawing:
            file = self._drawn.get(path)
            if file is None:
                content = await asyncio.to_thread(drawn, card, self._letters)
                file = File.of(content, "image/png")
            _keep(self._drawn, path, file, DRAWN_AT_MOST)
        return file


def _keep(kept: OrderedDict[str, T], name: str, value: T, most: int) -> None:
    """Keep what was asked for last."""
    kept[name] = value
    kept.move_to_end(name)
    if len(kept) > most:
        kept.popitem(last=False)
