"""Waiting, and letting in who waits: one method per use case."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from torg.accounts.account import Account, InstanceRole, Person
from torg.accounts.codes import ENTROPY_BYTES, as_typed, written
from torg.accounts.handles import skeleton_of
from torg.accounts.passkeys import CHALLENGE_BYTES, Key, RelyingParty, creation_options
from torg.accounts.recovery_repository import RecoveryCodes
from torg.accounts.repository import Accounts, NewAccount
from torg.accounts.rules import RECOVERY_CODES, handle_as_typed, handle_of
from torg.accounts.ways_repository import Challenges, Passkeys
from torg.audit.acts import Act
from torg.audit.repository import Audit
from torg.config import Settings
from torg.db.session import Database, Transaction
from torg.errors import HandleTaken, PasskeyRefused, ReservationNotFound
from torg.invitations.instance_key import InstanceKey
from torg.invitations.service import Admission
from torg.invitations.tree_repository import Admissions
from torg.kit.fresh import fingerprint_of, new_bytes
from torg.kit.ids import AccountId
from torg.kit.place import Place
from torg.waiting.repository import Waiting, WaitingList
from torg.waiting.rules import KEPT, PAGE, SEES_ALL, candidates
from torg.waiting.schemas import (
    NewReservation,
    Reservations,
    Reserved,
    Standing,
    WaitingOptions,
    WaitingState,
    WhoWaits,
)


class Proved(NamedTuple):
    """A passkey whose maker answered our challenge: the challenge's id, the key, and its name."""

    id: UUID
    key: Key
    name: str


class Reserving:
    """The waiting list as strangers use it, within one transaction."""

    def __init__(self, transaction: Transaction, now: datetime) -> None:
        self._transaction = transaction
        self._list = WaitingList(transaction, now)
        self._now = now

    async def passkey_options(self, party: RelyingParty, who: WhoWaits) -> WaitingOptions:
        """Begin to make a passkey for somebody who is to wait. Raises HandleRefused."""
        handle = handle_of(who.handle)
        challenge = new_bytes(CHALLENGE_BYTES)
        made = await Challenges(self._transaction).add(challenge, self._now)
        # A passkey names its account for ever, so the account will have to bear this id.
        person = Person(AccountId(made), handle, who.name, None)
        return WaitingOptions(id=made, options=creation_options(party, person, challenge, ()))

    async def reserve(self, fresh: UUID, wish: NewReservation, passkey: Proved | None) -> Reserved:
        """Reserve a name under the passkey's id, or else a fresh one. Raises PasskeyRefused."""
        handle = handle_of(wish.handle)
        codes = tuple(written(new_bytes(ENTROPY_BYTES)) for _ in range(RECOVERY_CODES))
        expires_at = self._now + KEPT
        who = Waiting(
            id=fresh if passkey is None else passkey.id,
            handle=handle,
            skeleton=skeleton_of(handle),
            name=wish.name,
            languages=wish.languages,
            codes=tuple(fingerprint_of(as_typed(each)) for each in codes),
            passkey=None if passkey is None else (passkey.key, passkey.name),
        )
        await self._list.add(who, map(handle_as_typed, wish.known), expires_at)
        return Reserved(reservation_id=who.id, codes=codes, expires_at=expires_at)

    async def look(self, handle: str, code: str) -> Standing:
        """Say how it stands. Raises ReservationNotFound."""
        reserved, fingerprint = handle_as_typed(handle), fingerprint_of(as_typed(code))
        expires_at = await self._list.found(reserved, fingerprint)
        if expires_at is not None:
            return Standing(state=WaitingState.WAITING, handle=reserved, expires_at=expires_at)
        became = await self._list.became(candidates(reserved), fingerprint)
        if became is None:
            raise ReservationNotFound
        return Standing(state=WaitingState.LET_IN, handle=became, expires_at=None)

    async def withdraw(self, handle: str, code: str) -> None:
        """Forget the reservation. Raises ReservationNotFound."""
        fingerprint = fingerprint_of(as_typed(code))
        if not await self._list.withdraw(handle_as_typed(handle), fingerprint):
            raise ReservationNotFound


class LettingIn:
    """The waiting list as one member sees it, within one transaction."""

    def __init__(self, transaction: Transaction, me: Account, now: datetime) -> None:
        self._transaction = transaction
        self._list = WaitingList(transaction, now)
        self._sees_all = me.role in SEES_ALL
        self._me = me
        self._now = now

    async def waiting(self, after: str | None) -> Reservations:
        """Give a page of who names me; as an admin, of everybody, and that look is written down.

        Raises BadRequest.
        """
        behind = None if after is None else Place.of(after)
        if self._sees_all:
            audit = Audit(self._transaction)
            await audit.note(Act.WAITING_LOOKED_AT, self._now, actor=self._me.id)
        found = await self._list.seen_by(self._me.id, behind, PAGE + 1, sees_all=self._sees_all)
        page = tuple(found[:PAGE])
        last = page[-1] if len(found) > PAGE else None
        return Reservations(
            reservations=page,
            next=None if last is None else Place(last.created_at, last.id).cursor,
        )

    async def decline(self, reservation: UUID) -> None:
        """See it no more, and tell nobody. Raises ReservationNotFound."""
        if not await self._list.decline(reservation, self._me.id):
            raise ReservationNotFound

    async def let_in(self, reservation: UUID, settings: Settings, key: InstanceKey) -> Person:
        """Make a member of who waits, on my invitation; the key signs the tree.

        Raises ReservationNotFound, QuotaSpent, HandleTaken.
        """
        who = await self._list.take(reservation, self._me.id, sees_all=self._sees_all)
        if who is None:
            raise ReservationNotFound
        giving = Admission(self._transaction, settings)
        invitation = await giving.give(self._me, who.languages[0], self._now)
        person = await self._account_of(who)
        await RecoveryCodes(self._transaction).keep(person.id, who.codes, self._now)
        if who.passkey is not None:
            await self._keep_passkey(person.id, *who.passkey)
        admissions = Admissions(self._transaction, key)
        await admissions.record(person.id, self._me.id, invitation, self._now)
        return person

    async def _account_of(self, who: Waiting) -> Person:
        """Make the account under the nearest handle that is free. Raises HandleTaken."""
        for handle in candidates(who.handle):
            new = NewAccount(handle, who.name, who.languages, InstanceRole.MEMBER)
            try:
                return await Accounts(self._transaction).add(new, self._now, who.id)
            except HandleTaken:
                continue
        raise HandleTaken

    async def _keep_passkey(self, member: AccountId, key: Key, name: str) -> None:
        try:
            await Passkeys(self._transaction).add(member, key, name, self._now)
        except PasskeyRefused:
            # Another member has it; who waits can still come in by a code.
            return


async def erase_old_reservations(database: Database, now: datetime) -> None:
    """Erase the names that nobody let in for thirty days."""
    async with database.transaction() as transaction:
        await WaitingList(transaction, now).erase_old()
