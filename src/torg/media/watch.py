"""One room under watch: its leases against the media server's list, round after round."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog

from torg.db.session import Database
from torg.kit.clock import Clock
from torg.kit.ids import LeaseId, RoomId
from torg.media.client import MediaServer
from torg.media.lease_reading import LeaseReading
from torg.media.leases import (
    Change,
    Lease,
    Order,
    Participant,
    Remove,
    SetGrant,
    Signs,
    judge,
    unconfirmed,
)
from torg.media.metrics import ORDERS, ORPHANS
from torg.media.reach import Reach
from torg.media.sockets import Sockets
from torg.stage.state import Mic

EVERY_S: Final = 0.5
ROUNDS_A_SECOND: Final = 300
"""Beyond so many rounds of all rooms together each room rests longer, up to SLOWEST_S. What is
known to have happened kicks its room, so only what nobody announced is found later."""

AFTER_ORDERS_S: Final = 0.25
"""A round that gave orders is followed by one that sees whether they were carried out."""

SLOWEST_S: Final = 1.0
RATIO: Final = 10
"""A slow list is asked for less often, so that asking takes a tenth of the time at most."""

KICKED_RATIO: Final = 2
"""A kicked room rests twice as long as its list took, so that asking leaves time for the rest."""

KICKED_REST_S: Final = 0.25
"""But a removal waits no longer than this, however long the last list took."""

UNCONFIRMED_AFTER_S: Final = 1.0
FAREWELL_S: Final = 0.1
"""What a removed client is given to read the media server's `leave`."""

SLOW_LIST_S: Final = 0.25
"""While a list takes longer than this, who has lost their lease is cut without it."""

Observe = Callable[[RoomId, tuple[Change, ...], datetime], Awaitable[None]]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every watch works with; `observe` is told what changed about a room's leases."""

    database: Database
    media: MediaServer
    reach: Reach
    sockets: Sockets
    clock: Clock
    observe: Observe


class Watch:
    """The rounds of one room, until nobody is left to be watched."""

    def __init__(
        self,
        room: RoomId,
        around: Surroundings,
        reading: LeaseReading,
        rooms: Callable[[], int],
    ) -> None:
        """Take the reading that all rooms share, and who says how many they are."""
        self._room = room
        self._around = around
        self._reading = reading
        self._rooms = rooms
        self._signs: Mapping[LeaseId, Signs] = {}
        self._was_silent = False
        self._listed_at = around.clock.monotonic()
        self._list_took_s = 0.0
        self._kicked = asyncio.Event()

    def kick(self) -> None:
        """Have the next round at once."""
        self._kicked.set()

    async def run(self) -> None:
        """Compare until the room has neither leases nor sockets nor anyone at the media server."""
        while True:
            self._kicked.clear()
            pause = await self.round()
            if pause is None and not self._kicked.is_set():
                return
            await asyncio.sleep(min(KICKED_RATIO * self._list_took_s, KICKED_REST_S))
            rest = rest_s(self._rooms(), self._list_took_s)
            await self._pause(max(rest, EVERY_S if pause is None else pause))

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._kicked.wait()
        except TimeoutError:
            pass

    async def round(self) -> float | None:
        """Compare once; give the seconds until the next time, None when nothing is left."""
        around, room = self._around, self._room
        # The list first, the leases after it: who is listed had a lease before it, so whose lease
        # is missing now has lost it.
        listed = await self._list()
        leases = await self._reading.of(self._room)
        around.sockets.cut_dead(room)
        # Before the orders: whether or not they are carried out, the line is cut.
        self._say_farewell(leases)
        if listed is None:
            await self._without_list(leases)
            hurry = False
        else:
            hurry = await self._with_list(leases, listed)
        if not leases and not listed and room not in around.sockets.rooms():
            return None
        return AFTER_ORDERS_S if hurry else EVERY_S

    async def _list(self) -> tuple[Participant, ...] | None:
        """Ask who is there; None when there is no answer. It may be long in coming."""
        around, room = self._around, self._room
        began = around.clock.monotonic()
        async with asyncio.TaskGroup() as group:
            asked = around.reach.ask(around.media.participants(str(room)), otherwise=None)
            asking = group.create_task(asked)
            while not (await asyncio.wait({asking}, timeout=SLOW_LIST_S))[0]:
                self._say_farewell(await self._reading.of(self._room))
        self._list_took_s = around.clock.monotonic() - began
        return asking.result()

    async def _with_list(
        self, leases: Mapping[LeaseId, Lease], listed: tuple[Participant, ...]
    ) -> bool:
        """Judge and act; give whether any order was necessary."""
        around, room, now = self._around, self._room, self._around.clock.monotonic()
        heard = around.sockets.heard_in(room)
        # The silence was the media server's: all clocks begin anew, but nobody is forgotten.
        before = dict.fromkeys(self._signs, Signs(watched=now)) if self._was_silent else self._signs
        found = judge(leases.values(), listed, heard, before, now)
        self._signs, self._listed_at, self._was_silent = found.signs, now, False
        if listed and not leases:
            # Everybody goes: one call instead of one each.
            await around.reach.ask(around.media.delete_room(str(room)), otherwise=None)
        else:
            await asyncio.gather(*map(self._carry_out, found.orders))
        for lease in leases.values():
            around.sockets.keep_pace(lease)
        around.sockets.silence(room, {LeaseId(p.identity) for p in listed if p.mic is not Mic.LIVE})
        if found.changes:
            await around.observe(room, found.changes, around.clock.now())
        return bool(found.orders)

    async def _without_list(self, leases: Mapping[LeaseId, Lease]) -> None:
        """Judge nobody: "not reachable" says neither "there" nor "gone"."""
        self._was_silent = True
        if self._around.clock.monotonic() - self._listed_at <= UNCONFIRMED_AFTER_S:
            return
        if changes := unconfirmed(leases.values()):
            await self._around.observe(self._room, changes, self._around.clock.now())

    async def _carry_out(self, order: Order) -> None:
        media, room = self._around.media, str(self._room)
        match order:
            case Remove(identity, orphan):
                if orphan:
                    ORPHANS.inc()
                    log.warning("somebody was at the media server without a lease")
                ORDERS.labels("remove").inc()
                await self._around.reach.ask(media.remove(room, identity), otherwise=None)
            case SetGrant(identity, grant):
                ORDERS.labels("set_grant").inc()
                await self._around.reach.ask(media.set_grant(room, identity, grant), otherwise=None)

    def _say_farewell(self, leases: Mapping[LeaseId, Lease]) -> None:
        """Cut who is on the line without a lease, once the server's `leave` had time to arrive."""
        loop = asyncio.get_running_loop()
        for lease in self._around.sockets.without_lease(self._room, leases):
            loop.call_later(FAREWELL_S, self._around.sockets.cut, lease)


def rest_s(rooms: int, list_took_s: float) -> float:
    """Say how long one of so many rooms rests at least, after a list that took so long."""
    return min(max(RATIO * list_took_s, rooms / ROUNDS_A_SECOND), SLOWEST_S)
