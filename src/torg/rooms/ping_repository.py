"""All SQL about pings: who was asked into which room, and who can be."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased

from torg.accounts.account import Person
from torg.accounts.models import AccountRow, SearchWordRow
from torg.accounts.suspension_repository import may_act
from torg.db.session import Transaction
from torg.kit.ids import AccountId, RoomId
from torg.rooms.entrances import tie_columns, ties_in
from torg.rooms.models import PingRow, RoomRow
from torg.rooms.room import Ties
from torg.social.models import BlockRow, FollowRow

CANDIDATES_AT_MOST = 200
"""Followers that are looked at for one answer."""

LAST_SIGN = "\U0010ffff"
"""It stands behind every sign of a name."""


class Pings:
    """The pings of one member into one room, within one transaction."""

    def __init__(self, transaction: Transaction, room_id: RoomId, by: AccountId) -> None:
        self._session = transaction.session
        self._room_id = room_id
        self._by = by

    async def count(self) -> int:
        """Count whom the member has pinged."""
        mine = (PingRow.room_id == self._room_id, PingRow.by_id == self._by)
        return await self._session.scalar(select(func.count()).where(*mine)) or 0

    async def has(self, account: AccountId) -> bool:
        """Say whether somebody was pinged already."""
        return await self._session.get(PingRow, (self._room_id, self._by, account)) is not None

    async def add(self, account: AccountId, now: datetime) -> bool:
        """Note that somebody was pinged, who may have gone; False when there never was anybody."""
        if not await self._session.scalar(select(exists().where(AccountRow.id == account))):
            return False
        row = PingRow(room_id=self._room_id, by_id=self._by, to_id=account, at=now)
        self._session.add(row)
        await self._session.flush()
        return True

    async def candidates(
        self, words: Sequence[str], now: datetime
    ) -> Sequence[tuple[Person, Ties]]:
        """Give followers who were not pinged yet, by handle, and how they are tied to the room."""
        pinged = exists().where(
            PingRow.room_id == self._room_id,
            PingRow.by_id == self._by,
            PingRow.to_id == AccountRow.id,
        )
        blocked = exists().where(
            BlockRow.blocker_id == self._by, BlockRow.blocked_id == AccountRow.id
        )
        # Under a name of its own: the ties ask who follows whom, too.
        mine = aliased(FollowRow)
        columns = (AccountRow.id, AccountRow.handle, AccountRow.name, AccountRow.photo_id)
        query = (
            select(*columns, *tie_columns(AccountRow.__table__.c.id))
            .select_from(mine)
            .join(AccountRow, AccountRow.id == mine.follower_id)
            .join(RoomRow, RoomRow.id == self._room_id)
            .where(mine.followed_id == self._by, AccountRow.deleted_at.is_(None))
            .where(may_act(now), ~pinged, ~blocked)
            .where(*(AccountRow.id.in_(_beginning(word)) for word in words))
            .order_by(AccountRow.handle)
            .limit(CANDIDATES_AT_MOST)
        )
        found = await self._session.execute(query)
        return [(Person(AccountId(row[0]), *row[1:4]), ties_in(row[4:])) for row in found]


def _beginning(word: str) -> Select[UUID]:
    words = SearchWordRow.word
    return select(SearchWordRow.account_id).where(words >= word, words < word + LAST_SIGN)
