"""All SQL about what time has overtaken: what runs out in rooms, and who is there no longer."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, or_, select

from torg.accounts.models import AccountRow, LoginSessionRow
from torg.accounts.rules import IDLE
from torg.accounts.suspension_repository import is_suspended
from torg.db.session import Transaction
from torg.kit.ids import AccountId, LoginSessionId, RoomId
from torg.media.models import LeaseRow
from torg.rooms.models import HandRow, OfferRow, RoomRow, SeatRow
from torg.stage.state import QUIET_AT_MOST

LAPSING: Final = (OfferRow, SeatRow, HandRow)


class Overdue:
    """Finds what is due, within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def rooms(self, now: datetime) -> frozenset[RoomId]:
        """Give the live rooms in which something has run out by now."""
        lapsed = [RoomRow.id.in_(select(row.room_id).where(row.until <= now)) for row in LAPSING]
        query = select(RoomRow.id).where(
            RoomRow.ended_at.is_(None),
            or_(RoomRow.closing_at <= now, RoomRow.quiet_since <= now - QUIET_AT_MOST, *lapsed),
        )
        return frozenset(RoomId(room) for room in await self._session.scalars(query))

    async def astray(self, now: datetime) -> tuple[tuple[RoomId, AccountId], ...]:
        """Give who is still in a room although their login session or account is over."""
        query = (
            select(LeaseRow.room_id, LeaseRow.account_id)
            .join(LoginSessionRow, LoginSessionRow.id == LeaseRow.login_session_id)
            .join(AccountRow, AccountRow.id == LeaseRow.account_id)
            .where(LeaseRow.ended_at.is_(None), _is_over(now))
        )
        found = await self._session.execute(query)
        return tuple((RoomId(row.room_id), AccountId(row.account_id)) for row in found)

    async def over_among(
        self, login_sessions: Collection[LoginSessionId], now: datetime
    ) -> frozenset[LoginSessionId]:
        """Give those of the login sessions that were revoked or ran out."""
        query = (
            select(LoginSessionRow.id)
            .join(AccountRow, AccountRow.id == LoginSessionRow.account_id)
            .where(LoginSessionRow.id.in_(login_sessions), _is_over(now))
        )
        return frozenset(LoginSessionId(over) for over in await self._session.scalars(query))


def _is_over(now: datetime) -> ColumnElement[bool]:
    return or_(
        LoginSessionRow.revoked_at.is_not(None),
        LoginSessionRow.expires_at <= now,
        LoginSessionRow.last_seen_at <= now - IDLE,
        AccountRow.deleted_at.is_not(None),
        is_suspended(now),
    )
