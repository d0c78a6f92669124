"""Coming in, by the owner's link or by an invitation: one method per use case."""

from datetime import datetime
from uuid import UUID

from torg.accounts.account import InstanceRole
from torg.accounts.repository import Accounts, NewAccount
from torg.accounts.schemas import Newcomer
from torg.accounts.service import SignedInAs, register
from torg.db.session import Transaction
from torg.errors import InvitationDead, SetupLinkDead
from torg.inbox.kinds import Kind
from torg.inbox.repository import Inbox
from torg.invitations.instance_key import InstanceKey
from torg.invitations.repository import Invitations, OwnerLinks
from torg.invitations.tree_repository import Admissions
from torg.kit.ids import AccountId


class ComingIn:
    """Who comes in, and what is recorded of it, within one transaction."""

    def __init__(
        self,
        transaction: Transaction,
        key: InstanceKey,
        browser: str | None = None,
        visitor: AccountId | None = None,
    ) -> None:
        """Take what signs the tree, the browser that comes in, and who is signed in with it."""
        self._transaction = transaction
        self._admissions = Admissions(transaction, key)
        self._browser = browser
        self._visitor = visitor

    async def set_up(self, newcomer: Newcomer, now: datetime) -> SignedInAs:
        """Make the owner. Raises SetupLinkDead, HandleRefused, HandleTaken."""
        claimed = await Accounts(self._transaction).any_owner()
        if not await OwnerLinks(self._transaction).use(newcomer.token, now) or claimed:
            raise SetupLinkDead
        signed_in = await self._register(newcomer, InstanceRole.OWNER, now)
        await self._admissions.root(signed_in.account.id, now)
        return signed_in

    async def redeem(self, invitation: UUID, newcomer: Newcomer, now: datetime) -> SignedInAs:
        """Turn the invitation into an account. Raises InvitationDead, HandleRefused, HandleTaken.

        A refused handle rolls the use back with everything else, so the bearer may try another.
        To the member who made it the invitation is dead: nobody lets themselves in once more.
        """
        inviter = await Invitations(self._transaction).use(invitation, newcomer.token, now)
        if inviter is None or inviter == self._visitor:
            raise InvitationDead
        signed_in = await self._register(newcomer, InstanceRole.MEMBER, now)
        member = signed_in.account.id
        await self._admissions.record(member, inviter, invitation, now)
        await Inbox(self._transaction).tell(inviter, Kind.JOINED, now, about=member)
        return signed_in

    async def _register(self, newcomer: Newcomer, role: InstanceRole, now: datetime) -> SignedInAs:
        who = NewAccount(newcomer.handle, newcomer.name, newcomer.languages, role)
        return await register(self._transaction, who, now, self._browser)
