"""The table of leases."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from torg.db.base import Base

_LIVE = text("ended_at IS NULL")


class LeaseRow(Base):
    """One lease, live while `ended_at` is empty; an account has at most one live lease."""

    __tablename__ = "leases"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    room_id: Mapped[UUID] = mapped_column(ForeignKey("rooms.id"))
    login_session_id: Mapped[UUID] = mapped_column(ForeignKey("login_sessions.id"), index=True)
    epoch: Mapped[int]
    role: Mapped[str] = mapped_column(String(16))
    held: Mapped[bool]
    presence: Mapped[str] = mapped_column(String(16))
    mic: Mapped[str] = mapped_column(String(8))
    started_at: Mapped[datetime]
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None] = mapped_column(String(16))

    __table_args__ = (
        Index(
            "uq_leases_one_live_per_account",
            "account_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index("ix_leases_live_in_room", "room_id", sqlite_where=_LIVE, postgresql_where=_LIVE),
    )
