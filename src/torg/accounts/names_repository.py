"""All SQL about handles that look alike or are locked, and the words members are found by."""

from datetime import datetime

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from torg.accounts.findable import words_of
from torg.accounts.handles import skeleton_of
from torg.accounts.models import AccountRow, LockedHandleRow, SearchWordRow
from torg.accounts.rules import HANDLE_KEPT
from torg.db.session import Transaction
from torg.errors import HandleTaken
from torg.kit.ids import AccountId


class Names:
    """The handles and names of members, within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def require_unlocked(
        self, handle: str, now: datetime, owner: AccountId | None = None
    ) -> None:
        """Let a handle be taken that is like none locked for others. Raises HandleTaken.

        Ask once the handle is written: one that is given up in the same moment is locked by then.
        """
        locked = exists().where(
            LockedHandleRow.skeleton == skeleton_of(handle), LockedHandleRow.until > now
        )
        if owner is not None:
            locked = locked.where(LockedHandleRow.account_id != owner)
        if await self._session.scalar(select(locked)):
            raise HandleTaken

    async def last_change(self, account: AccountId) -> datetime | None:
        """Say when a member last changed their handle; nobody else changes it until the end."""
        query = select(AccountRow.handle_changed_at).where(AccountRow.id == account)
        return await self._session.scalar(query.with_for_update())

    async def has_locked(self, handle: str, account: AccountId, now: datetime) -> bool:
        """Say whether a handle is locked for this member to take back."""
        row = await self._session.get(LockedHandleRow, handle)
        return row is not None and row.account_id == account and row.until > now

    async def lock(self, handle: str, account: AccountId, now: datetime) -> None:
        """Keep a handle, and what looks like it, from everybody but this member for 90 days."""
        stale = (LockedHandleRow.until <= now) | (LockedHandleRow.handle == handle)
        await self._session.execute(delete(LockedHandleRow).where(stale))
        lock = insert(LockedHandleRow).values(
            handle=handle,
            skeleton=skeleton_of(handle),
            account_id=account,
            until=now + HANDLE_KEPT,
        )
        await self._session.execute(lock)

    async def change(self, account: AccountId, handle: str, now: datetime) -> None:
        """Give a member another handle and lock the old one. Raises HandleTaken."""
        row = await self._session.get_one(AccountRow, account, with_for_update=True)
        before = row.handle
        try:
            async with self._session.begin_nested():
                row.handle, row.skeleton = handle, skeleton_of(handle)
                row.handle_changed_at = now
        except IntegrityError as taken:
            raise HandleTaken from taken
        await self.require_unlocked(handle, now, account)
        await self.lock(before, account, now)
        await self.found_by(account, handle, row.name)

    async def found_by(self, account: AccountId, handle: str, name: str) -> None:
        """Let a member be found by this handle and name, and by nothing else."""
        await self._session.execute(
            delete(SearchWordRow).where(SearchWordRow.account_id == account)
        )
        await self.first_found_by(account, handle, name)

    async def first_found_by(self, account: AccountId, handle: str, name: str) -> None:
        """Let a member be found whom nothing was found by before."""
        words = [{"word": word, "account_id": account} for word in words_of(handle, name)]
        await self._session.execute(insert(SearchWordRow), words)

    async def complete(self) -> None:
        """Give the members of an older version their skeletons and words.

        Two who came in with handles that look alike both keep theirs, one of them unguarded.
        """
        await self._complete_skeletons()
        indexed = exists().where(SearchWordRow.account_id == AccountRow.id)
        query = select(AccountRow.id, AccountRow.handle, AccountRow.name).where(
            AccountRow.deleted_at.is_(None), ~indexed
        )
        for account, handle, name in (await self._session.execute(query)).all():
            await self.first_found_by(AccountId(account), handle, name)

    async def _complete_skeletons(self) -> None:
        query = (
            select(AccountRow.id, AccountRow.handle)
            .where(AccountRow.skeleton.is_(None), AccountRow.deleted_at.is_(None))
            .order_by(AccountRow.created_at, AccountRow.id)
        )
        bare = (await self._session.execute(query)).all()
        if not bare:
            return
        query_taken = select(AccountRow.skeleton).where(AccountRow.skeleton.is_not(None))
        taken = set(await self._session.scalars(query_taken))
        for account, handle in bare:
            skeleton = skeleton_of(handle)
            if skeleton not in taken:
                taken.add(skeleton)
                mended = update(AccountRow).where(AccountRow.id == account)
                await self._session.execute(mended.values(skeleton=skeleton))
