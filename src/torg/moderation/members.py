"""The list of members as admins see it, and who is an admin: one part per use case."""

from datetime import datetime
from uuid import UUID

from torg.accounts.account import Account, InstanceRole
from torg.accounts.sessions import Departure, end_all_of
from torg.accounts.suspension import holds
from torg.accounts.ways_back import WaysBack
from torg.audit.acts import Act
from torg.audit.repository import Audit
from torg.db.session import Transaction
from torg.errors import MemberNotFound, NotAllowed, NoWayBack
from torg.kit.ids import AccountId
from torg.moderation.cursors import by_name, name_in
from torg.moderation.invitations_repository import AllInvitations
from torg.moderation.looking import note_look
from torg.moderation.member_schemas import MemberRow, Members, Suspended
from torg.moderation.members_repository import PAGE, Listed, MemberList


async def listed(
    transaction: Transaction, admin: Account, query: str, after: str | None, now: datetime
) -> Members:
    """Give a page of members; the look is noted. Raises BadRequest."""
    behind = None if after is None else name_in(after)
    await note_look(transaction, admin, Act.MEMBERS_LOOKED_AT, now, continues=after is not None)
    found = await MemberList(transaction).page(query, behind)
    page = found[:PAGE]
    left = await AllInvitations(transaction).left({each.person.id: each.role for each in page}, now)
    return Members(
        members=tuple(_row(each, left[each.person.id], now) for each in page),
        next=by_name(page[-1].person.handle) if len(found) > PAGE else None,
    )


def _row(each: Listed, left: int, now: datetime) -> MemberRow:
    suspension = each.suspension
    held = None
    if suspension is not None and holds(suspension, now):
        held = Suspended(since=suspension.since, until=suspension.until)
    return MemberRow(
        person=each.person,
        role=each.role,
        joined_at=each.joined_at,
        suspended=held,
        invitations_left=0 if held else left,
    )


class AdminRoles:
    """Makes and unmakes admins, within one transaction."""

    def __init__(
        self,
        transaction: Transaction,
        owner: Account,
        depart: Departure,
        ways_back: WaysBack,
        now: datetime,
    ) -> None:
        self._transaction = transaction
        self._members = MemberList(transaction)
        self._owner = owner
        self._depart = depart
        self._ways_back = ways_back
        self._now = now

    async def give(self, member: UUID) -> None:
        """Make a member an admin, who has to sign in anew; an admin stays one.

        Raises MemberNotFound, NotAllowed, NoWayBack for who could not.
        """
        if not await self._turn(member, InstanceRole.MEMBER, InstanceRole.ADMIN, Act.ADMIN_MADE):
            return
        # Their row is locked by now, so no passkey is removed between this look and the commit.
        if not await self._ways_back.has_one(AccountId(member)):
            raise NoWayBack
        await end_all_of(self._transaction, AccountId(member), self._depart, self._now)

    async def take_back(self, member: UUID) -> None:
        """Let an admin be a member; a member stays one. Raises MemberNotFound, NotAllowed."""
        await self._turn(member, InstanceRole.ADMIN, InstanceRole.MEMBER, Act.ADMIN_TAKEN_BACK)

    async def _turn(self, member: UUID, old: InstanceRole, new: InstanceRole, act: Act) -> bool:
        whom = AccountId(member)
        role = (await self._members.roles([whom])).get(whom)
        if role is None:
            raise MemberNotFound
        if role is InstanceRole.OWNER:
            raise NotAllowed
        if not await self._members.turn(whom, old, new):
            return False
        audit = Audit(self._transaction)
        await audit.note(act, self._now, actor=self._owner.id, target=whom)
        self._transaction.tell(f"me:{whom}", {"kind": "changed"})
        return True
