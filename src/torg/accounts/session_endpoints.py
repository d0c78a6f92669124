"""Where I am signed in, and ending that: one login session, the others, or all."""
# ruff: noqa: ARG001 - the services behind these routes come next

from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter

from torg.accounts.sign_in_schemas import MyLoginSessions
from torg.accounts.signed_in import SignedIn, answers
from torg.errors import ForeignOrigin, NotFound, NotSignedIn, TooMany, Validation

router = APIRouter(prefix="/api/sessions", tags=["login sessions"])


@router.get("", responses=answers(NotSignedIn, TooMany))
async def login_sessions(me: SignedIn) -> MyLoginSessions:
    """List my login sessions."""
    raise NotFound


@router.delete(
    "/{login_session}",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(NotSignedIn, ForeignOrigin, Validation, TooMany),
)
async def end_one(me: SignedIn, login_session: UUID) -> None:
    """End one of my login sessions; what is not mine is not there, so nothing happens."""
    raise NotFound


@router.post(
    "/end-others",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(NotSignedIn, ForeignOrigin, TooMany),
)
async def end_others(me: SignedIn) -> None:
    """End all my login sessions but this one."""
    raise NotFound


@router.post(
    "/end-all",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(NotSignedIn, ForeignOrigin, TooMany),
)
async def end_all(me: SignedIn) -> None:
    """End all my login sessions, this one too."""
    raise NotFound
