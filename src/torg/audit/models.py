"""The table of the audit log: rows are added, and erased after a year, never changed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from torg.db.base import Base


class AuditRow(Base):
    """One privileged act."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True)
    """The order of acts; it never leaves the database."""
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    """NULL: the console, or the instance itself."""
    act: Mapped[str] = mapped_column(String(32))
    target_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("rooms.id"), index=True)
    reason: Mapped[str | None] = mapped_column(String(500))
    request_id: Mapped[str] = mapped_column(String(36))
