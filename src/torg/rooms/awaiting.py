"""All SQL about places that wait in rooms for who is not there: seats, hands, offers."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import select

from torg.db.session import Transaction
from torg.kit.ids import AccountId, RoomId
from torg.rooms.models import HandRow, OfferRow, RoomRow, SeatRow

PLACES: Final = (SeatRow, HandRow, OfferRow)


async def awaited(
    transaction: Transaction, accounts: Collection[AccountId]
) -> frozenset[tuple[RoomId, AccountId]]:
    """Give in which live rooms something waits for which of these members."""
    found: set[tuple[RoomId, AccountId]] = set()
    for row in PLACES:
        query = (
            select(row.room_id, row.account_id)
            .join(RoomRow, RoomRow.id == row.room_id)
            .where(row.account_id.in_(accounts), RoomRow.ended_at.is_(None))
        )
        for room, account in await transaction.session.execute(query):
            found.add((RoomId(room), AccountId(account)))
    return frozenset(found)
