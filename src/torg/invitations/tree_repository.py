"""All SQL that writes and proves the tree of admissions: one chain of signed records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from torg.db.session import Transaction
from torg.invitations.allowances_repository import Allowances
from torg.invitations.instance_key import InstanceKey, is_signed
from torg.invitations.models import AdmissionRow, InvitationRow
from torg.invitations.record import BEFORE_ALL, Record, chained, digest_of, read, written
from torg.invitations.wholeness import Kept
from torg.kit.ids import AccountId


@dataclass(frozen=True, slots=True)
class End:
    """Where the chain ends."""

    row: int
    """The number of the row, which may have left gaps."""
    number: int
    """The number of the record, which leaves none."""
    chain: bytes


NOTHING = End(0, 0, BEFORE_ALL)


class Admissions:
    """The tree of who let whom in, as it grows: every record is signed as it is written."""

    def __init__(self, transaction: Transaction, key: InstanceKey) -> None:
        self._transaction = transaction
        self._session = transaction.session
        self._key = key

    async def root(self, member: AccountId, now: datetime) -> None:
        """Record the first member, whom nobody let in."""
        await self._add(member, None, None, now)

    async def record(
        self, member: AccountId, inviter: AccountId, invitation: UUID, now: datetime
    ) -> None:
        """Record who let this member in, and name the member in the invitation."""
        await self._add(member, inviter, invitation, now)
        which = InvitationRow.id == invitation
        await self._session.execute(update(InvitationRow).where(which).values(member_id=member))

    async def sign_older(self) -> int:
        """Record and sign admissions of a version that did not, in their order; say how many."""
        end = await self._end()
        older = select(AdmissionRow).where(AdmissionRow.record.is_(None))
        count = 0
        for row in (await self._session.scalars(older.order_by(AdmissionRow.number))).all():
            end = self._sign(row, end)
            count += 1
        await self._session.flush()
        return count

    async def sign_anew(self) -> None:
        """Sign every record with our key, whoever signed it before; no record changes."""
        await self._end()
        rows = await self._session.scalars(
            select(AdmissionRow).where(AdmissionRow.record.is_not(None))
        )
        for row in rows:
            row.signature = self._key.sign(row.record or b"")
        await self._session.flush()

    async def is_ours(self) -> bool:
        """Say whether the last record was signed by our key; an empty tree is anybody's."""
        signed = select(AdmissionRow.record, AdmissionRow.signature)
        signed = signed.where(AdmissionRow.record.is_not(None))
        last = signed.order_by(AdmissionRow.number.desc()).limit(1)
        row = (await self._session.execute(last)).one_or_none()
        if row is None:
            return True
        return is_signed(row.record or b"", row.signature or b"", self._key.public)

    async def _add(
        self,
        member: AccountId,
        inviter: AccountId | None,
        invitation: UUID | None,
        now: datetime,
    ) -> None:
        end = await self._end()
        row = AdmissionRow(
            number=end.row + 1,
            member_id=member,
            inviter_id=inviter,
            invitation_id=invitation,
            admitted_at=now,
        )
        self._sign(row, end)
        self._session.add(row)
        await self._session.flush()
        await Allowances(self._transaction).begin(member, now)

    def _sign(self, row: AdmissionRow, end: End) -> End:
        """Write a row's record behind the end of the chain, and give the new end."""
        record = written(
            Record(
                number=end.number + 1,
                member=AccountId(row.member_id),
                inviter=None if row.inviter_id is None else AccountId(row.inviter_id),
                invitation=row.invitation_id,
                at=row.admitted_at,
                before=end.chain,
            )
        )
        row.record, row.signature = record, self._key.sign(record)
        row.record_hash = chained(end.chain, digest_of(record))
        return End(row.number, end.number + 1, row.record_hash)

    async def _end(self) -> End:
        """Take the turn to write, and give where the chain ends.

        Whoever admits holds the lock on the first row until they commit. Without it two writers
        on PostgreSQL would continue the chain at one place; the second would fail at the number.
        """
        first = select(AdmissionRow.number).order_by(AdmissionRow.number).limit(1)
        await self._session.execute(first.with_for_update())
        # Only a statement after the lock sees what its last holder wrote.
        signed = select(AdmissionRow.number, AdmissionRow.record, AdmissionRow.record_hash)
        signed = signed.where(AdmissionRow.record.is_not(None))
        last = signed.order_by(AdmissionRow.number.desc()).limit(1)
        row = (await self._session.execute(last)).one_or_none()
        if row is None:
            return NOTHING
        return End(row.number, read(row.record or b"").number, row.record_hash or b"")


class Recorded:
    """The records as they were written, for those who prove or check the tree."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def of(self, member: AccountId) -> tuple[bytes, bytes] | None:
        """Give a member's record and its signature; None when there is none."""
        own = select(AdmissionRow.record, AdmissionRow.signature).where(
            AdmissionRow.member_id == member
        )
        row = (await self._session.execute(own)).one_or_none()
        if row is None or row.record is None or row.signature is None:
            return None
        return row.record, row.signature

    async def all(self) -> Sequence[Kept]:
        """Give every admission that was signed, in order."""
        query = select(AdmissionRow).where(AdmissionRow.record.is_not(None))
        return [
            Kept(
                member=AccountId(row.member_id),
                inviter=None if row.inviter_id is None else AccountId(row.inviter_id),
                invitation=row.invitation_id,
                at=row.admitted_at,
                record=row.record or b"",
                chain=row.record_hash or b"",
                signature=row.signature or b"",
            )
            for row in await self._session.scalars(query.order_by(AdmissionRow.number))
        ]

    async def digests_after(self, member: AccountId) -> Sequence[bytes]:
        """Give the digests of all records later than a member's, in order."""
        own = select(AdmissionRow.number).where(AdmissionRow.member_id == member)
        later = select(AdmissionRow.record).where(AdmissionRow.number > own.scalar_subquery())
        records = await self._session.scalars(later.order_by(AdmissionRow.number))
        return [digest_of(record) for record in records if record is not None]
