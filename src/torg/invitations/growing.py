"""Lets the invitations of members grow with taking part, when nobody asks."""

from datetime import datetime
from typing import Final

from torg.db.session import Database, Transaction
from torg.invitations.allowances_repository import Allowances, Due
from torg.invitations.growth import Growth, growth
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
            due = await Allowances(transaction).due(now, AT_ONCE)
            grown = [(each, await _growth_of(transaction, each, now)) for each in due]
        async with database.transaction() as transaction:
            allowances = Allowances(transaction)
            for each, more in grown:
                await allowances.grow(each, more)
        counted = len(due)


async def _growth_of(transaction: Transaction, due: Due, now: datetime) -> Growth:
    allowances = Allowances(transaction)
    given = await Invitations(transaction).given_by(due.account)
    states = [state_of(each.life, now) for each in given]
    waiting = unused(due.role, await allowances.of(due.account, now), states)
    rooms = await allowances.rooms_of(due, now)
    return growth(due.counted_until, now, rooms, waiting)


async def erase_dead_invitations(database: Database, now: datetime) -> None:
    """Erase invitations that have long been able to let nobody in."""
    async with database.transaction() as transaction:
        await Invitations(transaction).erase_dead(now)
