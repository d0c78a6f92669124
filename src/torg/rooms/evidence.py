"""All SQL about who was in a room with whom, and until when: what a report goes with."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from torg.db.session import Transaction
from torg.kit.ids import AccountId, RoomId
from torg.media.models import LeaseRow
from torg.rooms.models import RoomRow
from torg.stage.roles import Role


@dataclass(frozen=True, slots=True)
class Stay:
    """One time somebody was in a room by one lease; `until` is empty while they are."""

    account: AccountId
    role: Role
    """The one they had last."""
    held: bool
    came: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Scene:
    """A room, as a report about it needs to remember it."""

    title: str
    type: str
    host: AccountId
    opened_at: datetime
    ended_at: datetime | None


class Evidence:
    """What a room remembers of who was there, within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def scene(self, room_id: RoomId) -> Scene | None:
        """Give a room, live or over; None when it never was."""
        row = await self._session.get(RoomRow, room_id)
        if row is None:
            return None
        return Scene(row.title, row.type, AccountId(row.host_id), row.opened_at, row.ended_at)

    async def stays(self, room_id: RoomId, since: datetime) -> tuple[Stay, ...]:
        """Give who has been in a room since a time, in the order in which they came."""
        query = (
            select(LeaseRow)
            .where(LeaseRow.room_id == room_id)
            .where(LeaseRow.ended_at.is_(None) | (LeaseRow.ended_at >= since))
            .order_by(LeaseRow.started_at, LeaseRow.id)
        )
        return tuple(map(_stay, await self._session.scalars(query)))

    async def last_there(self, room_id: RoomId, account: AccountId) -> Stay | None:
        """Give the last time a member was in a room; None when they never were."""
        query = (
            select(LeaseRow)
            .where(LeaseRow.room_id == room_id, LeaseRow.account_id == account)
            .order_by(LeaseRow.ended_at.is_(None).desc(), LeaseRow.ended_at.desc())
            .limit(1)
        )
        row = await self._session.scalar(query)
        return None if row is None else _stay(row)


def _stay(row: LeaseRow) -> Stay:
    return Stay(AccountId(row.account_id), Role(row.role), row.held, row.started_at, row.ended_at)
