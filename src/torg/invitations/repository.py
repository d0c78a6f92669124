"""All SQL about owner links and invitations."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from torg.accounts.account import Person
from torg.accounts.models import AccountRow
from torg.accounts.suspension_repository import may_act
from torg.db.session import Transaction
from torg.invitations.models import AdmissionRow, InvitationRow, OwnerLinkRow
from torg.invitations.rules import Life
from torg.kit.fresh import fingerprint_of, new_uuid
from torg.kit.ids import AccountId, InvitationId

DEAD_FOR: Final = timedelta(days=30)
"""How long an invitation is kept once it can let nobody in any more."""

_MEMBER = aliased(AccountRow)


class Agreed(NamedTuple):
    """Whether inviter and member wish that others see who nominated the member."""

    inviter: bool
    member: bool


NOT_AGREED: Final = Agreed(inviter=False, member=False)


@dataclass(frozen=True, slots=True)
class Given:
    """An invitation as stored, without its token."""

    id: InvitationId
    language: str
    created_at: datetime
    life: Life
    member: Person | None
    agreed: Agreed


class OwnerLinks:
    """The links of which one makes the first account."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def replace(self, token: str, now: datetime) -> None:
        """Let this token be the only one that opens the instance."""
        unused = OwnerLinkRow.used_at.is_(None)
        await self._session.execute(update(OwnerLinkRow).where(unused).values(used_at=now))
        row = OwnerLinkRow(id=new_uuid(), token_hash=fingerprint_of(token), created_at=now)
        self._session.add(row)
        await self._session.flush()

    async def use(self, token: str, now: datetime) -> bool:
        """Use the link up; False when it is used or never was."""
        which = (OwnerLinkRow.token_hash == fingerprint_of(token), OwnerLinkRow.used_at.is_(None))
        used = update(OwnerLinkRow).where(*which).values(used_at=now).returning(OwnerLinkRow.id)
        return await self._session.scalar(used) is not None


