"""My ways back in: passkeys, recovery codes, and the notice that a recovery link was made."""

from http import HTTPStatus
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from torg.accounts.passkeys import RelyingParty
from torg.accounts.session_endpoints import End
from torg.accounts.sign_in_schemas import (
    MyPasskeys,
    NewPasskey,
    Passkey,
    RecoveryCodes,
    RecoveryCodesLeft,
)
from torg.accounts.signed_in import Now, Reading, SignedIn, Tx, answers
from torg.accounts.ways import WaysIn, named_party
from torg.accounts.ways_repository import Challenges
from torg.db.session import Database
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
from torg.kit.http import nothing_said

router = APIRouter(prefix="/api", tags=["ways in"])


def _party(request: Request) -> RelyingParty:
    return RelyingParty.of(request.app.state.settings)


def _ways(me: SignedIn, transaction: Tx, now: Now) -> WaysIn:
    return WaysIn(transaction, me, now)


SILENT: Final = (Depends(nothing_said),)
"""For commands whose address says it all."""

Party = Annotated[RelyingParty, Depends(_party)]
Ways = Annotated[WaysIn, Depends(_ways, scope="function")]


@router.post(
    "/passkeys/options",
    dependencies=SILENT,
    responses=answers(NotSignedIn, ForeignOrigin, ProofTooOld, PasskeyRefused, TooMany),
)
async def passkey_options(ways: Ways, transaction: Tx, request: Request) -> dict[str, Any]:
    """Give a `PublicKeyCredentialCreationOptionsJSON`, good for one passkey within five minutes."""
    return await ways.passkey_options(await named_party(transaction, request.app.state.settings))


@router.post(
    "/passkeys",
    status_code=HTTPStatus.CREATED,
    responses=answers(NotSignedIn, ForeignOrigin, PasskeyRefused, Validation, TooMany),
)
async def add_passkey(
    me: SignedIn, body: NewPasskey, party: Party, now: Now, request: Request
) -> Passkey:
    """Keep a new passkey."""
    database: Database = request.app.state.database
    # In a transaction of its own: a challenge is spent by a wrong answer too.
    async with database.transaction() as transaction:
        challenge = await Challenges(transaction).take_of(me.login_session, now)
    async with database.transaction() as transaction:
        return await WaysIn(transaction, me, now).add_passkey(party, body, challenge)


@router.get("/passkeys", responses=answers(NotSignedIn, TooMany))
async def passkeys(me: SignedIn, transaction: Reading, now: Now) -> MyPasskeys:
    """List my passkeys."""
    return await WaysIn(transaction, me, now).passkeys()


@router.delete(
    "/passkeys/{passkey}",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=SILENT,
    responses=answers(NotSignedIn, ForeignOrigin, LastWayIn, NotFound, Validation, TooMany),
)
async def remove_passkey(passkey: UUID, ways: Ways, end: End) -> None:
    """Forget a passkey, unless it is the last way in; who came by it is signed out."""
    await ways.remove_passkey(passkey)
    await end.begun_by(passkey)


@router.post(
    "/recovery-codes",
    status_code=HTTPStatus.CREATED,
    dependencies=SILENT,
    responses=answers(NotSignedIn, ForeignOrigin, ProofTooOld, Validation, TooMany),
)
async def new_recovery_codes(ways: Ways) -> RecoveryCodes:
    """Make ten recovery codes in place of all older ones."""
    return RecoveryCodes(codes=await ways.new_codes())


@router.get("/recovery-codes", responses=answers(NotSignedIn, TooMany))
async def recovery_codes_left(me: SignedIn, transaction: Reading, now: Now) -> RecoveryCodesLeft:
    """Say how many recovery codes are left."""
    return RecoveryCodesLeft(left=await WaysIn(transaction, me, now).codes_left())


@router.delete(
    "/recovery-notice",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=SILENT,
    responses=answers(NotSignedIn, ForeignOrigin, Validation, TooMany),
)
async def dismiss_notice(ways: Ways) -> None:
    """Note that I have read that a recovery link was made for me."""
    await ways.dismiss_notice()
