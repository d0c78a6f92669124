"""Suspending members, one by one or a whole branch of the tree, and lifting it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from torg.accounts.account import Account, InstanceRole
from torg.accounts.repository import Accounts
from torg.accounts.suspension import Suspension, end_after, lasts_as_long
from torg.accounts.suspension_repository import Suspensions
from torg.audit.acts import Act
from torg.audit.repository import Audit
from torg.db.session import Transaction
from torg.errors import MemberNotFound
from torg.inbox.kinds import Kind
from torg.inbox.repository import Inbox
from torg.invitations.branches_repository import Branches
from torg.invitations.repository import Invitations
from torg.kit.ids import AccountId
from torg.kit.parts import in_parts
from torg.moderation.member_schemas import BranchSuspended
from torg.moderation.members_repository import MemberList
from torg.moderation.rights import FALLS_WITH_A_BRANCH, require_over
from torg.rooms.departing import Departing


class Suspending:
    """What one admin does to members, within one transaction; each act is in the audit log."""

    def __init__(
        self, transaction: Transaction, admin: Account, departing: Departing, now: datetime
    ) -> None:
        self._transaction = transaction
        self._suspensions = Suspensions(transaction)
        self._members = MemberList(transaction)
        self._audit = Audit(transaction)
        self._departing = departing
        self._admin = admin
        self._now = now

    async def one(
        self, member: UUID, days: int | None, reason: str, act: Act = Act.SUSPENDED
    ) -> None:
        """Suspend a member anew: the terms of an earlier suspension are over.

        Raises MemberNotFound, NotAllowed.
        """
        whom = await self._require_over(member)
        await self._suspend([whom], end_after(days, self._now))
        await self._audit.note(act, self._now, actor=self._admin.id, target=whom, reason=reason)

    async def lift(self, member: UUID) -> None:
        """Let a member act again; where nobody had suspended them, nothing happens.

        Raises MemberNotFound, NotAllowed.
        """
        await self._lift(await self._require_over(member))

    async def take_back(self, member: AccountId, since: datetime) -> None:
        """Lift the suspension that began then, after an appeal; a later one stands.

        Raises MemberNotFound, NotAllowed.
        """
        whom = await self._require_over(member)
        stands = await self._suspensions.standing(whom, self._now)
        if stands is not None and stands.since == since:
            await self._lift(whom)

    async def _lift(self, whom: AccountId) -> None:
        if await self._suspensions.lift(whom):
            admin = self._admin.id
            await self._audit.note(Act.SUSPENSION_LIFTED, self._now, actor=admin, target=whom)
            await Inbox(self._transaction).tell(whom, Kind.SUSPENSION_LIFTED, self._now)

    async def branch(self, head: UUID, days: int | None, reason: str) -> BranchSuspended:
        """Suspend a member and everybody who came in by them; no suspension becomes shorter.

        Owner and admins are passed over, and named. Raises MemberNotFound.
        """
        who = AccountId(head)
        roles = await self._branch_of(who)
        if who not in roles:
            raise MemberNotFound
        until = end_after(days, self._now)
        falls: list[AccountId] = []
        for some in in_parts(_falling(roles)):
            stands = await self._members.suspensions(some)
            falls += [one for one in some if not _stands(stands.get(one), until)]
        await self._suspend(falls, until)
        admin = self._admin.id
        await self._audit.note(
            Act.BRANCH_SUSPENDED, self._now, actor=admin, target=who, reason=reason
        )
        await self._audit.note_each(Act.SUSPENDED, self._now, falls, actor=admin, reason=reason)
        skipped = [one for one, role in roles.items() if role not in FALLS_WITH_A_BRANCH]
        people = await Accounts(self._transaction).people(skipped)
        return BranchSuspended(
            count=len(falls),
            skipped=tuple(sorted(people.values(), key=lambda person: person.handle)),
        )

    async def _branch_of(self, head: AccountId) -> Mapping[AccountId, InstanceRole]:
        """Give the roles in a branch, under its lock; nobody can come in below it any more.

        Where writers do not take turns, somebody may just have used an invitation: so what is
        still open is withdrawn first, and the branch read again until nobody is new in it.
        """
        branch: set[AccountId] = set()
        roles: dict[AccountId, InstanceRole] = {}
        while new := {head, *await Branches(self._transaction).descendants(head)} - branch:
            branch |= new
            for some in in_parts(new):
                await self._suspensions.lock(some)
                roles.update(await self._members.roles(some))
                await Invitations(self._transaction).void(
                    _falling({one: roles[one] for one in some if one in roles}), self._now
                )
        return roles

    async def _require_over(self, member: UUID) -> AccountId:
        whom = AccountId(member)
        await self._suspensions.lock([whom])
        role = await self._role_of(whom)
        require_over(self._admin.id, self._admin.role, whom, role)
        return whom

    async def _role_of(self, member: AccountId) -> InstanceRole:
        roles = await self._members.roles([member])
        if member not in roles:
            raise MemberNotFound
        return roles[member]

    async def _suspend(self, whom: Collection[AccountId], until: datetime | None) -> None:
        # They leave first: afterwards their leases are dead, and nobody would be seen to go.
        await self._departing.depart(whom, self._now)
        for some in in_parts(whom):
            await self._suspensions.suspend(some, self._now, until)
            await Invitations(self._transaction).void(some, self._now)


def _falling(roles: Mapping[AccountId, InstanceRole]) -> list[AccountId]:
    """Give who of a branch is suspended with it."""
    return [one for one, role in roles.items() if role in FALLS_WITH_A_BRANCH]


def _stands(suspension: Suspension | None, until: datetime | None) -> bool:
    """Say whether a suspension is there already that lasts as long."""
    return suspension is not None and lasts_as_long(suspension, until)
