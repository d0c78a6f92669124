"""My ways back in: passkeys, recovery codes, and the notice that a recovery link was made."""
# ruff: noqa: ARG001 - the services behind these routes come next

from http import HTTPStatus
from typing import Any
from uuid import UUID

from fastapi import APIRouter

from torg.accounts.sign_in_schemas import (
    MyPasskeys,
    NewPasskey,
    Passkey,
    RecoveryCodes,
    RecoveryCodesLeft,
)
from torg.accounts.signed_in import SignedIn, answers
from torg.errors import (
    ForeignOrigin,
    LastWayIn,
    NotFound,
    NotSignedIn,
    PasskeyRefused,
    ProofTooOld,
    TooMany,
    Validation,
)

router = APIRouter(prefix="/api", tags=["ways in"])


@router.post(
    "/passkeys/options",
    responses=answers(NotSignedIn, ForeignOrigin, ProofTooOld, PasskeyRefused, TooMany),
)
async def passkey_options(me: SignedIn) -> dict[str, Any]:
    """Give a `PublicKeyCredentialCreationOptionsJSON`, good for one passkey within five minutes."""
    raise NotFound


@router.post(
    "/passkeys",
    status_code=HTTPStatus.CREATED,
    responses=answers(NotSignedIn, ForeignOrigin, PasskeyRefused, Validation, TooMany),
)
async def add_passkey(me: SignedIn, body: NewPasskey) -> Passkey:
    """Keep a new passkey."""
    raise NotFound


@router.get("/passkeys", responses=answers(NotSignedIn, TooMany))
async def passkeys(me: SignedIn) -> MyPasskeys:
    """List my passkeys."""
    raise NotFound


@router.delete(
    "/passkeys/{passkey}",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(NotSignedIn, ForeignOrigin, LastWayIn, Validation, TooMany),
)
async def remove_passkey(me: SignedIn, passkey: UUID) -> None:
    """Forget a passkey, unless it is the last way in."""
    raise NotFound


@router.post(
    "/recovery-codes",
    status_code=HTTPStatus.CREATED,
    responses=answers(NotSignedIn, ForeignOrigin, ProofTooOld, TooMany),
)
async def new_recovery_codes(me: SignedIn) -> RecoveryCodes:
    """Make ten recovery codes in place of all older ones."""
    raise NotFound


@router.get("/recovery-codes", responses=answers(NotSignedIn, TooMany))
async def recovery_codes_left(me: SignedIn) -> RecoveryCodesLeft:
    """Say how many recovery codes are left."""
    raise NotFound


@router.delete(
    "/recovery-notice",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(NotSignedIn, ForeignOrigin, TooMany),
)
async def dismiss_notice(me: SignedIn) -> None:
    """Note that I have read that a recovery link was made for me."""
    raise NotFound
