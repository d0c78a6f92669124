"""S1: each cell about rooms, tried over HTTP and the feed, in a room of each type."""

from typing import Final

import pytest
from tests.matrix.permissions import ROOM, SEEN_BY, TYPES, WHO
from tests.matrix.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROWS: Final = [line.split() for line in ROOM.strip().splitlines()[1:]]


def cells() -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Give each row once for each type of room: type, method, path, and its cells."""
    return [
        (kind, method, path, tuple(columns)) for kind in TYPES for _, method, path, *columns in ROWS
    ]


def expected(who: str, cell: str, kind: str, method: str) -> str:
    """Say how a try must end."""
    if who == "stranger":
        return "sign in"
    if cell == "unseen":
        return "yes"
    if who not in SEEN_BY[kind]:
        return "gone"
    if cell in {"all", "idle"} or kind in cell.split(","):
        return "yes"
    return "gone" if method == "WATCH" else "no"


@pytest.mark.parametrize(
    ("kind", "method", "path", "columns"), cells(), ids=[" ".join(cell[:3]) for cell in cells()]
)
async def test_each_may_do_in_a_room_what_their_cell_says(
    town: Town, kind: str, method: str, path: str, columns: tuple[str, ...]
) -> None:
    found = {who: await town.outcome(who, method, path, kind) for who in WHO}

    assert found == {
        who: expected(who, cell, kind, method) for who, cell in zip(WHO, columns, strict=True)
    }
