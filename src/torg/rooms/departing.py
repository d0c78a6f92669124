"""Takes many people out of their rooms at once, each room loaded a single time."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from torg.db.session import Transaction
from torg.kit.ids import AccountId, RoomId
from torg.kit.parts import in_parts
from torg.media.repository import Leases
from torg.rooms.acting import Acting, Kick
from torg.rooms.awaiting import awaited
from torg.stage.commands import Leave
from torg.stage.state import EndReason, Limits


class Departing:
    """The departure of a sign-out, for any number of members, within one transaction."""

    def __init__(self, transaction: Transaction, limits: Limits, kick: Kick) -> None:
        self._transaction = transaction
        self._leases = Leases(transaction)
        self._acting = Acting(transaction, limits, kick)

    async def depart(self, accounts: Collection[AccountId], now: datetime) -> None:
        """Take them out of wherever they are or are waited for.

        Ask before their leases die of anything else.
        """
        leaving: defaultdict[RoomId, set[AccountId]] = defaultdict(set)
        for some in in_parts(accounts):
            for lease in await self._leases.live_among(some):
                leaving[lease.room].add(lease.account)
            for room, account in await awaited(self._transaction, some):
                leaving[room].add(account)
        # In one order, so that two such departures cannot hold each other up.
        for room in sorted(leaving):
            live = await self._acting.load(room)
            if live is not None:
                leave = [Leave(each, EndReason.SIGNED_OUT) for each in sorted(leaving[room])]
                await self._acting.apply(live.stage, leave, now)
