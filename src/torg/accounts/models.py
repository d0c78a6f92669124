"""The tables of accounts and login sessions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from torg.db.base import Base


class AccountRow(Base):
    """A member's account; a deleted one keeps its row, so that its handle stays locked."""

    __tablename__ = "accounts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(String(50))
    languages: Mapped[list[str]] = mapped_column(JSON)
    role: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class LoginSessionRow(Base):
    """One browser or program signed in as one account; of its secret only the SHA-256."""

    __tablename__ = "login_sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    secret_hash: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
