"""Who may answer which appeal: whoever could carry the answer out, and has not decided before."""

from collections.abc import Collection
from datetime import datetime

from torg.accounts.account import InstanceRole
from torg.db.session import Transaction
from torg.kit.ids import AccountId
from torg.moderation.members_repository import MemberList
from torg.moderation.report_rules import SUSPENDS, Sides, may_answer
from torg.moderation.reports_repository import Filed
from torg.moderation.rights import those_over


class Answering:
    """The admins who may act now, and the appeals each may answer, within one transaction."""

    def __init__(self, transaction: Transaction, now: datetime) -> None:
        self._members = MemberList(transaction)
        self._now = now

    async def may_answer(self, admin: AccountId, filed: Filed, appellant: AccountId) -> bool:
        """Say whether an admin may answer a side's appeal against the decision of a report."""
        admins: Collection[AccountId] = await self._members.admins(self._now)
        if would_lift(filed, appellant):
            admins = await self._over(appellant)
        return may_answer(admin, filed.sides, filed.reviewed_by, admins)

    async def may_lift(
        self, admin: AccountId, suspended: AccountId, suspended_by: AccountId | None
    ) -> bool:
        """Say whether an admin may answer an appeal against a suspension as such."""
        over = await self._over(suspended)
        return may_answer(admin, Sides(None, suspended), suspended_by, over)

    async def _over(self, member: AccountId) -> Collection[AccountId]:
        roles = await self._members.roles([member])
        role = roles.get(member, InstanceRole.MEMBER)
        return those_over(role, await self._members.admins(self._now))


def would_lift(filed: Filed, appellant: AccountId) -> bool:
    """Say whether taking the decision back lifts the suspension of whoever appealed."""
    return appellant == filed.sides.reported and filed.decision in SUSPENDS
