"""All SQL by which admins look at everybody's invitations; tokens are nobody's to see."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import and_, or_, select

from torg.accounts.account import InstanceRole
from torg.db.session import Transaction
from torg.invitations.models import AllowanceRow, InvitationRow
from torg.invitations.rules import Allowance, Life, State, left, state_of
from torg.kit.ids import AccountId, InvitationId

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Made:
    """An invitation as admins may know it."""

    id: InvitationId
    inviter: AccountId
    language: str
    state: State
    created_at: datetime
    expires_at: datetime
    member: AccountId | None


class AllInvitations:
    """The invitations of all members."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def page(self, after: tuple[datetime, UUID] | None, now: datetime) -> Sequence[Made]:
        """Give one page and one more, newest first."""
        query = select(InvitationRow)
        if after is not None:
            at, which = after
            twin = and_(InvitationRow.created_at == at, InvitationRow.id > which)
            query = query.where(or_(InvitationRow.created_at < at, twin))
        order = (InvitationRow.created_at.desc(), InvitationRow.id)
        rows = await self._session.scalars(query.order_by(*order).limit(PAGE + 1))
        return [_made(row, now) for row in rows]

    async def left(
        self, members: Mapping[AccountId, InstanceRole], now: datetime
    ) -> Mapping[AccountId, int]:
        """Say how many each of these members may still give."""
        allowances = select(AllowanceRow).where(AllowanceRow.account_id.in_(members))
        more = {
            row.account_id: Allowance(row.grown, row.granted)
            for row in await self._session.scalars(allowances)
        }
        given: defaultdict[UUID, list[State]] = defaultdict(list)
        invitations = select(InvitationRow).where(InvitationRow.inviter_id.in_(members))
        for row in await self._session.scalars(invitations):
            given[row.inviter_id].append(state_of(_life(row), now))
        return {
            who: left(role, more.get(who, Allowance()), given[who]) for who, role in members.items()
        }


def _made(row: InvitationRow, now: datetime) -> Made:
    return Made(
        id=InvitationId(row.id),
        inviter=AccountId(row.inviter_id),
        language=row.language,
        state=state_of(_life(row), now),
        created_at=row.created_at,
        expires_at=row.expires_at,
        member=None if row.member_id is None else AccountId(row.member_id),
    )


def _life(row: InvitationRow) -> Life:
    return Life(row.expires_at, row.opened_at, row.used_at, row.revoked_at)
