"""Looking into the tree of admissions: one method per use case."""

from datetime import datetime
from typing import Final
from uuid import UUID

from torg.accounts.account import Person
from torg.audit.acts import Act
from torg.audit.repository import Audit
from torg.config import Settings
from torg.db.session import Transaction
from torg.errors import MemberNotFound, NotFound
from torg.invitations.allowances_repository import Allowances
from torg.invitations.branches_repository import Branches, Nominations
from torg.invitations.instance_key import InstanceKey
from torg.invitations.proof import Proof, prove
from torg.invitations.schemas import Node, Nodes
from torg.invitations.tree_repository import Recorded
from torg.kit.ids import AccountId

A_PAGE: Final = 100
"""Members of a branch shown at once."""


class Tree:
    """The tree within one transaction: oneself in it, and the whole of it for admins."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._branches = Branches(transaction)

    async def proof(
        self, me: AccountId, key: InstanceKey, settings: Settings, now: datetime
    ) -> Proof:
        """Prove that my admission is in the tree. Raises NotFound for who was never recorded."""
        recorded = Recorded(self._transaction)
        own = await recorded.of(me)
        if own is None:
            raise NotFound
        after = await recorded.digests_after(me)
        return prove(key, settings.origin.host or "", own, after, now)

    async def nominator_shown(self, member: AccountId, now: datetime) -> Person | None:
        """Give who let a member in, if both have agreed that others see it."""
        return await Nominations(self._transaction).nominator_shown(member, now)

    async def nodes(
        self, admin: AccountId, under: UUID | None, after: UUID | None, now: datetime
    ) -> Nodes:
        """Show a page of a branch to an admin, and write the look down. Raises MemberNotFound."""
        if under is not None and not await self._branches.has(under):
            raise MemberNotFound
        target = None if under is None else AccountId(under)
        await Audit(self._transaction).note(Act.TREE_LOOKED_AT, now, actor=admin, target=target)
        found = await self._branches.below(under, after, A_PAGE + 1, now)
        page = found[:A_PAGE]
        return Nodes(
            nodes=tuple(
                Node(
                    id=each.id,
                    person=each.person,
                    joined_at=each.joined_at,
                    suspended=each.suspended,
                    let_in=each.let_in,
                )
                for each in page
            ),
            next=page[-1].id if len(found) > A_PAGE else None,
        )

    async def grant(self, admin: AccountId, member: UUID, count: int, now: datetime) -> None:
        """Let a member give so many more, and write it down. Raises MemberNotFound."""
        if not await Allowances(self._transaction).grant(member, count):
            raise MemberNotFound
        await Audit(self._transaction).note(
            Act.INVITATIONS_GRANTED, now, actor=admin, target=AccountId(member)
        )
