"""The tables of reports and appeals, and of what a suspended member appeals with."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from torg.db.base import Base


class ReportRow(Base):
    """One report, with what the room looked like when it was made."""

    __tablename__ = "reports"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    reporter_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    """NULL once the reporter has deleted their account."""
    reported_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    """NULL: the report is about the room."""
    room_id: Mapped[UUID] = mapped_column(ForeignKey("rooms.id"))
    reason: Mapped[str] = mapped_column(String(24))
    words: Mapped[str] = mapped_column(String(2000))
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The roster and the room's events at that moment."""
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16), index=True)
    """`open`, `in_review` or `decided`."""
    reviewed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    decision: Mapped[str | None] = mapped_column(String(24))
    note: Mapped[str | None] = mapped_column(String(2000))
    """What both sides are told beside the decision."""


class AppealRow(Base):
    """A side asks, once, that a decision be looked at again."""

    __tablename__ = "appeals"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    words: Mapped[str] = mapped_column(String(2000))
    at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    upheld: Mapped[bool | None]
    """Whether the decision stood."""


class SuspensionAppealRow(Base):
    """A suspended member asks, once, that a suspension which no report led to be lifted."""

    __tablename__ = "suspension_appeals"
    __table_args__ = (UniqueConstraint("account_id", "suspended_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    suspended_at: Mapped[datetime]
    """Which suspension it is about; why and by whom stands in the audit log."""
    words: Mapped[str] = mapped_column(String(2000))
    at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    upheld: Mapped[bool | None]
    """Whether the suspension stood."""


class AppealTicketRow(Base):
    """What lets a suspended member appeal without a login session; only its SHA-256 is kept."""

    __tablename__ = "appeal_tickets"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    suspended_at: Mapped[datetime]
    """Which suspension it may be used against."""
    expires_at: Mapped[datetime] = mapped_column(index=True)
