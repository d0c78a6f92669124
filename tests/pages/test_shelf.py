"""The shelf of cards: drawn once, beside the event loop, and only what a page has named."""

import asyncio
import threading
from pathlib import Path

import pytest

from torg.app.pages import shelf
from torg.app.pages.shelf import DRAWN_AT_MOST, KNOWN_AT_MOST, Shelf
from torg.kit.card import Card


@pytest.fixture
def drawers(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """Note who draws, and draw nothing but the line."""
    threads: list[threading.Thread] = []

    def draw(card: Card, letters: Path) -> bytes:
        del letters
        threads.append(threading.current_thread())
        return card.line.encode()

    monkeypatch.setattr(shelf, "drawn", draw)
    return threads


def a_card(line: str = "Late talk") -> Card:
    return Card("Torg", "localhost", line)


async def test_a_card_many_ask_for_is_drawn_once_and_not_by_the_loop(
    drawers: list[threading.Thread], tmp_path: Path
) -> None:
    cards = Shelf(tmp_path)
    path = cards.put("en", a_card())
    pictures = await asyncio.gather(*(cards.picture(path) for _ in range(20)))

    assert {picture and picture.content for picture in pictures} == {b"Late talk"}
    assert len(drawers) == 1
    assert drawers[0] is not threading.main_thread()


async def test_a_card_no_page_has_named_is_not_drawn(
    drawers: list[threading.Thread], tmp_path: Path
) -> None:
    assert await Shelf(tmp_path).picture(f"/card/en-{a_card().digest}.png") is None
    assert drawers == []


async def test_the_shelf_has_an_end(drawers: list[threading.Thread], tmp_path: Path) -> None:
    cards = Shelf(tmp_path)
    paths = [cards.put("en", a_card(str(number))) for number in range(KNOWN_AT_MOST + 1)]
    for path in paths[1 : DRAWN_AT_MOST + 2]:
        await cards.picture(path)
    await cards.picture(paths[1])

    assert await cards.picture(paths[0]) is None
    assert len(drawers) == DRAWN_AT_MOST + 2
