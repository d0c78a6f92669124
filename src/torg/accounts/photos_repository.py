"""All SQL about photos."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from torg.accounts.models import AccountRow, PhotoRow
from torg.db.session import Transaction
from torg.kit.fresh import new_uuid
from torg.kit.ids import AccountId


class Photos:
    """The photos of members; each has at most one, under a name that changes with it."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def replace(self, account: AccountId, image: bytes, now: datetime) -> UUID:
        """Keep a photo (WebP, 320 x 320) in place of the one before; give its name."""
        photo = new_uuid()
        # The row of the account first: two uploads at once come one after the other.
        await self._point(account, photo)
        await self._session.execute(delete(PhotoRow).where(PhotoRow.account_id == account))
        kept = insert(PhotoRow).values(id=photo, account_id=account, image=image, at=now)
        await self._session.execute(kept)
        return photo

    async def remove(self, account: AccountId) -> None:
        """Forget a member's photo."""
        await self._point(account, None)
        await self._session.execute(delete(PhotoRow).where(PhotoRow.account_id == account))

    async def image(self, photo: UUID) -> bytes | None:
        """Give the photo of this name."""
        return await self._session.scalar(select(PhotoRow.image).where(PhotoRow.id == photo))

    async def _point(self, account: AccountId, photo: UUID | None) -> None:
        pointed = update(AccountRow).where(AccountRow.id == account)
        await self._session.execute(pointed.values(photo_id=photo))
