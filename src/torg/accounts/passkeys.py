"""What is asked of an authenticator and what its answers prove (WebAuthn Level 3), without I/O."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Self

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.options_to_json_dict import options_to_json_dict
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from torg.accounts.account import Account, Person
from torg.accounts.rules import CHALLENGE
from torg.accounts.sign_in_schemas import NewCredential, ShownCredential
from torg.config import Settings
from torg.errors import PasskeyRefused, SignInFailed
from torg.kit.ids import AccountId
from torg.kit.origin import own_origin

CHALLENGE_BYTES: Final = 32
TIMEOUT_MS: Final = int(CHALLENGE.total_seconds() * 1000)


class Key(NamedTuple):
    """A credential as its authenticator made it; `public_key` is in COSE's form."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """This instance, as authenticators know it."""

    id: str
    name: str
    origin: str

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Make it of the configured origin; a request's own Host header proves nothing."""
        return cls(settings.origin.host or "", settings.instance_name, own_origin(settings))


def creation_options(
    party: RelyingParty, account: Account | Person, challenge: bytes, known: Iterable[bytes]
) -> dict[str, Any]:
    """Ask for a passkey that can be found without a handle; one a member has is not made twice."""
    options = generate_registration_options(
        rp_id=party.id,
        rp_name=party.name,
        user_id=account.id.bytes,
        user_name=account.handle,
        user_display_name=account.name,
        challenge=challenge,
        timeout=TIMEOUT_MS,
        # Which make of key somebody has is nobody's business.
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
    )
    return options_to_json_dict(options)


def read_new(party: RelyingParty, credential: NewCredential, challenge: bytes) -> Key:
    """Read what the authenticator made. Raises PasskeyRefused."""
    try:
        verified = verify_registration_response(
            credential=credential.model_dump(),
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
        )
    except Exception as refusal:  # whatever the parsers trip over in a stranger's bytes
        raise PasskeyRefused from refusal
    return Key(verified.credential_id, verified.credential_public_key, verified.sign_count)


def request_options(party: RelyingParty, challenge: bytes) -> dict[str, Any]:
    """Ask for any passkey of this instance: no handle is given, so none is told."""
    options = generate_authentication_options(
        rp_id=party.id,
        challenge=challenge,
        timeout=TIMEOUT_MS,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return options_to_json_dict(options)


def credential_id_of(credential: ShownCredential) -> bytes:
    """Give the id under which a credential is kept. Raises SignInFailed."""
    try:
        return base64url_to_bytes(credential.rawId)
    except ValueError as unreadable:
        raise SignInFailed from unreadable


def read_shown(
    party: RelyingParty,
    credential: ShownCredential,
    challenge: bytes,
    key: Key,
    account: AccountId,
) -> int:
    """Check that the holder of a key is here; give its new counter. Raises SignInFailed."""
    # Nobody was named before, so the answer itself must name the account (§7.2, step 6).
    if credential.response.userHandle != bytes_to_base64url(account.bytes):
        raise SignInFailed
    try:
        verified = verify_authentication_response(
            credential=credential.model_dump(),
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
        )
    except Exception as refusal:  # whatever the parsers trip over in a stranger's bytes
        raise SignInFailed from refusal
    return verified.new_sign_count
