"""All SQL about who was in which room, as what, and until when."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import case, exists, or_, select

from torg.db.session import Transaction
from torg.errors import NotAllowed, RoomNotFound
from torg.kit.ids import AccountId, RoomId
from torg.media.models import LeaseRow
from torg.rooms.models import RoomRow
from torg.social.models import BlockRow
from torg.stage.roles import Role

MODERATES: Final = frozenset({Role.HOST, Role.MODERATOR})
ROSTER_AT_MOST: Final = 1_000


class BeenThere:
    """What rooms and their leases tell, those that have ended too."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def was_there(self, room: RoomId, member: AccountId) -> bool:
        """Say whether a member has ever been in a room."""
        which = (LeaseRow.room_id == room, LeaseRow.account_id == member)
        return bool(await self._session.scalar(select(exists().where(*which))))

    async def left_at(self, room: RoomId, member: AccountId) -> datetime | None:
        """Say when a member left a room; None while they are there. Raises RoomNotFound."""
        ended = (
            select(LeaseRow.ended_at)
            .where(LeaseRow.room_id == room, LeaseRow.account_id == member)
            .order_by(LeaseRow.started_at.desc())
            .limit(1)
        )
        row = (await self._session.execute(ended)).one_or_none()
        if row is None:
            raise RoomNotFound
        left: datetime | None = row.ended_at
        return left

    async def titles(self, rooms: Collection[UUID]) -> Mapping[UUID, str]:
        """Give the titles of these rooms, live or over."""
        query = select(RoomRow.id, RoomRow.title).where(RoomRow.id.in_(rooms))
        return {row.id: row.title for row in await self._session.execute(query)}

    async def roster(self, room: RoomId, since: datetime) -> Sequence[tuple[AccountId, Role]]:
        """Give who is in a room or left it since then, people on stage first, 1,000 at most."""
        there = or_(LeaseRow.ended_at.is_(None), LeaseRow.ended_at >= since)
        query = (
            select(LeaseRow.account_id, LeaseRow.role)
            .where(LeaseRow.room_id == room, there)
            .order_by(case((LeaseRow.role == Role.LISTENER, 1), else_=0), LeaseRow.started_at)
            .limit(ROSTER_AT_MOST)
        )
        found: dict[AccountId, Role] = {}
        for row in await self._session.execute(query):
            found.setdefault(AccountId(row.account_id), Role(row.role))
        return list(found.items())

    async def require_moderator(self, room: RoomId, member: AccountId) -> None:
        """Ask whether a member moderates a room, or did when they or the room ended.

        Raises RoomNotFound for who was never there or was blocked by its host, NotAllowed for
        the others.
        """
        barred = exists().where(
            BlockRow.blocker_id == RoomRow.host_id, BlockRow.blocked_id == member
        )
        query = select(RoomRow.host_id, barred).where(RoomRow.id == room)
        row = (await self._session.execute(query)).one_or_none()
        if row is None or row[1]:
            raise RoomNotFound
        if row.host_id == member:
            return
        last = (
            select(LeaseRow.role)
            .where(LeaseRow.room_id == room, LeaseRow.account_id == member)
            .order_by(LeaseRow.started_at.desc())
            .limit(1)
        )
        role = await self._session.scalar(last)
        if role is None:
            raise RoomNotFound
        if Role(role) not in MODERATES:
            raise NotAllowed
