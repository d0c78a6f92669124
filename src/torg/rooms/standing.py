"""All SQL about where one member stands: their lease, offer, hand, and how the last lease ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from torg.accounts.account import InstanceRole, Person
from torg.accounts.models import AccountRow
from torg.accounts.repository import Accounts
from torg.accounts.schemas import Me, MyLease
from torg.accounts.service import means
from torg.accounts.unread import unread_of
from torg.db.session import Transaction
from torg.kit.ids import AccountId, LoginSessionId, RoomId
from torg.media.models import LeaseRow
from torg.media.repository import Leases
from torg.rooms.models import HandRow, OfferRow, RoomRow
from torg.stage.state import EndReason

TOLD_FOR: Final = timedelta(minutes=10)
"""The end of a lease is told this long; later it would only surprise."""


@dataclass(frozen=True, slots=True)
class OpenOffer:
    """An invitation to speak that I have not answered."""

    room_id: RoomId
    by: Person
    until: datetime


@dataclass(frozen=True, slots=True)
class LastEnd:
    """How the last lease of a login session ended."""

    room_id: RoomId
    reason: EndReason
    by: Person | None
    words: str | None


class Standing:
    """Reads about one member, within one transaction."""

    def __init__(self, transaction: Transaction, account: AccountId) -> None:
        self._transaction = transaction
        self._session = transaction.session
        self._accounts = Accounts(transaction)
        self._leases = Leases(transaction)
        self._account = account

    async def me(self) -> Me | None:
        """Give who I am and where; None when the account is gone."""
        query = select(AccountRow).where(
            AccountRow.id == self._account, AccountRow.deleted_at.is_(None)
        )
        row = await self._session.scalar(query)
        if row is None:
            return None
        lease = await self._leases.live_of(self._account)
        ways, recovery = await means(self._transaction, self._account)
        return Me(
            id=row.id,
            handle=row.handle,
            name=row.name,
            photo=row.photo_id,
            languages=tuple(row.languages),
            role=InstanceRole(row.role),
            lease=lease and MyLease(room_id=lease.room, lease_id=lease.id, role=lease.role),
            ways=ways,
            recovery=recovery,
            unread=await unread_of(self._transaction, self._account),
        )

    async def is_held(self) -> bool:
        """Say whether a moderator keeps my microphone closed."""
        lease = await self._leases.live_of(self._account)
        return lease is not None and lease.held

    async def hand(self) -> tuple[RoomId, int] | None:
        """Give the room in which my hand is up, and my place in its queue, from 1."""
        lease = await self._leases.live_of(self._account)
        if lease is None:
            return None
        query = (
            select(HandRow.account_id)
            .where(HandRow.room_id == lease.room)
            .where(HandRow.raised_at.is_not(None), HandRow.until.is_(None))
            .order_by(HandRow.raised_at, HandRow.account_id)
        )
        queue = (await self._session.scalars(query)).all()
        return (lease.room, queue.index(self._account) + 1) if self._account in queue else None

    async def offer(self, now: datetime) -> OpenOffer | None:
        """Give my open invitation to speak."""
        query = select(OfferRow).where(OfferRow.account_id == self._account, OfferRow.until > now)
        row = await self._session.scalar(query)
        by = None if row is None else await self._person(AccountId(row.by_id))
        return None if row is None or by is None else OpenOffer(RoomId(row.room_id), by, row.until)

    async def last_ends(self, now: datetime) -> Mapping[LoginSessionId, LastEnd]:
        """Give how the lease of each of my login sessions ended, where none came after it."""
        query = (
            select(LeaseRow, RoomRow.ended_by_id, RoomRow.end_words)
            .join(RoomRow, RoomRow.id == LeaseRow.room_id)
            .where(LeaseRow.account_id == self._account)
            .where(LeaseRow.ended_at.is_(None) | (LeaseRow.ended_at > now - TOLD_FOR))
            .order_by(LeaseRow.started_at)
        )
        ends: dict[LoginSessionId, LastEnd] = {}
        for lease, ended_by, end_words in await self._session.execute(query):
            session = LoginSessionId(lease.login_session_id)
            if lease.end_reason is None:
                ends.pop(session, None)
                continue
            reason = EndReason(lease.end_reason)
            by, words = (ended_by, end_words) if reason is EndReason.ROOM_ENDED else (None, None)
            person = None if by is None else await self._person(AccountId(by))
            ends[session] = LastEnd(RoomId(lease.room_id), reason, person, words)
        return ends

    async def _person(self, account: AccountId) -> Person | None:
        return (await self._accounts.people([account])).get(account)