class Invitations:
    """The invitations of this instance."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def add(  # noqa: PLR0913, PLR0917 - one parameter is one column
        self,
        new: InvitationId,
        inviter: AccountId,
        token: str,
        language: str,
        now: datetime,
        expires_at: datetime,
    ) -> Given:
        """Store a new invitation."""
        row = InvitationRow(
            id=new,
            inviter_id=inviter,
            token_hash=fingerprint_of(token),
            language=language,
            created_at=now,
            expires_at=expires_at,
        )
        self._session.add(row)
        await self._session.flush()
        return _given(row)

    async def renew(
        self, invitation: InvitationId, inviter: AccountId, token: str, now: datetime
    ) -> Given | None:
        """Replace the token of the inviter's own invitation; None once it was opened or is dead."""
        renewed = (
            update(InvitationRow)
            .where(
                InvitationRow.id == invitation,
                InvitationRow.inviter_id == inviter,
                InvitationRow.opened_at.is_(None),
                InvitationRow.used_at.is_(None),
                InvitationRow.revoked_at.is_(None),
                InvitationRow.expires_at > now,
            )
            .values(token_hash=fingerprint_of(token))
            .returning(InvitationRow)
        )
        row = await self._session.scalar(renewed)
        return None if row is None else _given(row)

    async def given_by(self, inviter: AccountId) -> Sequence[Given]:
        """Give a member's invitations, newest first, with who came in by them."""
        query = (
            select(
                InvitationRow,
                _MEMBER.id,
                _MEMBER.handle,
                _MEMBER.name,
                _MEMBER.photo_id,
                AdmissionRow.inviter_shows,
                AdmissionRow.member_shows,
            )
            .outerjoin(AdmissionRow, AdmissionRow.invitation_id == InvitationRow.id)
            .outerjoin(
                _MEMBER,
                (_MEMBER.id == InvitationRow.member_id) & _MEMBER.deleted_at.is_(None),
            )
            .where(InvitationRow.inviter_id == inviter)
            .order_by(InvitationRow.created_at.desc(), InvitationRow.id)
        )
        return [_given_to(row) for row in await self._session.execute(query)]

    async def open(self, invitation: UUID, token: str, now: datetime) -> tuple[Person, str] | None:
        """Note that its page was opened; give inviter and language, None when it is dead."""
        opened = (
            update(InvitationRow)
            .where(*_alive(invitation, token, now))
            .values(opened_at=func.coalesce(InvitationRow.opened_at, now))
            .returning(InvitationRow.inviter_id, InvitationRow.language)
        )
        found = (await self._session.execute(opened)).one_or_none()
        if found is None:
            return None
        inviter = await self._session.get_one(AccountRow, found.inviter_id)
        person = Person(AccountId(inviter.id), inviter.handle, inviter.name, inviter.photo_id)
        return person, found.language

    async def use(self, invitation: UUID, token: str, now: datetime) -> AccountId | None:
        """Use the invitation up; give its inviter, None when it is dead. One caller wins."""
        used = (
            update(InvitationRow)
            .where(*_alive(invitation, token, now))
            .values(used_at=now)
            .returning(InvitationRow.inviter_id)
        )
        inviter = await self._session.scalar(used)
        return None if inviter is None else AccountId(inviter)

    async def revoke(self, invitation: UUID, inviter: AccountId, now: datetime) -> bool:
        """Withdraw the inviter's own invitation; False when somebody joined by it or it is none."""
        revoked = (
            update(InvitationRow)
            .where(
                InvitationRow.id == invitation,
                InvitationRow.inviter_id == inviter,
                InvitationRow.used_at.is_(None),
            )
            .values(revoked_at=func.coalesce(InvitationRow.revoked_at, now))
            .returning(InvitationRow.id)
        )
        return await self._session.scalar(revoked) is not None

    async def void(self, inviters: Collection[AccountId], now: datetime) -> None:
        """Withdraw all invitations of these members that nobody has joined by."""
        voided = update(InvitationRow).where(
            InvitationRow.inviter_id.in_(inviters),
            InvitationRow.used_at.is_(None),
            InvitationRow.revoked_at.is_(None),
            InvitationRow.expires_at > now,
        )
        await self._session.execute(voided.values(revoked_at=now))

    async def erase_dead(self, now: datetime) -> None:
        """Erase what expired or was withdrawn long ago, and nobody joined by."""
        long_ago = now - DEAD_FOR
        dead = delete(InvitationRow).where(
            InvitationRow.used_at.is_(None),
            or_(InvitationRow.expires_at <= long_ago, InvitationRow.revoked_at <= long_ago),
        )
        await self._session.execute(dead)


def _alive(invitation: UUID, token: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        InvitationRow.id == invitation,
        InvitationRow.token_hash == fingerprint_of(token),
        InvitationRow.used_at.is_(None),
        InvitationRow.revoked_at.is_(None),
        InvitationRow.expires_at > now,
        # Voiding stands in the suspension itself; this also holds for who was deleted.
        exists().where(
            AccountRow.id == InvitationRow.inviter_id,
            AccountRow.deleted_at.is_(None),
            may_act(now),
        ),
    )


def _given_to(row: Row[InvitationRow, UUID | None, str, str, UUID | None, bool, bool]) -> Given:
    invitation, member_id, handle, name, photo, inviter_shows, member_shows = row
    if member_id is None:
        return _given(invitation)
    member = Person(AccountId(member_id), handle, name, photo)
    return _given(invitation, member, Agreed(inviter=inviter_shows, member=member_shows))


def _given(
    invitation: InvitationRow, member: Person | None = None, agreed: Agreed = NOT_AGREED
) -> Given:
    return Given(
        id=InvitationId(invitation.id),
        language=invitation.language,
        created_at=invitation.created_at,
        life=Life(
            invitation.expires_at,
            invitation.opened_at,
            invitation.used_at,
            invitation.revoked_at,
        ),
        member=member,
        agreed=agreed,
    )
