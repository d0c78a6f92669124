"""Putting a member on the list of a closed room: written, logged and told in one."""

from datetime import datetime

from torg.audit.acts import Act
from torg.audit.repository import Audit
from torg.db.session import Transaction
from torg.kit.ids import AccountId, RoomId
from torg.rooms.repository import Rooms


async def list_member(
    transaction: Transaction, room_id: RoomId, account: AccountId, by: AccountId, now: datetime
) -> None:
    """Put a member on a room's list, once."""
    rooms = Rooms(transaction)
    if await rooms.is_listed(room_id, account):
        return
    await rooms.put_on_list(room_id, account, by, now)
    audit = Audit(transaction)
    await audit.note(Act.LIST_EXTENDED, now, actor=by, target=account, room=room_id)
    transaction.tell("hallway", {"kind": "changed", "room": room_id})
