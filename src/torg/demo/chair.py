"""What Sara does: whoever raises a hand is invited to speak a few seconds later."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from torg.demo.member import Member, Refused

THINKS_FOR_S: Final = 3
"""Long enough to be seen waiting, short enough not to be waited for."""


async def let_hands_up(sara: Member, room: str) -> None:
    """Invite everybody whose hand is up, once for each time it goes up; until the room ends."""
    up: set[str] = set()
    async with asyncio.TaskGroup() as group:
        async for frame in sara.news_of(room):
            hands = hands_in(frame)
            if hands is None:
                continue
            for account in hands - up:
                group.create_task(_invite(sara, room, account))
            up = hands


def hands_in(frame: Mapping[str, Any]) -> set[str] | None:
    """Give whose hands are up; None when the frame says nothing of hands."""
    match frame:
        case {"kind": "snapshot", "state": {"hands": hands}} | {"kind": "hands", "hands": hands}:
            return {row["person"]["id"] for row in hands["rows"] or ()}
        case _:
            return None


async def _invite(sara: Member, room: str, account: str) -> None:
    await asyncio.sleep(THINKS_FOR_S)
    try:
        await sara.ask("POST", f"/rooms/{room}/offers/{account}")
    except Refused:
        # The hand is down again, the person gone, or the stage full: nothing to be done.
        return
