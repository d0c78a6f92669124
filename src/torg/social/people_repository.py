"""All SQL about whom a member may see: one by handle or id, followers, followed, found."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from torg.accounts.account import Person
from torg.accounts.models import AccountRow, SearchWordRow
from torg.accounts.suspension_repository import may_act
from torg.db.session import Transaction
from torg.kit.ids import AccountId
from torg.kit.place import Place
from torg.social.models import BlockRow, FollowRow
from torg.social.rules import FOUND_AT_MOST, LOOKED_AT_MOST, SHOWN_AT_MOST, FollowList

LAST_SIGN = "\U0010ffff"
"""It stands behind every sign of a name."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member as stored, with what their profile tells."""

    person: Person
    bio: str
    languages: tuple[str, ...]
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member stands among the others, and to the viewer."""

    followers: int
    """Those whom the viewer may see; so with `following`."""
    following: int
    followed_by_me: bool
    follows_me: bool
    blocked_by_me: bool


class People:
    """The members as one of them may see them; who has blocked the viewer is not there."""

    def __init__(self, transaction: Transaction, viewer: AccountId, now: datetime) -> None:
        self._session = transaction.session
        self._viewer = viewer
        self._there = (AccountRow.deleted_at.is_(None), ~_blocked(AccountRow.id, viewer))
        self._acting = (*self._there, may_act(now))
        self._beside = (*self._acting, ~_blocked(viewer, AccountRow.id))

    async def by_handle(self, handle: str, *, suspended_too: bool = False) -> Member | None:
        """Give the member with this handle.

        One query finds them or does not, so that its time does not tell why.
        """
        query = select(AccountRow).where(AccountRow.handle == handle)
        row = await self._session.scalar(
            query.where(*(self._there if suspended_too else self._acting))
        )
        if row is None:
            return None
        person = Person(AccountId(row.id), row.handle, row.name, row.photo_id)
        return Member(person, row.bio, tuple(row.languages), row.created_at)

    async def by_handles(self, handles: Collection[str]) -> Mapping[str, Person]:
        """Give those of the members with these handles who are there for the viewer."""
        query = _PERSON.where(AccountRow.handle.in_(handles), *self._acting)
        found = map(_person, await self._session.execute(query))
        return {person.handle: person for person in found}

    async def exists(self, member: UUID) -> bool:
        """Say whether there is such a member for anybody."""
        which = (AccountRow.id == member, AccountRow.deleted_at.is_(None))
        return await self._session.scalar(select(AccountRow.id).where(*which)) is not None

    async def has(self, member: UUID) -> bool:
        """Say whether there is such a member for the viewer."""
        query = select(AccountRow.id).where(AccountRow.id == member, *self._acting)
        return await self._session.scalar(query) is not None

    async def has_photo(self, photo: UUID) -> bool:
        """Say whether this is the photo of somebody whom the viewer may see, or their own."""
        query = select(AccountRow.id).where(AccountRow.photo_id == photo, *self._there)
        return await self._session.scalar(query) is not None

    async def count(self, which: FollowList, of: AccountId) -> int:
        """Count the followers of a member, or those they follow, whom the viewer may see."""
        return await self._session.scalar(self._count(which, of)) or 0

    async def standing(self, of: AccountId) -> Standing:
        """Give what a profile counts and marks; one query, because a profile is looked at often."""
        query = select(
            self._count(FollowList.FOLLOWERS, of).scalar_subquery(),
            self._count(FollowList.FOLLOWING, of).scalar_subquery(),
            _follows(self._viewer, of),
            _follows(of, self._viewer),
            _blocked(self._viewer, of),
        )
        return Standing(*(await self._session.execute(query)).one())

    def _count(self, which: FollowList, of: AccountId) -> Select[int]:
        query = select(func.count()).select_from(FollowRow).join(AccountRow, _OTHER[which])
        return query.where(_OWN[which] == of, *self._beside)

    async def page(
        self, which: FollowList, of: AccountId, after: Place | None, size: int
    ) -> Sequence[tuple[Person, Place]]:
        """Give so many of them from a place on, as far as a list is shown."""
        shown = (
            _PERSON.add_columns(FollowRow.at)
            .join(FollowRow, _OTHER[which])
            .where(_OWN[which] == of, *self._beside)
            .order_by(FollowRow.at.desc(), AccountRow.id)
            .limit(SHOWN_AT_MOST)
            .subquery()
        )
        query = select(shown).order_by(shown.c.at.desc(), shown.c.id).limit(size)
        if after is not None:
            same = and_(shown.c.at == after.at, shown.c.id > after.id)
            query = query.where(or_(shown.c.at < after.at, same))
        return [(_person(row), Place(row.at, row.id)) for row in await self._session.execute(query)]

    async def found(self, words: Sequence[str], after: str | None, size: int) -> Sequence[Person]:
        """Give members with a word for each beginning, by their handles, from behind one on.

        The longest beginning says most. So many as are looked at are more than are ever shown,
        and the time it takes has a bound however many people are called the same.
        """
        longest, *others = sorted(words, key=len, reverse=True)
        looked_at = (
            select(SearchWordRow.account_id)
            .where(*_begins(longest))
            .order_by(SearchWordRow.word, SearchWordRow.account_id)
            .limit(LOOKED_AT_MOST)
        )
        its_own = SearchWordRow.account_id == AccountRow.id
        fits = (exists().where(its_own, *_begins(word)) for word in others)
        shown = (
            _PERSON.where(AccountRow.id.in_(looked_at), *fits, *self._beside)
            .where(AccountRow.id != self._viewer)
            .order_by(AccountRow.handle)
            .limit(FOUND_AT_MOST)
            .subquery()
        )
        query = select(shown).order_by(shown.c.handle).limit(size)
        if after is not None:
            query = query.where(shown.c.handle > after)
        return [_person(row) for row in await self._session.execute(query)]

    async def blocked(self) -> Sequence[Person]:
        """Give those whom the viewer has blocked, the latest first."""
        query = (
            _PERSON.join(BlockRow, BlockRow.blocked_id == AccountRow.id)
            .where(BlockRow.blocker_id == self._viewer, AccountRow.deleted_at.is_(None))
            .order_by(BlockRow.at.desc(), AccountRow.id)
        )
        return [_person(row) for row in await self._session.execute(query)]


_PERSON = select(AccountRow.id, AccountRow.handle, AccountRow.name, AccountRow.photo_id)

_OWN = {FollowList.FOLLOWERS: FollowRow.followed_id, FollowList.FOLLOWING: FollowRow.follower_id}
"""Whose list it is."""

_OTHER = {
    FollowList.FOLLOWERS: AccountRow.id == FollowRow.follower_id,
    FollowList.FOLLOWING: AccountRow.id == FollowRow.followed_id,
}
"""Who stands on it."""


def _blocked(
    blocker: InstrumentedAttribute[UUID] | UUID, blocked: InstrumentedAttribute[UUID] | UUID
) -> ColumnElement[bool]:
    return exists().where(BlockRow.blocker_id == blocker, BlockRow.blocked_id == blocked)


def _follows(follower: UUID, followed: UUID) -> ColumnElement[bool]:
    return exists().where(FollowRow.follower_id == follower, FollowRow.followed_id == followed)


def _begins(word: str) -> tuple[ColumnElement[bool], ...]:
    """Select the words with this beginning, as a range of the index."""
    return SearchWordRow.word >= word, SearchWordRow.word < word + LAST_SIGN


def _person(row: Row[Any, Any, Any, Any] | Row[Any]) -> Person:
    return Person(AccountId(row.id), row.handle, row.name, row.photo_id)
