"""Hiding a room from one's own hallway, and showing it again."""

from datetime import datetime

from torg.db.session import Transaction
from torg.errors import RoomNotFound
from torg.hallway.repository import HiddenRooms
from torg.kit.ids import AccountId, RoomId
from torg.rooms.entrances import Entrances
from torg.social.repository import hold


async def hide(
    transaction: Transaction, room_id: RoomId, account: AccountId, now: datetime
) -> None:
    """Hide a room. Raises RoomNotFound."""
    if not await Entrances(transaction).is_open_to(room_id, account):
        raise RoomNotFound
    # Of two who hide it at once, the second finds that it is hidden.
    await hold(transaction, account)
    await HiddenRooms(transaction).hide(room_id, account, now)
    transaction.tell("hallway", {"kind": "changed", "eyes": (account,)})


async def show(transaction: Transaction, room_id: RoomId, account: AccountId) -> None:
    """Show a room again; one that is not hidden, or is over, needs nothing."""
    await HiddenRooms(transaction).show(room_id, account)
    transaction.tell("hallway", {"kind": "changed", "eyes": (account,)})
