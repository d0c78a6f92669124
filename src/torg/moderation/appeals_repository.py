"""All SQL about appeals against suspensions, and the tickets they are made with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, delete, select, update

from torg.db.session import Transaction
from torg.errors import AppealMade, AppealTicketDead, NotFound
from torg.kit.fresh import fingerprint_of, new_uuid
from torg.kit.ids import AccountId
from torg.moderation.models import AppealTicketRow, SuspensionAppealRow
from torg.moderation.report_rules import APPEAL_TICKET, KEPT

AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class SuspensionAppealed:
    """An appeal against a suspension as stored."""

    id: UUID
    by: AccountId
    suspended_at: datetime
    words: str
    at: datetime
    answered_at: datetime | None
    upheld: bool | None


class SuspensionAppeals:
    """The appeals against suspensions that no report led to, one for each of them."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def add(self, by: AccountId, suspended_at: datetime, words: str, now: datetime) -> None:
        """Keep an appeal; the account is locked. Raises AppealMade."""
        if await self.against(by, suspended_at) is not None:
            raise AppealMade
        self._session.add(
            SuspensionAppealRow(
                id=new_uuid(), account_id=by, suspended_at=suspended_at, words=words, at=now
            )
        )
        await self._session.flush()

    async def against(self, by: AccountId, suspended_at: datetime) -> SuspensionAppealed | None:
        """Give the appeal against one suspension."""
        row = await self._session.scalar(_against(by, suspended_at))
        return None if row is None else _appealed(row)

    async def waiting(self, admin: AccountId) -> Sequence[SuspensionAppealed]:
        """Give what is not answered and not this admin's own, those first that wait longest."""
        query = (
            select(SuspensionAppealRow)
            .where(
                SuspensionAppealRow.answered_at.is_(None), SuspensionAppealRow.account_id != admin
            )
            .order_by(SuspensionAppealRow.at, SuspensionAppealRow.id)
            .limit(AT_ONCE)
        )
        return [_appealed(row) for row in await self._session.scalars(query)]

    async def get(self, appeal: UUID) -> SuspensionAppealed:
        """Give an appeal under its lock. Raises NotFound."""
        query = select(SuspensionAppealRow).where(SuspensionAppealRow.id == appeal)
        row = await self._session.scalar(query.with_for_update())
        if row is None:
            raise NotFound
        return _appealed(row)

    async def answer(self, appeal: UUID, *, upheld: bool, now: datetime) -> None:
        """Answer an appeal that has none yet; it is locked."""
        answered = update(SuspensionAppealRow).where(SuspensionAppealRow.id == appeal)
        await self._session.execute(answered.values(answered_at=now, upheld=upheld))

    async def erase_old(self, now: datetime) -> None:
        """Erase appeals made too long ago, answered or not."""
        old = SuspensionAppealRow.at <= now - KEPT
        await self._session.execute(delete(SuspensionAppealRow).where(old))


class AppealTickets:
    """The tickets of suspended members; each has one at most, and only its SHA-256 is here."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def replace(
        self, account: AccountId, suspended_at: datetime, ticket: str, now: datetime
    ) -> None:
        """Let this ticket be the only one of a member, whose account is locked."""
        older = AppealTicketRow.account_id == account
        await self._session.execute(delete(AppealTicketRow).where(older))
        self._session.add(
            AppealTicketRow(
                account_id=account,
                token_hash=fingerprint_of(ticket),
                suspended_at=suspended_at,
                expires_at=now + APPEAL_TICKET,
            )
        )
        await self._session.flush()

    async def use(self, ticket: str, now: datetime) -> tuple[AccountId, datetime]:
        """Use a ticket up; give whose it was, and since when they are suspended. One wins.

        Raises AppealTicketDead.
        """
        used = (
            delete(AppealTicketRow)
            .where(
                AppealTicketRow.token_hash == fingerprint_of(ticket),
                AppealTicketRow.expires_at > now,
            )
            .returning(AppealTicketRow.account_id, AppealTicketRow.suspended_at)
        )
        row = (await self._session.execute(used)).one_or_none()
        if row is None:
            raise AppealTicketDead
        return AccountId(row.account_id), row.suspended_at


def _against(by: AccountId, suspended_at: datetime) -> Select[SuspensionAppealRow]:
    return select(SuspensionAppealRow).where(
        SuspensionAppealRow.account_id == by, SuspensionAppealRow.suspended_at == suspended_at
    )


def _appealed(row: SuspensionAppealRow) -> SuspensionAppealed:
    return SuspensionAppealed(
        row.id,
        AccountId(row.account_id),
        row.suspended_at,
        row.words,
        row.at,
        row.answered_at,
        row.upheld,
    )
