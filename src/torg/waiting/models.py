"""The tables of the waiting list."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from torg.db.base import Base


class ReservationRow(Base):
    """A name somebody reserved; the row is gone once they are let in, or after 30 days."""

    __tablename__ = "reservations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(16))
    skeleton: Mapped[str] = mapped_column(String(32), index=True)
    name: Mapped[str] = mapped_column(String(50))
    languages: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class ReservationMemberRow(Base):
    """A member who, says the reservation, knows the person."""

    __tablename__ = "reservation_members"

    reservation_id: Mapped[UUID] = mapped_column(
        ForeignKey("reservations.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    declined_at: Mapped[datetime | None]


class ReservationCodeRow(Base):
    """A recovery code of somebody who waits; of the code only the SHA-256."""

    __tablename__ = "reservation_codes"

    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    reservation_id: Mapped[UUID] = mapped_column(
        ForeignKey("reservations.id", ondelete="CASCADE"), index=True
    )


class ReservationPasskeyRow(Base):
    """A passkey of somebody who waits; it becomes the member's."""

    __tablename__ = "reservation_passkeys"

    reservation_id: Mapped[UUID] = mapped_column(
        ForeignKey("reservations.id", ondelete="CASCADE"), primary_key=True
    )
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(50))
