"""All SQL by which admins look at members and change their roles."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, or_, select, update

from torg.accounts.account import InstanceRole, Person
from torg.accounts.models import AccountRow
from torg.accounts.suspension import Suspension
from torg.accounts.suspension_repository import may_act
from torg.db.session import Transaction
from torg.kit.ids import AccountId

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A member as stored; `suspension` may have run out."""

    person: Person
    role: InstanceRole
    joined_at: datetime
    suspension: Suspension | None


class MemberList:
    """All members, suspended ones too; deleted ones are gone."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def page(self, query: str, after: str | None) -> Sequence[Listed]:
        """Give one page and one more, by handle; `query` may stand in the handle or the name."""
        found = select(AccountRow).where(AccountRow.deleted_at.is_(None))
        if query:
            lower = query.lower()
            found = found.where(
                or_(
                    AccountRow.handle.contains(lower, autoescape=True),
                    AccountRow.name.contains(query, autoescape=True),
                    func.lower(AccountRow.name).contains(lower, autoescape=True),
                )
            )
        if after is not None:
            found = found.where(AccountRow.handle > after)
        rows = await self._session.scalars(found.order_by(AccountRow.handle).limit(PAGE + 1))
        return [_listed(row) for row in rows]

    async def roles(self, members: Collection[AccountId]) -> Mapping[AccountId, InstanceRole]:
        """Give the roles of these members; who is deleted or unknown is left out."""
        query = select(AccountRow.id, AccountRow.role).where(
            AccountRow.id.in_(members), AccountRow.deleted_at.is_(None)
        )
        rows = await self._session.execute(query)
        return {AccountId(row.id): InstanceRole(row.role) for row in rows}

    async def suspensions(self, members: Collection[AccountId]) -> Mapping[AccountId, Suspension]:
        """Give the suspensions of these members, those that have run out too."""
        query = select(AccountRow.id, AccountRow.suspended_at, AccountRow.suspended_until).where(
            AccountRow.id.in_(members), AccountRow.suspended_at.is_not(None)
        )
        rows = await self._session.execute(query)
        return {
            AccountId(row.id): Suspension(row.suspended_at, row.suspended_until) for row in rows
        }

    async def admins(self, now: datetime) -> Mapping[AccountId, InstanceRole]:
        """Give who may act as an admin now, the owner among them, with their roles."""
        query = select(AccountRow.id, AccountRow.role).where(
            AccountRow.role.in_([InstanceRole.OWNER, InstanceRole.ADMIN]),
            AccountRow.deleted_at.is_(None),
            may_act(now),
        )
        rows = await self._session.execute(query)
        return {AccountId(row.id): InstanceRole(row.role) for row in rows}

    async def turn(self, member: AccountId, old: InstanceRole, new: InstanceRole) -> bool:
        """Give a member another role; False when the role was not `old`."""
        which = (AccountRow.id == member, AccountRow.role == old, AccountRow.deleted_at.is_(None))
        turned = update(AccountRow).where(*which).values(role=new).returning(AccountRow.id)
        return await self._session.scalar(turned) is not None


def _listed(row: AccountRow) -> Listed:
    since = row.suspended_at
    return Listed(
        person=Person(AccountId(row.id), row.handle, row.name, row.photo_id),
        role=InstanceRole(row.role),
        joined_at=row.created_at,
        suspension=None if since is None else Suspension(since, row.suspended_until),
    )
