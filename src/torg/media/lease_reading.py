"""The one reading of live leases that all watches share which ask at about the same time."""

import asyncio
from collections.abc import Mapping
from typing import Final

from torg.db.session import Database
from torg.kit.ids import LeaseId, RoomId
from torg.media.leases import Lease
from torg.media.repository import Leases

APART_S: Final = 0.03
"""What lies between two readings: hundreds of rooms share a few, and none waits long."""

LeasesOfRoom = Mapping[LeaseId, Lease]


class LeaseReading:
    """Answers each watch with what was read after it asked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._asked: list[tuple[RoomId, asyncio.Future[LeasesOfRoom]]] = []
        self._wake = asyncio.Event()

    async def of(self, room: RoomId) -> LeasesOfRoom:
        """Give the live leases of a room, longest first; somebody has to `run` this."""
        answer: asyncio.Future[LeasesOfRoom] = asyncio.get_running_loop().create_future()
        self._asked.append((room, answer))
        self._wake.set()
        return await answer

    async def run(self) -> None:
        """Read whenever somebody has asked, until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            asked, self._asked = self._asked, []
            await self._answer(asked)
            await asyncio.sleep(APART_S)

    async def _answer(self, asked: list[tuple[RoomId, asyncio.Future[LeasesOfRoom]]]) -> None:
        try:
            async with self._database.reading() as transaction:
                found = await Leases(transaction).live_in_any({room for room, _ in asked})
        except Exception as fault:  # noqa: BLE001 - it is theirs who asked
            for _, answer in asked:
                if not answer.done():
                    answer.set_exception(fault)
            return
        by_room: dict[RoomId, dict[LeaseId, Lease]] = {}
        for lease in found:
            by_room.setdefault(lease.room, {})[lease.id] = lease
        for room, answer in asked:
            # Who no longer waits has been cancelled.
            if not answer.done():
                answer.set_result(by_room.get(room, {}))
