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
    skeleton: Mapped[str | None] = mapped_column(String(32), index=True, unique=True)
    """What the handle looks like; two that look alike have one skeleton."""
    handle_changed_at: Mapped[datetime | None]
    bio: Mapped[str] = mapped_column(String(500), server_default="")
    photo_id: Mapped[UUID | None]
    """The random name under which the photo is fetched; it changes with the photo."""
    suspended_at: Mapped[datetime | None]
    suspended_until: Mapped[datetime | None]
    """NULL while suspended: until it is lifted."""


class LockedHandleRow(Base):
    """A handle that nobody can take for a while: its member changed it, or deleted the account."""

    __tablename__ = "locked_handles"

    handle: Mapped[str] = mapped_column(String(16), primary_key=True)
    skeleton: Mapped[str] = mapped_column(String(32), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    """Whose it was; they may take it back."""
    until: Mapped[datetime]


class SearchWordRow(Base):
    """One folded word by whose beginning a member is found; kept with their handle and name."""

    __tablename__ = "search_words"

    # Beginnings are looked up as a range, so both databases must sort by code points.
    word: Mapped[str] = mapped_column(
        String(64).with_variant(String(64, collation="C"), "postgresql"), primary_key=True
    )
    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("accounts.id"), primary_key=True, index=True
    )


class PhotoRow(Base):
    """A member's photo, as this instance drew it anew from what was uploaded."""

    __tablename__ = "photos"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), unique=True)
    image: Mapped[bytes]
    """WebP, 320 x 320."""
    at: Mapped[datetime]


class EmailRow(Base):
    """The address a member can be mailed a sign-in code at; it counts once it is confirmed."""

    __tablename__ = "emails"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    confirmed_at: Mapped[datetime | None]


class MailedCodeRow(Base):
    """A mailed 8-digit code that has not been used; its tries are counted here."""

    __tablename__ = "mailed_codes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    """`sign_in` or `confirm`."""
    code_hash: Mapped[bytes]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)


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
    passkey_id: Mapped[UUID | None]
    """The passkey its bearer last signed in by, which may be gone; NULL for any other way."""


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
