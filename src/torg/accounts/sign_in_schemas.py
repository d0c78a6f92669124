"""What is said when signing in and when adding ways to sign in; passkeys speak WebAuthn's JSON."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from torg.accounts.schemas import Name
from torg.kit.shapes import Body, Shape

Base64url = Annotated[str, Field(max_length=32_768, pattern=r"^[A-Za-z0-9_-]*$")]
"""Bytes as WebAuthn writes them, without padding (RFC 4648 §5)."""

CredentialId = Annotated[Base64url, Field(min_length=1, max_length=1_364)]
"""WebAuthn allows 1,023 bytes."""


class Spoken(BaseModel, extra="ignore", frozen=True):
    """A part of what a browser's `toJSON()` gives: browsers add fields as they learn them."""


class Attestation(Spoken):
    """The authenticator's words about a new passkey."""

    clientDataJSON: Base64url  # noqa: N815 - WebAuthn's own name
    attestationObject: Base64url  # noqa: N815 - WebAuthn's own name


class NewCredential(Spoken):
    """A `RegistrationResponseJSON` (WebAuthn Level 3 §5.1.8)."""

    id: CredentialId
    rawId: CredentialId  # noqa: N815 - WebAuthn's own name
    type: Literal["public-key"]
    response: Attestation


class Assertion(Spoken):
    """The authenticator's proof that it holds a passkey."""

    clientDataJSON: Base64url  # noqa: N815 - WebAuthn's own name
    authenticatorData: Base64url  # noqa: N815 - WebAuthn's own name
    signature: Base64url
    userHandle: Base64url | None = None  # noqa: N815 - WebAuthn's own name


class ShownCredential(Spoken):
    """An `AuthenticationResponseJSON` (WebAuthn Level 3 §5.1.8)."""

    id: CredentialId
    rawId: CredentialId  # noqa: N815 - WebAuthn's own name
    type: Literal["public-key"]
    response: Assertion


class NewPasskey(Body):
    """A passkey to keep, under a name its holder will know it by."""

    credential: NewCredential
    name: Name


class Passkey(Shape):
    """A passkey as its holder sees it."""

    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None


class MyPasskeys(Shape):
    """My passkeys, oldest first."""

    passkeys: tuple[Passkey, ...]


class RecoveryCodes(Shape):
    """Ten codes, shown this once; each signs in once."""

    codes: tuple[str, ...]


class RecoveryCodesLeft(Shape):
    """How many codes have not been used."""

    left: int


class SignInOptions(Shape):
    """What a browser asks its passkeys; `id` goes back with the answer, within five minutes."""

    id: UUID
    options: dict[str, Any]


class ByPasskey(Body):
    """Signing in by a passkey."""

    id: UUID
    credential: ShownCredential


class ByRecoveryCode(Body):
    """Signing in by a recovery code, however it was typed."""

    handle: str = Field(max_length=64)
    code: str = Field(max_length=128)


class ByRecoveryLink(Body):
    """Signing in by the link from the console: what stood after its `#`."""

    token: str = Field(max_length=128)


class LoginSession(Shape):
    """A browser or program that is signed in; `browser` is a guess by its own words."""

    id: UUID
    current: bool
    created_at: datetime
    last_seen_at: datetime
    browser: str | None


class MyLoginSessions(Shape):
    """Where I am signed in, the latest use first."""

    sessions: tuple[LoginSession, ...]
