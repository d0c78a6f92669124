"""What happens to rooms without anybody asking: the media server's word, and time."""

from collections.abc import Sequence
from datetime import datetime

from torg.db.session import Database
from torg.kit.ids import RoomId
from torg.media.leases import Change, Lost, Observed
from torg.rooms.acting import Acting, Kick
from torg.rooms.overdue import Overdue
from torg.stage import commands as c
from torg.stage.state import EndReason, Limits


class Upkeep:
    """Keeps rooms true to media and time, each room in a transaction of its own."""

    def __init__(self, database: Database, limits: Limits, kick: Kick) -> None:
        self._database = database
        self._limits = limits
        self._kick = kick

    async def observe(self, room_id: RoomId, changes: Sequence[Change], now: datetime) -> None:
        """Note what the reconciler saw of the leases of a room."""
        await self._carry_out(room_id, [_command_of(change) for change in changes], now)

    async def tick(self, now: datetime) -> None:
        """Let lapse what has run out, and let go whose login session is over."""
        async with self._database.reading() as transaction:
            overdue = Overdue(transaction)
            rooms = await overdue.rooms(now)
            astray = await overdue.astray(now)
        for room_id, account in astray:
            await self._carry_out(room_id, [c.Leave(account, EndReason.SIGNED_OUT)], now)
        for room_id in rooms:
            await self._carry_out(room_id, [c.Tick()], now)

    async def _carry_out(
        self, room_id: RoomId, commands: Sequence[c.Command], now: datetime
    ) -> None:
        async with self._database.transaction() as transaction:
            acting = Acting(transaction, self._limits, self._kick)
            live = await acting.load(room_id)
            if live is not None:
                await acting.apply(live.stage, commands, now)


def _command_of(change: Change) -> c.Command:
    match change:
        case Observed(lease=lease, presence=presence, mic=mic):
            return c.Observe(lease, presence, mic)
        case Lost(lease=lease):
            return c.Lose(lease)
