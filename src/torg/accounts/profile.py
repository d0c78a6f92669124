"""What members change about themselves: one method per use case."""

from datetime import datetime

from torg.accounts.account import Account
from torg.accounts.names_repository import Names
from torg.accounts.photos_repository import Photos
from torg.accounts.profile_repository import Profiles
from torg.accounts.profile_schemas import ProfileChange
from torg.accounts.rules import HANDLE_KEPT, handle_of, may_change_handle
from torg.accounts.shown import tell_where_shown
from torg.db.session import Transaction
from torg.errors import HandleTooSoon


class OwnProfile:
    """One member's own profile, within one transaction."""

    def __init__(self, transaction: Transaction, account: Account, now: datetime) -> None:
        self._transaction = transaction
        self._names = Names(transaction)
        self._account = account
        self._now = now

    async def change(self, wish: ProfileChange) -> None:
        """Change name, bio or languages."""
        changed = wish.model_dump(exclude_none=True)
        if not changed:
            return
        await Profiles(self._transaction).change(self._account.id, changed)
        if wish.name is not None:
            await self._names.found_by(self._account.id, self._account.handle, wish.name)
        await tell_where_shown(self._transaction, self._account.id)

    async def change_handle(self, text: str) -> None:
        """Take another handle. Raises HandleRefused, HandleTaken, HandleTooSoon.

        One that was changed may be taken back at any time while it is locked: the other is locked
        then, so whoever goes to and fro holds two handles and no more.
        """
        handle = handle_of(text, self._account.role)
        me = self._account.id
        if handle == self._account.handle:
            return
        changed_at = await self._names.last_change(me)
        if not may_change_handle(changed_at, self._now) and not await self._names.has_locked(
            handle, me, self._now
        ):
            raise HandleTooSoon(retry_after=_seconds_left(changed_at, self._now))
        await self._names.change(me, handle, self._now)
        await tell_where_shown(self._transaction, me)

    async def set_photo(self, image: bytes) -> None:
        """Show this photo, which was drawn here, in place of any other."""
        await Photos(self._transaction).replace(self._account.id, image, self._now)
        await tell_where_shown(self._transaction, self._account.id)

    async def remove_photo(self) -> None:
        """Show no photo."""
        await Photos(self._transaction).remove(self._account.id)
        await tell_where_shown(self._transaction, self._account.id)


def _seconds_left(changed_at: datetime | None, now: datetime) -> int | None:
    if changed_at is None:
        return None
    return int((changed_at + HANDLE_KEPT - now).total_seconds()) + 1
