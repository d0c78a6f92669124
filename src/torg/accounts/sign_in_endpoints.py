"""The doors for who has been here before: a passkey, a recovery code, or a recovery link."""
# ruff: noqa: ARG001 - the services behind these routes come next

from fastapi import APIRouter

from torg.accounts.schemas import Me
from torg.accounts.sign_in_schemas import (
    ByPasskey,
    ByRecoveryCode,
    ByRecoveryLink,
    SignInOptions,
)
from torg.errors import ForeignOrigin, NotFound, SignInFailed, TooMany, Validation
from torg.kit.http import answers

router = APIRouter(prefix="/api/sign-in", tags=["signing in"])

_REFUSALS = answers(SignInFailed, ForeignOrigin, Validation, TooMany)


@router.post("/options", responses=answers(ForeignOrigin, TooMany))
async def options() -> SignInOptions:
    """Ask the browser for any passkey it has for this instance."""
    raise NotFound


@router.post("/passkey", responses=_REFUSALS)
async def by_passkey(body: ByPasskey) -> Me:
    """Sign in by a passkey."""
    raise NotFound


@router.post("/recovery", responses=_REFUSALS)
async def by_recovery_code(body: ByRecoveryCode) -> Me:
    """Sign in by a recovery code, which is spent by it."""
    raise NotFound


@router.post("/link", responses=_REFUSALS)
async def by_recovery_link(body: ByRecoveryLink) -> Me:
    """Sign in by the one-time link from the console."""
    raise NotFound
