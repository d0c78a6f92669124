"""Lets the invitations of members grow with taking part, when nobody asks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from torg.db.session import Database, Transaction
from torg.invitations.allowances_repository import Allowances, Due
from torg.invitations.growth import ROOMS_FOR_ONE, Growth, Stay, growth, rooms_in_windows
from torg.invitations.repository import Invitations
from torg.invitations.rules import state_of, unused

AT_ONCE: Final = 50
"""Members counted between two turns to write."""


async def let_invitations_grow(database: Database, now: datetime) -> None:
    """Count every window of taking part that has ended."""
    counted = AT_ONCE
    while counted == AT_ONCE:
        # Nobody has to wait while leases are counted: what it gives is noted only if it still fits.
        async with database.reading() as transaction:
            allowances = Allowances(transaction)
            due = await allowances.due(now, AT_ONCE)
            stays = await allowances.stays_of(due, now)
            grown = [
                (each, await _growth_of(transaction, each, stays.get(each.account, ()), now))
                for each in due
            ]
        async with database.transaction() as transaction:
            await Allowances(transaction).grow(grown)
        counted = len(due)


async def _growth_of(
    transaction: Transaction, due: Due, stays: Sequence[Stay], now: datetime
) -> Growth:
    rooms = rooms_in_windows(stays, due.counted_until, now)
    waiting = 0
    # Most have been in too few rooms for one more, whatever they still have.
    if max(rooms.values(), default=0) >= ROOMS_FOR_ONE:
        given = await Invitations(transaction).given_by(due.account)
        states = [state_of(each.life, now) for each in given]
        allowance = await Allowances(transaction).of(due.account, now)
        waiting = unused(due.role, allowance, states)
    return growth(due.counted_until, now, rooms, waiting)


async def erase_dead_invitations(database: Database, now: datetime) -> None:
    """Erase invitations that have long been able to let nobody in."""
    async with database.transaction() as transaction:
        await Invitations(transaction).erase_dead(now)
