"""What commands have made under an `Idempotency-Key`, so that a repeated one makes nothing new."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import ForeignKey, delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from torg.db.base import Base
from torg.db.session import Transaction
from torg.errors import KeyReused
from torg.kit.fresh import fingerprint_of
from torg.kit.ids import AccountId

KEPT: Final = timedelta(hours=24)
"""How long a key is remembered; after that it is a new one."""


class RepeatRow(Base):
    """What an account has asked for under a key, and the id of the one thing that was made."""

    __tablename__ = "repeats"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    key_hash: Mapped[bytes] = mapped_column(primary_key=True)
    """Of method, path and key, so that one key may serve for each command once."""
    body_hash: Mapped[bytes | None]
    """Of what was asked for; NULL in rows from before it was kept, which no key finds."""
    made_id: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Command:
    """What is to be done once: by whom, and which command with which body under which key."""

    account: AccountId
    command: str
    """Method and path."""
    body: bytes
    key: str


class Repeats:
    """The keys of the last day, noted in the transaction of what they made."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def first(self, asked: Command, made: UUID, now: datetime) -> UUID:
        """Give the id of what this key made; it is `made` when the key is new, and then noted.

        Raises KeyReused when the key came with another body before.
        """
        await self._session.execute(delete(RepeatRow).where(RepeatRow.at <= now - KEPT))
        which = asked.account, fingerprint_of(f"{asked.command} {asked.key}")
        body_hash = sha256(asked.body).digest()
        before = await self._session.get(RepeatRow, which)
        if before is None:
            row = RepeatRow(
                account_id=which[0], key_hash=which[1], body_hash=body_hash, made_id=made, at=now
            )
            try:
                async with self._session.begin_nested():
                    self._session.add(row)
            except IntegrityError:
                # Where writers do not take turns, its twin was quicker.
                before = await self._session.get_one(RepeatRow, which)
        if before is None:
            return made
        if before.body_hash != body_hash:
            raise KeyReused
        return before.made_id
