"""The tables of accounts, login sessions and the ways back in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, String
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
    proved_at: Mapped[datetime | None]
    """When its bearer last signed in; NULL stands for `created_at`."""
    browser: Mapped[str | None] = mapped_column(String(40))
    """What its holder will know it by, "Firefox on Linux"; nothing finer is kept."""


class PasskeyRow(Base):
    """A WebAuthn credential; its private key never left its holder's device or cloud."""

    __tablename__ = "passkeys"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    """In COSE's form (RFC 9052 §7)."""
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(50))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class ChallengeRow(Base):
    """What a passkey is asked to sign; the row is gone with its first answer."""

    __tablename__ = "challenges"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    challenge: Mapped[bytes]
    login_session_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("login_sessions.id"), unique=True
    )
    """Who may add a passkey by it; NULL: it is for signing in."""
    expires_at: Mapped[datetime] = mapped_column(index=True)


class RecoveryCodeRow(Base):
    """A recovery code that has not been used; of the code only the SHA-256."""

    __tablename__ = "recovery_codes"

    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_at: Mapped[datetime]


class RecoveryLinkRow(Base):
    """A link from the console: who could come in by it, whether they did, and who was told."""

    __tablename__ = "recovery_links"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    dismissed_at: Mapped[datetime | None]
    """When the member had read that it was made."""
