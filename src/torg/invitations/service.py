"""Giving invitations, and looking at one: one method per use case."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from torg.accounts.account import Account
from torg.accounts.repository import Accounts
from torg.config import Settings
from torg.db.session import Transaction
from torg.errors import InvitationDead, QuotaSpent
from torg.instance.repository import Choices
from torg.invitations.allowances_repository import Allowances
from torg.invitations.repository import Given, Invitations, OwnerLinks
from torg.invitations.rules import START, State, left, state_of
from torg.invitations.schemas import (
    Invitation,
    InvitationMade,
    MyInvitations,
    NewInvitation,
    Quota,
    Welcome,
)
from torg.kit.fresh import new_secret, new_uuid
from torg.kit.ids import InvitationId
from torg.kit.origin import own_origin

AT_ONCE: Final = timedelta(minutes=1)
"""An invitation that is used as it is made needs no longer."""


class Admission:
    """Who may let others in, within one transaction."""

    def __init__(self, transaction: Transaction, settings: Settings) -> None:
        self._transaction = transaction
        self._settings = settings
        self._invitations = Invitations(transaction)
        self._allowances = Allowances(transaction)

    async def owner_link(self, now: datetime) -> str | None:
        """Make the link for the first account, and kill older ones; None once there is an owner."""
        if await Accounts(self._transaction).any_owner():
            return None
        token = new_secret()
        await OwnerLinks(self._transaction).replace(token, now)
        return f"{own_origin(self._settings)}/setup#{token}"

    async def invite(
        self, me: Account, new: InvitationId, wish: NewInvitation, now: datetime
    ) -> InvitationMade:
        """Make an invitation under this id. Raises QuotaSpent."""
        await self._require_quota(me, now)
        token = new_secret()
        expires_at = now + timedelta(days=wish.expires_days)
        made = await self._invitations.add(new, me.id, token, wish.language, now, expires_at)
        return self._shown(made, token)

    async def give(self, me: Account, language: str, now: datetime) -> InvitationId:
        """Spend an invitation of mine on somebody I let in without its link. Raises QuotaSpent."""
        await self._require_quota(me, now)
        new, token = InvitationId(new_uuid()), new_secret()
        await self._invitations.add(new, me.id, token, language, now, now + AT_ONCE)
        await self._invitations.use(new, token, now)
        return new

    async def renew(self, me: Account, invitation: InvitationId, now: datetime) -> InvitationMade:
        """Give my invitation a new link, which kills the old one. Raises InvitationDead."""
        token = new_secret()
        renewed = await self._invitations.renew(invitation, me.id, token, now)
        if renewed is None:
            raise InvitationDead
        return self._shown(renewed, token)

    async def given(self, me: Account, now: datetime) -> MyInvitations:
        """List what I have given, and what is left."""
        given = await self._invitations.given_by(me.id)
        allowance = await self._allowances.of(me.id, now)
        states = [state_of(each.life, now) for each in given]
        listed = (
            Invitation(
                id=each.id,
                language=each.language,
                state=state,
                created_at=each.created_at,
                expires_at=each.life.expires_at,
                member=each.member,
                inviter_shows=each.agreed.inviter,
                member_shows=each.agreed.member,
            )
            for each, state in zip(given, states, strict=True)
        )
        quota = Quota(start=START[me.role], grown=allowance.grown, granted=allowance.granted)
        return MyInvitations(
            left=left(me.role, allowance, states), quota=quota, invitations=tuple(listed)
        )

    async def revoke(self, me: Account, invitation: UUID, now: datetime) -> None:
        """Withdraw my invitation. Raises InvitationDead, also for those of others."""
        if not await self._invitations.revoke(invitation, me.id, now):
            raise InvitationDead

    async def look(self, invitation: UUID, token: str, now: datetime) -> Welcome:
        """Tell the bearer who invites them. Raises InvitationDead."""
        found = await self._invitations.open(invitation, token, now)
        if found is None:
            raise InvitationDead
        inviter, language = found
        chosen = await Choices(self._transaction, self._settings).read()
        return Welcome(instance=chosen.name, inviter=inviter, language=language)

    async def _require_quota(self, me: Account, now: datetime) -> None:
        await self._allowances.hold(me.id)
        allowance = await self._allowances.of(me.id, now)
        given = await self._invitations.given_by(me.id)
        if left(me.role, allowance, (state_of(each.life, now) for each in given)) == 0:
            raise QuotaSpent

    def _shown(self, made: Given, token: str) -> InvitationMade:
        return InvitationMade(
            id=made.id,
            link=f"{own_origin(self._settings)}/{made.language}/join/{made.id}#{token}",
            language=made.language,
            state=State.PENDING,
            created_at=made.created_at,
            expires_at=made.life.expires_at,
        )
