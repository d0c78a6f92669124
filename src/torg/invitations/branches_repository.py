"""All SQL that reads the tree of admissions: who nominated whom, and what grew below a member."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, aliased

from torg.accounts.account import Person
from torg.accounts.models import AccountRow
from torg.accounts.suspension_repository import may_act
from torg.db.session import Transaction
from torg.invitations.models import AdmissionRow
from torg.invitations.repository import NOT_AGREED, Agreed
from torg.kit.ids import AccountId

_PERSON = (AccountRow.id, AccountRow.handle, AccountRow.name, AccountRow.photo_id)


@dataclass(frozen=True, slots=True)
class Nomination:
    """A member somebody let in, and who of the two agrees that others see it."""

    person: Person
    """The member."""
    joined_at: datetime
    agreed: Agreed


@dataclass(frozen=True, slots=True)
class Branch:
    """A member in the tree, and how many they let in."""

    id: AccountId
    person: Person | None
    """None once the account is deleted; its branch stays."""
    joined_at: datetime
    suspended: bool
    let_in: int


class Nominations:
    """Who nominated whom."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def of(self, member: AccountId) -> Person | None:
        """Give who let a member in; None for the first one, and when the inviter is gone."""
        return await self._one(_nominations(AdmissionRow.inviter_id), member)

    async def by(self, inviter: AccountId) -> Sequence[Nomination]:
        """Give whom a member let in, newest first."""
        query = _nominations(AdmissionRow.member_id).where(AdmissionRow.inviter_id == inviter)
        rows = await self._session.execute(query.order_by(AdmissionRow.number.desc()))
        return [
            Nomination(
                person=_person(row),
                joined_at=row.admitted_at,
                agreed=Agreed(row.inviter_shows, row.member_shows),
            )
            for row in rows
        ]

    async def agreed(self, member: AccountId) -> Agreed:
        """Say which of a member and who let them in agree that others see it."""
        query = select(AdmissionRow.inviter_shows, AdmissionRow.member_shows)
        row = await self._session.execute(query.where(AdmissionRow.member_id == member))
        found = row.one_or_none()
        return NOT_AGREED if found is None else Agreed(found.inviter_shows, found.member_shows)

    async def nominator_shown(self, member: AccountId, now: datetime) -> Person | None:
        """Give who let a member in, if others may see it: both agree, and nobody suspended them."""
        both = AdmissionRow.inviter_shows, AdmissionRow.member_shows
        query = _nominations(AdmissionRow.inviter_id).where(*both, may_act(now))
        return await self._one(query, member)

    async def inviter_agrees(self, inviter: AccountId, member: UUID, *, shows: bool) -> bool:
        """Note what an inviter wishes; False when they did not let this member in."""
        agreed = (
            update(AdmissionRow)
            .where(AdmissionRow.member_id == member, AdmissionRow.inviter_id == inviter)
            .values(inviter_shows=shows)
            .returning(AdmissionRow.number)
        )
        return await self._session.scalar(agreed) is not None

    async def member_agrees(self, member: AccountId, *, shows: bool) -> None:
        """Note what a member wishes."""
        which = AdmissionRow.member_id == member
        await self._session.execute(update(AdmissionRow).where(which).values(member_shows=shows))

    async def _one(self, query: Select[*tuple[Any, ...]], member: AccountId) -> Person | None:
        found = await self._session.execute(query.where(AdmissionRow.member_id == member))
        row = found.one_or_none()
        return None if row is None else _person(row)


class Branches:
    """The whole tree, for those who may see it."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def has(self, member: UUID) -> bool:
        """Say whether this member is in the tree."""
        query = select(AdmissionRow.number).where(AdmissionRow.member_id == member)
        return await self._session.scalar(query) is not None

    async def below(
        self, member: UUID | None, after: UUID | None, most: int, now: datetime
    ) -> Sequence[Branch]:
        """Give whom a member let in, in their order from `after` on; for None the first members."""
        children = aliased(AdmissionRow)
        let_in = (
            select(func.count())
            .where(children.inviter_id == AdmissionRow.member_id)
            .scalar_subquery()
        )
        query = (
            select(AdmissionRow.admitted_at, let_in.label("let_in"), AccountRow, may_act(now))
            .join(AccountRow, AccountRow.id == AdmissionRow.member_id)
            .where(
                AdmissionRow.inviter_id.is_(None)
                if member is None
                else AdmissionRow.inviter_id == member
            )
            .order_by(AdmissionRow.number)
            .limit(most)
        )
        if after is not None:
            place = select(AdmissionRow.number).where(AdmissionRow.member_id == after)
            query = query.where(AdmissionRow.number > place.scalar_subquery())
        return [
            Branch(
                id=AccountId(account.id),
                person=None if account.deleted_at else _person(account),
                joined_at=joined_at,
                suspended=not acts,
                let_in=count,
            )
            for joined_at, count, account, acts in await self._session.execute(query)
        ]

    async def descendants(self, member: AccountId) -> frozenset[AccountId]:
        """Give everybody who came in by a member, and by those, and so on; without the member."""
        below = select(AdmissionRow.member_id).where(AdmissionRow.inviter_id == member)
        tree = below.cte("branch", recursive=True)
        further = select(AdmissionRow.member_id).join(
            tree, AdmissionRow.inviter_id == tree.c.member_id
        )
        rows = await self._session.scalars(select(tree.union(further).c.member_id))
        return frozenset(map(AccountId, rows))


def _nominations(other: InstrumentedAttribute[Any]) -> Select[*tuple[Any, ...]]:
    """Select nominations with the person at this end, unless their account is deleted."""
    return (
        select(
            *_PERSON,
            AdmissionRow.admitted_at,
            AdmissionRow.inviter_shows,
            AdmissionRow.member_shows,
        )
        .join(AccountRow, AccountRow.id == other)
        .where(AccountRow.deleted_at.is_(None))
    )


def _person(row: Row[Any] | AccountRow) -> Person:
    return Person(AccountId(row.id), row.handle, row.name, row.photo_id)
