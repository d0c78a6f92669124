"""Who I am, and signing out."""

from http import HTTPStatus

from fastapi import APIRouter, Depends, Request, Response

from torg.accounts import service
from torg.accounts.cookie import clear_secret
from torg.accounts.schemas import Me
from torg.accounts.sessions import Ending
from torg.accounts.signed_in import Now, Reading, SignedIn, Tx, answers
from torg.errors import ForeignOrigin, NotSignedIn, TooMany, Validation
from torg.kit.http import nothing_said

router = APIRouter(prefix="/api", tags=["accounts"])


@router.get("/me", responses=answers(NotSignedIn, TooMany))
async def me(account: SignedIn, transaction: Reading) -> Me:
    """Say who asks."""
    return await service.me(transaction, account)


@router.delete(
    "/session",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=[Depends(nothing_said)],
    responses=answers(NotSignedIn, ForeignOrigin, Validation, TooMany),
)
async def sign_out(
    account: SignedIn, transaction: Tx, now: Now, request: Request, response: Response
) -> None:
    """Sign this browser out and leave the room it is in."""
    await Ending(transaction, account, request.app.state.depart, now).current()
    clear_secret(response, request.app.state.settings)
