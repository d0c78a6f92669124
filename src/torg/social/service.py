"""Following and blocking: one method per use case."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from torg.accounts.account import Account
from torg.accounts.shown import tell_room_of
from torg.db.session import Transaction
from torg.errors import MemberNotFound, NotAllowed
from torg.kit.ids import AccountId
from torg.social.people_repository import People
from torg.social.repository import Blocks, Follows, hold
from torg.social.schemas import BlockedPeople

OnBlock = Callable[[Transaction, AccountId, AccountId, datetime], Awaitable[None]]
"""Takes the blocked (third) out of the rooms of the blocker (second), where they are in one."""


class Following:
    """Whom one member follows, within one transaction."""

    def __init__(self, transaction: Transaction, me: Account, now: datetime) -> None:
        self._transaction = transaction
        self._me = me.id
        self._now = now

    async def follow(self, member: UUID) -> None:
        """Follow somebody. Raises MemberNotFound, NotAllowed for oneself and whom one blocks."""
        whom = AccountId(member)
        await hold(self._transaction, self._me, whom)
        if not await People(self._transaction, self._me, self._now).has(whom):
            raise MemberNotFound
        if whom == self._me or await Blocks(self._transaction).has(self._me, whom):
            raise NotAllowed
        if await Follows(self._transaction).add(self._me, whom, self._now):
            await self._tell(whom)

    async def unfollow(self, member: UUID) -> None:
        """Follow somebody no longer; where there was nothing, nothing happens."""
        whom = AccountId(member)
        if await Follows(self._transaction).remove(self._me, whom):
            await self._tell(whom)

    async def _tell(self, whom: AccountId) -> None:
        """Have read anew what the order of my hallway and a room's marks may have changed in."""
        self._transaction.tell("hallway", {"kind": "changed", "eyes": (self._me,)})
        await tell_room_of(self._transaction, whom)


class Blocking:
    """Whom one member has blocked, within one transaction."""

    def __init__(
        self, transaction: Transaction, me: Account, on_block: OnBlock, now: datetime
    ) -> None:
        self._transaction = transaction
        self._blocks = Blocks(transaction)
        self._people = People(transaction, me.id, now)
        self._me = me.id
        self._on_block = on_block
        self._now = now

    async def block(self, member: UUID) -> None:
        """Block somebody, and end following both ways. Raises NotAllowed.

        Whoever has blocked me can be blocked as well; and blocking nobody is answered alike, or
        the difference would tell me that they have.
        """
        whom = AccountId(member)
        if whom == self._me:
            raise NotAllowed
        await hold(self._transaction, self._me, whom)
        if not await self._people.exists(whom):
            return
        if not await self._blocks.add(self._me, whom, self._now):
            return
        follows = Follows(self._transaction)
        await follows.remove(self._me, whom)
        await follows.remove(whom, self._me)
        await self._on_block(self._transaction, self._me, whom, self._now)
        await self._tell(whom)

    async def unblock(self, member: UUID) -> None:
        """Take a block back; where there was none, nothing happens."""
        if await self._blocks.remove(self._me, AccountId(member)):
            await self._tell(AccountId(member))

    async def blocked(self) -> BlockedPeople:
        """List whom I have blocked."""
        return BlockedPeople(people=tuple(await self._people.blocked()))

    async def _tell(self, whom: AccountId) -> None:
        """Have read anew what either of them sees; nothing that is told names the other."""
        both = (self._me, whom)
        self._transaction.tell("hallway", {"kind": "changed", "eyes": both})
        # Notices that are about me are no longer in their inbox, or are again.
        self._transaction.tell(f"me:{whom}", {"kind": "changed"})
        for account in both:
            await tell_room_of(self._transaction, account)
