"""Two quiet rooms of the demo community: one for whom its host follows, one by a list."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from typing import Final

from torg.demo.evening import end_room, end_with, enter
from torg.demo.member import Member, Refused
from torg.rooms.room import NewRoom, RoomType

TABLE: Final = NewRoom(
    title="Kitchen table (quiet)", languages=("is", "en"), type=RoomType.SOCIAL, demo=True
)
"""Elín's."""

CIRCLE: Final = NewRoom(
    title="Тихий круг, a small circle (quiet)",
    languages=("ru", "en"),
    type=RoomType.CLOSED,
    demo=True,
)
"""Misha's."""


async def sit(host: Member, room: str, guests: AsyncIterator[str] | None = None) -> None:
    """Be in a room of one's own, silently; guests go on its list as they come. Raises Over."""
    async with AsyncExitStack() as stack:
        stack.push_async_callback(end_room, host, room)
        presence = await enter(host, room, stack)
        async with asyncio.TaskGroup() as group:
            group.create_task(end_with(presence))
            if guests is not None:
                group.create_task(_list(host, room, guests))


async def _list(host: Member, room: str, guests: AsyncIterator[str]) -> None:
    async for handle in guests:
        # Who has gone again, or changed their handle meanwhile, is not looked for.
        with suppress(Refused):
            await host.ask("PUT", f"/rooms/{room}/list/{handle}")
