"""All SQL about leases."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, Uuid, column, select, table

from torg.db.session import Transaction
from torg.kit.ids import AccountId, LeaseId, LoginSessionId, RoomId
from torg.media.leases import Lease
from torg.media.models import LeaseRow
from torg.stage.roles import Role
from torg.stage.state import EndReason, Mic, Presence

# What else a lease lives by belongs to packages above this one, so only its columns are named.
_ACCOUNTS = table("accounts", column("id", Uuid()), column("deleted_at"), column("suspended_at"))
_LOGIN_SESSIONS = table("login_sessions", column("id", Uuid()), column("revoked_at"))
_ROOMS = table("rooms", column("id", Uuid()), column("epoch"))


@dataclass(frozen=True, slots=True)
class NewLease:
    """What a lease is granted with; role and held mute may come from a kept seat."""

    id: LeaseId
    account: AccountId
    room: RoomId
    epoch: int
    role: Role
    held: bool
    login_session: LoginSessionId


@dataclass(frozen=True, slots=True)
class Granted:
    """A new lease, and the one it put an end to: an account is in one place at a time."""

    lease: Lease
    displaced: Lease | None


class Leases:
    """The leases of this instance, read and changed within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def grant(
        self, new: NewLease, now: datetime, *, displacing: EndReason = EndReason.DISPLACED
    ) -> Granted:
        """Grant a lease, ending the account's other one first (`displacing` says why)."""
        displaced = await self._end_where(
            LeaseRow.account_id == new.account, reason=displacing, now=now
        )
        row = LeaseRow(
            id=new.id,
            account_id=new.account,
            room_id=new.room,
            login_session_id=new.login_session,
            epoch=new.epoch,
            role=new.role,
            held=new.held,
            presence=Presence.JOINING,
            mic=Mic.NONE,
            started_at=now,
            since=now,
        )
        self._session.add(row)
        await self._session.flush()
        return Granted(_lease(row), displaced[0] if displaced else None)

    async def live(self, lease: LeaseId) -> Lease | None:
        """Give this lease if it is live now; None says: no way in."""
        return await self._one(_live().where(LeaseRow.id == lease))

    async def live_of(self, account: AccountId) -> Lease | None:
        """Give the one live lease of an account."""
        return await self._one(_live().where(LeaseRow.account_id == account))

    async def live_among(self, accounts: Collection[AccountId]) -> tuple[Lease, ...]:
        """Give the live leases of these accounts."""
        query = _live().where(LeaseRow.account_id.in_(accounts))
        return tuple(map(_lease, await self._session.scalars(query)))

    async def live_in(self, room: RoomId) -> tuple[Lease, ...]:
        """Give the live leases of a room, longest first."""
        return await self.live_in_any([room])

    async def live_in_any(self, rooms: Collection[RoomId]) -> tuple[Lease, ...]:
        """Give the live leases of these rooms, longest first."""
        query = _live().where(LeaseRow.room_id.in_(rooms))
        query = query.order_by(LeaseRow.started_at, LeaseRow.id)
        return tuple(_lease(row) for row in await self._session.scalars(query))

    async def rooms_with_live(self) -> frozenset[RoomId]:
        """Give the rooms in which anybody holds a live lease."""
        query = _live().with_only_columns(LeaseRow.room_id).distinct()
        return frozenset(RoomId(room) for room in await self._session.scalars(query))

    async def get(self, lease: LeaseId) -> Lease | None:
        """Give a lease, live or ended."""
        row = await self._session.get(LeaseRow, lease)
        return None if row is None else _lease(row)

    async def observe(self, lease: LeaseId, presence: Presence, mic: Mic) -> None:
        """Note what the reconciler saw of a lease."""
        row = await self._session.get_one(LeaseRow, lease)
        row.presence, row.mic = presence, mic

    async def end(self, lease: LeaseId, reason: EndReason, now: datetime) -> Lease | None:
        """End a lease; None when it had ended before."""
        ended = await self._end_where(LeaseRow.id == lease, reason=reason, now=now)
        return ended[0] if ended else None

    async def end_in(self, room: RoomId, reason: EndReason, now: datetime) -> tuple[Lease, ...]:
        """End every lease of a room."""
        return await self._end_where(LeaseRow.room_id == room, reason=reason, now=now)

    async def _end_where(
        self, which: ColumnElement[bool], *, reason: EndReason, now: datetime
    ) -> tuple[Lease, ...]:
        # Not `_live`: also a lease that died with its epoch or login session is to be closed.
        query = select(LeaseRow).where(which, LeaseRow.ended_at.is_(None))
        rows: Sequence[LeaseRow] = (await self._session.scalars(query)).all()
        for row in rows:
            row.ended_at, row.end_reason = now, reason
        await self._session.flush()
        return tuple(_lease(row) for row in rows)

    async def _one(self, query: Select[LeaseRow]) -> Lease | None:
        row = await self._session.scalar(query)
        return None if row is None else _lease(row)


def _live() -> Select[LeaseRow]:
    """Select live leases: not ended, of the room's epoch, of a live session and account."""
    return (
        select(LeaseRow)
        .join(_ACCOUNTS, _ACCOUNTS.c.id == LeaseRow.account_id)
        .join(_LOGIN_SESSIONS, _LOGIN_SESSIONS.c.id == LeaseRow.login_session_id)
        .join(_ROOMS, _ROOMS.c.id == LeaseRow.room_id)
        .where(
            LeaseRow.ended_at.is_(None),
            LeaseRow.epoch == _ROOMS.c.epoch,
            _LOGIN_SESSIONS.c.revoked_at.is_(None),
            _ACCOUNTS.c.deleted_at.is_(None),
            # One that has run out is forgotten by the next sign-in, without which is no lease.
            _ACCOUNTS.c.suspended_at.is_(None),
        )
    )


def _lease(row: LeaseRow) -> Lease:
    return Lease(
        id=LeaseId(row.id),
        account=AccountId(row.account_id),
        room=RoomId(row.room_id),
        epoch=row.epoch,
        role=Role(row.role),
        held=row.held,
        login_session=LoginSessionId(row.login_session_id),
        started_at=row.started_at,
        since=row.since,
        presence=Presence(row.presence),
        mic=Mic(row.mic),
        ended_at=row.ended_at,
        end_reason=None if row.end_reason is None else EndReason(row.end_reason),
    )
