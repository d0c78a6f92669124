"""What commands have made under an `Idempotency-Key`, so that a repeated one makes nothing new."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ForeignKey, delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from torg.db.base import Base
from torg.db.session import Transaction
from torg.kit.fresh import fingerprint_of
from torg.kit.ids import AccountId

KEPT: Final = timedelta(hours=24)
"""How long a key is remembered; after that it is a new one."""


class RepeatRow(Base):
    """The id of the one thing that an account's key has made."""

    __tablename__ = "repeats"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    key_hash: Mapped[bytes] = mapped_column(primary_key=True)
    """Of the kind of thing and the key, so that one key may serve for each kind once."""
    made_id: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(index=True)


class Repeats:
    """The keys of the last day, noted in the transaction of what they made."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def first(
        self, account: AccountId, what: str, key: str, made: UUID, now: datetime
    ) -> UUID:
        """Give the id of what this key made; it is `made` when the key is new, and then noted."""
        await self._session.execute(delete(RepeatRow).where(RepeatRow.at <= now - KEPT))
        which = account, fingerprint_of(f"{what} {key}")
        before = await self._session.get(RepeatRow, which)
        if before is None:
            row = RepeatRow(account_id=which[0], key_hash=which[1], made_id=made, at=now)
            try:
                async with self._session.begin_nested():
                    self._session.add(row)
            except IntegrityError:
                # Where writers do not take turns, its twin was quicker.
                before = await self._session.get_one(RepeatRow, which)
        return made if before is None else before.made_id
