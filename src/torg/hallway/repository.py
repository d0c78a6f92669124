"""All SQL about the rooms that members have hidden from themselves."""

from datetime import datetime

from sqlalchemy import delete

from torg.db.session import Transaction
from torg.kit.ids import AccountId, RoomId
from torg.rooms.models import HiddenRoomRow


class HiddenRooms:
    """What members do not want to see in their hallway."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def hide(self, room_id: RoomId, account: AccountId, now: datetime) -> None:
        """Hide a room from a member, once."""
        if await self._session.get(HiddenRoomRow, (account, room_id)) is None:
            self._session.add(HiddenRoomRow(account_id=account, room_id=room_id, at=now))
            await self._session.flush()

    async def show(self, room_id: RoomId, account: AccountId) -> None:
        """Let a member see a room again."""
        which = (HiddenRoomRow.account_id == account, HiddenRoomRow.room_id == room_id)
        await self._session.execute(delete(HiddenRoomRow).where(*which))
