"""Lets the invitations of members grow with taking part, when nobody asks."""

from datetime import datetime
from typing import Final

from torg.db.session import Database
from torg.invitations.allowances_repository import Allowances
from torg.invitations.growth import growth
from torg.invitations.repository import Invitations
from torg.invitations.rules import state_of, unused

AT_ONCE: Final = 50
"""Members counted in one transaction, so that others need not wait long for theirs."""


async def let_invitations_grow(database: Database, now: datetime) -> None:
    """Count every window of taking part that has ended."""
    while True:
        async with database.transaction() as transaction:
            allowances, invitations = Allowances(transaction), Invitations(transaction)
            due = await allowances.due(now, AT_ONCE)
            for each in due:
                given = await invitations.given_by(each.account)
                states = [state_of(one.life, now) for one in given]
                waiting = unused(each.role, await allowances.of(each.account, now), states)
                rooms = await allowances.rooms_of(each, now)
                await allowances.grow(each, growth(each.counted_until, now, rooms, waiting))
        if len(due) < AT_ONCE:
            return


async def erase_dead_invitations(database: Database, now: datetime) -> None:
    """Erase invitations that have long been able to let nobody in."""
    async with database.transaction() as transaction:
        await Invitations(transaction).erase_dead(now)
