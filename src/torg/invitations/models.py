"""The tables of admission. Of a token only its SHA-256 is kept; names and addresses never are."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from torg.db.base import Base


class OwnerLinkRow(Base):
    """The one-time link for the first account."""

    __tablename__ = "owner_links"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class InvitationRow(Base):
    """One invitation: it lets exactly one person in, once."""

    __tablename__ = "invitations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    inviter_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))


class AdmissionRow(Base):
    """One line of the tree of who let whom in; the root has neither inviter nor invitation."""

    __tablename__ = "admissions"

    number: Mapped[int] = mapped_column(primary_key=True)
    """The order of admissions, for the chain of records; it never leaves the database."""
    member_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), unique=True)
    inviter_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    invitation_id: Mapped[UUID | None] = mapped_column(ForeignKey("invitations.id"), unique=True)
    admitted_at: Mapped[datetime]
    record: Mapped[bytes | None]
    """The record as it was signed; NULL only until an older database's first start anew."""
    record_hash: Mapped[bytes | None]
    """The chain's hash up to and with this record."""
    signature: Mapped[bytes | None]
    inviter_shows: Mapped[bool] = mapped_column(server_default=false())
    member_shows: Mapped[bool] = mapped_column(server_default=false())
    """Others see who nominated the member only while both have switched it on."""


class AllowanceRow(Base):
    """How many invitations a member may give beyond the first ones, and since when that grew."""

    __tablename__ = "allowances"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    grown: Mapped[int] = mapped_column(default=0)
    """One for every 30 days of taking part."""
    granted: Mapped[int] = mapped_column(default=0)
    """Given by admins."""
    counted_until: Mapped[datetime]
    """The end of the last 30 days that were counted."""
