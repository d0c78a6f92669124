"""Keeps the media server true to the leases: a watch for each live room, a sweep for all others."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final
from uuid import UUID

import structlog

from torg.kit.ids import RoomId
from torg.media.lease_reading import LeaseReading
from torg.media.metrics import ROUNDS_FAILED
from torg.media.repository import Leases
from torg.media.watch import Surroundings, Watch

SWEEP_EVERY_S: Final = 1.0
"""Rooms are listed this often: to find those that should not be, and as the sign of life without
which the media server falls silent (its dead-man timer)."""

log = structlog.get_logger()


class Reconciler:
    """The lease is the truth: say what should be, compare, correct; orders may be repeated."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._reading = LeaseReading(around.database)
        self._watches: dict[RoomId, Watch] = {}
        self._group: asyncio.TaskGroup | None = None

    @property
    def is_confirmed(self) -> bool:
        """Whether the media server has answered within the last moments."""
        return self._around.reach.is_confirmed

    def require_media(self) -> None:
        """Let nobody in while it is unknown who is there. Raises MediaAway."""
        self._around.reach.require()

    def kick(self, room: RoomId) -> None:
        """Look at a room at once; called after each commit that changed a lease of it."""
        self._watch(room).kick()

    async def run(self) -> None:
        """Sweep and watch until cancelled."""
        async with asyncio.TaskGroup() as self._group:
            self._group.create_task(self._reading.run())
            for room, watch in self._watches.items():
                self._group.create_task(self._keep(room, watch))
            while True:
                await self._guarded(self.sweep)
                await asyncio.sleep(SWEEP_EVERY_S)

    async def sweep(self) -> None:
        """Watch every room that has leases or sockets; delete every other at the media server."""
        around = self._around
        listed = await around.reach.ask(around.media.rooms(), otherwise=frozenset())
        # Read after the list: a room is made at media only for a lease that is committed.
        async with around.database.reading() as transaction:
            live = await Leases(transaction).rooms_with_live()
        for room in live | around.sockets.rooms():
            self._watch(room)
        for name in listed:
            if (room_id := room_named(name)) is not None and room_id not in self._watches:
                await around.reach.ask(around.media.delete_room(name), otherwise=None)

    def _watch(self, room: RoomId) -> Watch:
        watch = self._watches.get(room)
        if watch is None:
            watch = Watch(room, self._around, self._reading, lambda: len(self._watches))
            self._watches[room] = watch
            if self._group is not None:
                self._group.create_task(self._keep(room, watch))
        return watch

    async def _keep(self, room: RoomId, watch: Watch) -> None:
        while True:
            if await self._guarded(watch.run):
                break
            await asyncio.sleep(SWEEP_EVERY_S)
        del self._watches[room]

    async def _guarded(self, work: Callable[[], Awaitable[None]]) -> bool:
        """Do it; an error is counted and told, and ends nobody else's watch."""
        try:
            await work()
        except Exception:
            ROUNDS_FAILED.inc()
            log.exception("a comparison of leases and media failed")
            return False
        return True


def room_named(name: str) -> RoomId | None:
    """Give the room of ours that has this name at the media server; None for others' rooms."""
    try:
        room = UUID(name)
    except ValueError:
        return None
    return RoomId(room) if str(room) == name else None
