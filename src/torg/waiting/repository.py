"""All SQL about reservations."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Uuid,
    and_,
    delete,
    exists,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from torg.accounts.models import AccountRow, RecoveryCodeRow
from torg.accounts.passkeys import Key
from torg.db.session import Transaction
from torg.errors import PasskeyRefused
from torg.inbox.kinds import Kind
from torg.inbox.repository import Inbox
from torg.kit.ids import AccountId
from torg.kit.place import Place
from torg.waiting.models import (
    ReservationCodeRow,
    ReservationMemberRow,
    ReservationPasskeyRow,
    ReservationRow,
)
from torg.waiting.schemas import Reservation


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits, with the ways by which they will come back."""

    id: UUID
    handle: str
    skeleton: str
    name: str
    languages: tuple[str, ...]
    codes: tuple[bytes, ...]
    """The SHA-256 of each code as typed."""
    passkey: tuple[Key, str] | None
    """A passkey and its name."""


class WaitingList:
    """The names people have reserved; a reservation that has run out is no longer there."""

    def __init__(self, transaction: Transaction, now: datetime) -> None:
        self._transaction = transaction
        self._session = transaction.session
        self._is_live = ReservationRow.expires_at > now
        self._now = now

    async def add(self, who: Waiting, known: Iterable[str], expires_at: datetime) -> None:
        """Store a reservation. Whoever it names, known here or not, the statements are the same.

        Raises PasskeyRefused when somebody who waits has this passkey.
        """
        row = ReservationRow(
            id=who.id,
            handle=who.handle,
            skeleton=who.skeleton,
            name=who.name,
            languages=list(who.languages),
            created_at=self._now,
            expires_at=expires_at,
        )
        self._session.add(row)
        await self._session.flush()
        self._session.add_all(
            ReservationCodeRow(code_hash=each, reservation_id=who.id) for each in who.codes
        )
        if who.passkey is not None:
            await self._add_passkey(who.id, *who.passkey)
        members = select(literal(who.id, Uuid()), AccountRow.id).where(
            AccountRow.handle.in_(list(known)), AccountRow.deleted_at.is_(None)
        )
        columns = ["reservation_id", "member_id"]
        await self._session.execute(insert(ReservationMemberRow).from_select(columns, members))
        named = select(ReservationMemberRow.member_id).where(
            ReservationMemberRow.reservation_id == who.id
        )
        inbox = Inbox(self._transaction)
        await inbox.tell_those(named, Kind.WAITING, self._now, subject=who.id)

    async def found(self, handle: str, code: bytes) -> datetime | None:
        """Say until when a handle is reserved for the bearer of a code; None when it is not."""
        query = select(ReservationRow.expires_at).where(
            self._is_live, ReservationRow.handle == handle, _opened_by(code)
        )
        return await self._session.scalar(query)

    async def became(self, handles: Collection[str], code: bytes) -> str | None:
        """Give the handle under which the bearer of a code is a member, if it is one of these."""
        query = (
            select(AccountRow.handle)
            .join(RecoveryCodeRow, RecoveryCodeRow.account_id == AccountRow.id)
            .where(
                RecoveryCodeRow.code_hash == code,
                AccountRow.handle.in_(handles),
                AccountRow.deleted_at.is_(None),
            )
        )
        return await self._session.scalar(query)

    async def withdraw(self, handle: str, code: bytes) -> bool:
        """Erase the reservation of the bearer of a code; False when there is none."""
        which = (self._is_live, ReservationRow.handle == handle, _opened_by(code))
        erased = delete(ReservationRow).where(*which).returning(ReservationRow.id)
        return await self._session.scalar(erased) is not None

    async def seen_by(
        self, member: AccountId, after: Place | None, size: int, *, sees_all: bool
    ) -> Sequence[Reservation]:
        """Give so many who wait and name the member, or of all, in the order they came."""
        names_me = _names(member)
        query = (
            select(ReservationRow, names_me.label("names_me"))
            .where(self._is_live, *([] if sees_all else [names_me]))
            .order_by(ReservationRow.created_at, ReservationRow.id)
            .limit(size)
        )
        if after is not None:
            at, number = ReservationRow.created_at, ReservationRow.id
            query = query.where(or_(at > after.at, and_(at == after.at, number > after.id)))
        return [
            Reservation(
                id=row.id,
                name=row.name,
                handle=row.handle,
                languages=tuple(row.languages),
                created_at=row.created_at,
                expires_at=row.expires_at,
                names_me=names,
            )
            for row, names in await self._session.execute(query)
        ]

    async def take(self, reservation: UUID, member: AccountId, *, sees_all: bool) -> Waiting | None:
        """Take a reservation the member may see off the list; of two who would, one gets it."""
        query = (
            select(ReservationRow)
            .where(
                ReservationRow.id == reservation,
                self._is_live,
                *([] if sees_all else [_names(member)]),
            )
            .with_for_update()
        )
        row = await self._session.scalar(query)
        if row is None:
            return None
        codes = await self._session.scalars(
            select(ReservationCodeRow.code_hash).where(
                ReservationCodeRow.reservation_id == reservation
            )
        )
        kept = await self._session.get(ReservationPasskeyRow, reservation)
        taken = Waiting(
            id=row.id,
            handle=row.handle,
            skeleton=row.skeleton,
            name=row.name,
            languages=tuple(row.languages),
            codes=tuple(codes),
            passkey=None
            if kept is None
            else (Key(kept.credential_id, kept.public_key, kept.sign_count), kept.name),
        )
        gone = delete(ReservationRow).where(ReservationRow.id == reservation)
        await self._session.execute(gone)
        return taken

    async def decline(self, reservation: UUID, member: AccountId) -> bool:
        """Take a reservation out of one member's sight; False when it never was there."""
        declined = (
            update(ReservationMemberRow)
            .where(
                ReservationMemberRow.reservation_id == reservation,
                ReservationMemberRow.member_id == member,
                ReservationMemberRow.declined_at.is_(None),
                exists().where(ReservationRow.id == reservation, self._is_live),
            )
            .values(declined_at=self._now)
            .returning(ReservationMemberRow.member_id)
        )
        return await self._session.scalar(declined) is not None

    async def erase_old(self) -> None:
        """Erase what has run out, with everything that hangs on it."""
        old = ReservationRow.expires_at <= self._now
        await self._session.execute(delete(ReservationRow).where(old))

    async def _add_passkey(self, reservation: UUID, key: Key, name: str) -> None:
        row = ReservationPasskeyRow(
            reservation_id=reservation,
            credential_id=key.credential_id,
            public_key=key.public_key,
            sign_count=key.sign_count,
            name=name,
        )
        try:
            async with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError as known:
            raise PasskeyRefused from known


def _opened_by(code: bytes) -> ColumnElement[bool]:
    return exists().where(
        ReservationCodeRow.reservation_id == ReservationRow.id,
        ReservationCodeRow.code_hash == code,
    )


def _names(member: AccountId) -> ColumnElement[bool]:
    """Say whether a reservation names the member, who has not declined."""
    return exists().where(
        ReservationMemberRow.reservation_id == ReservationRow.id,
        ReservationMemberRow.member_id == member,
        ReservationMemberRow.declined_at.is_(None),
    )
