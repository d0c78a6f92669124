"""Whatever bytes a stranger sends in a passkey's place, the answer is a refusal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.authenticator import Authenticator, raw, unpadded
from webauthn.helpers import encode_cbor

from torg.accounts.account import Account, InstanceRole
from torg.accounts.passkeys import (
    Key,
    RelyingParty,
    creation_options,
    read_new,
    read_shown,
    request_options,
)
from torg.accounts.sign_in_schemas import NewCredential, ShownCredential
from torg.errors import PasskeyRefused, SignInFailed
from torg.kit.fresh import new_uuid
from torg.kit.ids import AccountId, LoginSessionId

PARTY = RelyingParty("localhost", "Torg", "http://localhost:8000")
CHALLENGE = bytes(range(32))
BOB = Account(
    id=AccountId(new_uuid()),
    handle="bob",
    name="Bob",
    photo=None,
    languages=("en",),
    role=InstanceRole.MEMBER,
    login_session=LoginSessionId(new_uuid()),
)
DEVICE = Authenticator(PARTY.origin)
MADE = DEVICE.create(creation_options(PARTY, BOB, CHALLENGE, []))
SHOWN = DEVICE.get(request_options(PARTY, CHALLENGE))
KEY = read_new(PARTY, NewCredential.model_validate(MADE), CHALLENGE)

SCARS = st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))


def scarred(whole: str, scar: tuple[int, bytes]) -> str:
    """Write other bytes into an answer, somewhere; always at least one differs."""
    at, what = scar
    before = raw(whole)
    at %= len(before)
    after = before[:at] + what + before[at + len(what) :]
    return unpadded(after if after != before else before[:at] + bytes([before[at] ^ 1]))


def test_what_was_not_touched_is_taken() -> None:
    shown = ShownCredential.model_validate(SHOWN)

    assert KEY.credential_id == DEVICE.credential_id
    assert read_shown(PARTY, shown, CHALLENGE, KEY, BOB.id) == 0


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["clientDataJSON", "authenticatorData", "signature"]), SCARS)
def test_a_touched_answer_signs_nobody_in(field: str, scar: tuple[int, bytes]) -> None:
    response = SHOWN["response"] | {field: scarred(SHOWN["response"][field], scar)}
    shown = ShownCredential.model_validate(SHOWN | {"response": response})

    with pytest.raises(SignInFailed):
        read_shown(PARTY, shown, CHALLENGE, KEY, BOB.id)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_no_key_that_was_kept_ends_in_a_fault(stored: bytes) -> None:
    shown = ShownCredential.model_validate(SHOWN)

    with pytest.raises(SignInFailed):
        read_shown(PARTY, shown, CHALLENGE, Key(KEY.credential_id, stored, 0), BOB.id)


def registration(attestation: bytes) -> NewCredential:
    response = MADE["response"] | {"attestationObject": unpadded(attestation)}
    return NewCredential.model_validate(MADE | {"response": response})


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.builds(
            lambda fmt, statement, data: encode_cbor(
                {"fmt": fmt, "attStmt": statement, "authData": data}
            ),
            st.sampled_from(["none", "packed", "tpm", "fido-u2f", "apple", "android-key", "x"]),
            st.dictionaries(
                st.sampled_from(["alg", "sig", "x5c", "ver", "certInfo", "pubArea"]),
                st.one_of(st.integers(), st.binary(), st.lists(st.binary())),
            ),
            st.binary(max_size=200),
        ),
    )
)
def test_no_attestation_ends_in_a_fault(attestation: bytes) -> None:
    with pytest.raises(PasskeyRefused):
        read_new(PARTY, registration(attestation), CHALLENGE)
