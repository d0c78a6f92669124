"""Where I am signed in, and ending that: one login session, the others, or all."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from torg.accounts import sessions
from torg.accounts.cookie import clear_secret
from torg.accounts.sessions import Ending
from torg.accounts.sign_in_schemas import MyLoginSessions
from torg.accounts.signed_in import Now, Reading, SignedIn, Tx, answers
from torg.errors import ForeignOrigin, NotFound, NotSignedIn, TooMany, Validation
from torg.kit.http import nothing_said

router = APIRouter(
    prefix="/api/sessions", tags=["login sessions"], dependencies=[Depends(nothing_said)]
)


def _ending(me: SignedIn, transaction: Tx, now: Now, request: Request) -> Ending:
    return Ending(transaction, me, request.app.state.depart, now)


End = Annotated[Ending, Depends(_ending, scope="function")]


@router.get("", responses=answers(NotSignedIn, TooMany))
async def login_sessions(me: SignedIn, transaction: Reading, now: Now) -> MyLoginSessions:
    """List my login sessions."""
    return await sessions.listed(transaction, me, now)


@router.delete(
    "/{login_session}",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(NotSignedIn, ForeignOrigin, NotFound, Validation, TooMany),
)
async def end_one(
    login_session: UUID, me: SignedIn, end: End, request: Request, response: Response
) -> None:
    """End one of my login sessions; what is not mine is not there, so nothing happens."""
    await end.one(login_session)
    if login_session == me.login_session:
        clear_secret(response, request.app.state.settings)


@router.post(
    "/end-others",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(NotSignedIn, ForeignOrigin, Validation, TooMany),
)
async def end_others(end: End) -> None:
    """End all my login sessions but this one."""
    await end.others()


@router.post(
    "/end-all",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(NotSignedIn, ForeignOrigin, Validation, TooMany),
)
async def end_all(end: End, request: Request, response: Response) -> None:
    """End all my login sessions, this one too."""
    await end.all()
    clear_secret(response, request.app.state.settings)
