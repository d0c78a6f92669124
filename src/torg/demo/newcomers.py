"""What the demo community does for who comes in: it follows them, and somebody asks for them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

from sqlalchemy import select

from torg.accounts.account import Account
from torg.accounts.models import AccountRow
from torg.accounts.repository import Accounts
from torg.db.session import Database, Transaction
from torg.demo.characters import MARK, WAITING, Character
from torg.errors import MemberNotFound
from torg.kit.fresh import new_uuid
from torg.kit.ids import AccountId
from torg.social.repository import Follows
from torg.social.service import Following
from torg.waiting.schemas import NewReservation
from torg.waiting.service import Reserving

LOOK_EVERY_S: Final = 1


async def newcomers(database: Database) -> AsyncIterator[str]:
    """Give the handle of everybody who is here or comes later, the community itself left out."""
    seen: set[str] = set()
    while True:
        async with database.reading() as transaction:
            found = await _handles(transaction)
        for handle in found:
            if handle not in seen:
                seen.add(handle)
                yield handle
        await asyncio.sleep(LOOK_EVERY_S)


async def welcome(
    transaction: Transaction, hosts: tuple[Account, ...], handle: str, now: datetime
) -> None:
    """Follow a newcomer, and let two ask for them at the waiting list; once, and not the blocked.

    Whoever has gone, or wants to see nothing of a host, is left in peace.
    """
    found = (await Accounts(transaction).people_by_handle([handle])).get(handle)
    if found is None:
        return
    first = [host for host in hosts if not await _follows(transaction, host, found.id)]
    for host in first:
        try:
            await Following(transaction, host, now).follow(found.id)
        except MemberNotFound:
            return
    if len(first) == len(hosts):
        for who in WAITING:
            reserving = Reserving(transaction, now)
            await reserving.reserve(new_uuid(), _asking_for(who, handle), None)


def _asking_for(who: Character, handle: str) -> NewReservation:
    return NewReservation(
        name=who.name, handle=who.handle, languages=who.languages, known=(handle,)
    )


async def _follows(transaction: Transaction, host: Account, newcomer: AccountId) -> bool:
    return await Follows(transaction).has(host.id, newcomer)


async def _handles(transaction: Transaction) -> list[str]:
    query = select(AccountRow.handle).where(
        AccountRow.deleted_at.is_(None), ~AccountRow.name.endswith(MARK)
    )
    return list(await transaction.session.scalars(query.order_by(AccountRow.created_at)))
