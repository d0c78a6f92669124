"""All SQL about who follows and who blocks whom."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from torg.accounts.models import AccountRow
from torg.db.session import Transaction
from torg.kit.ids import AccountId
from torg.social.models import BlockRow, FollowRow

Ids = frozenset[AccountId]


class Follows:
    """Who follows whom."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def followed_by(self, account: AccountId) -> Ids:
        """Give those whom a member follows."""
        query = select(FollowRow.followed_id).where(FollowRow.follower_id == account)
        return await _ids(self._session, query)

    async def followers_of(self, account: AccountId) -> Ids:
        """Give those who follow a member."""
        query = select(FollowRow.follower_id).where(FollowRow.followed_id == account)
        return await _ids(self._session, query)

    async def followers_of_each(self, accounts: Collection[AccountId]) -> Mapping[AccountId, Ids]:
        """Give the followers of each of these members; who has none stands there with nobody."""
        query = select(FollowRow.followed_id, FollowRow.follower_id).where(
            FollowRow.followed_id.in_(accounts)
        )
        found: dict[AccountId, set[AccountId]] = {account: set() for account in accounts}
        for followed, follower in await self._session.execute(query):
            found[AccountId(followed)].add(AccountId(follower))
        return {account: frozenset(followers) for account, followers in found.items()}

    async def followed_among(
        self, candidates: Collection[AccountId], by: Collection[AccountId]
    ) -> Ids:
        """Give those of the candidates whom at least one of the others follows."""
        query = select(FollowRow.followed_id).where(
            FollowRow.followed_id.in_(candidates), FollowRow.follower_id.in_(by)
        )
        return await _ids(self._session, query.distinct())

    async def is_followed_by_any(self, account: AccountId, by: Collection[AccountId]) -> bool:
        """Say whether at least one of the others follows this member."""
        return bool(await self.followed_among((account,), by))

    async def has(self, follower: AccountId, followed: AccountId) -> bool:
        """Say whether one follows another."""
        return await self._session.get(FollowRow, (follower, followed)) is not None

    async def add(self, follower: AccountId, followed: AccountId, now: datetime) -> bool:
        """Note that one follows another from now on; False when they did already."""
        if await self.has(follower, followed):
            return False
        self._session.add(FollowRow(follower_id=follower, followed_id=followed, at=now))
        await self._session.flush()
        return True

    async def remove(self, follower: AccountId, followed: AccountId) -> bool:
        """Note that one no longer follows another; False when they did not."""
        which = (FollowRow.follower_id == follower, FollowRow.followed_id == followed)
        removed = delete(FollowRow).where(*which).returning(FollowRow.follower_id)
        return await self._session.scalar(removed) is not None


class Blocks:
    """Who has blocked whom; only the blocker is ever told."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def blocked_by(self, account: AccountId) -> Ids:
        """Give those whom a member has blocked."""
        query = select(BlockRow.blocked_id).where(BlockRow.blocker_id == account)
        return await _ids(self._session, query)

    async def blockers_of(self, account: AccountId) -> Ids:
        """Give those who have blocked a member."""
        query = select(BlockRow.blocker_id).where(BlockRow.blocked_id == account)
        return await _ids(self._session, query)

    async def apart_from(self, account: AccountId) -> Ids:
        """Give those who have blocked a member or whom the member has blocked."""
        return await self.blocked_by(account) | await self.blockers_of(account)

    async def has(self, blocker: AccountId, blocked: AccountId) -> bool:
        """Say whether one has blocked another."""
        return await self._session.get(BlockRow, (blocker, blocked)) is not None

    async def between(self, one: AccountId, other: AccountId) -> bool:
        """Say whether either has blocked the other."""
        pair = (one, other)
        query = select(BlockRow.blocker_id).where(
            BlockRow.blocker_id.in_(pair), BlockRow.blocked_id.in_(pair)
        )
        return await self._session.scalar(query.limit(1)) is not None

    async def add(self, blocker: AccountId, blocked: AccountId, now: datetime) -> bool:
        """Note that one has blocked another; False when they had already."""
        if await self.has(blocker, blocked):
            return False
        self._session.add(BlockRow(blocker_id=blocker, blocked_id=blocked, at=now))
        await self._session.flush()
        return True

    async def remove(self, blocker: AccountId, blocked: AccountId) -> bool:
        """Take a block back; False when there was none."""
        which = (BlockRow.blocker_id == blocker, BlockRow.blocked_id == blocked)
        removed = delete(BlockRow).where(*which).returning(BlockRow.blocker_id)
        return await self._session.scalar(removed) is not None


async def hold(transaction: Transaction, *accounts: AccountId) -> None:
    """Let nobody else change who follows or blocks whom among these until the commit.

    One who follows and one who blocks at the same time must see each other; the rows of the
    accounts are what both have, taken in the order of their ids so that nobody waits in a ring.
    """
    query = (
        select(AccountRow.id)
        .where(AccountRow.id.in_(accounts))
        .order_by(AccountRow.id)
        .with_for_update(key_share=True)
    )
    await transaction.session.execute(query)


async def _ids(session: AsyncSession, query: Select[UUID]) -> Ids:
    return frozenset(map(AccountId, await session.scalars(query)))
