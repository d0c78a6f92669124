"""The waiting list for members: who names me, letting them in, and declining."""

from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request

from torg.accounts.account import Person
from torg.accounts.signed_in import Now, SignedIn, Tx, answers
from torg.errors import (
    BadRequest,
    ForeignOrigin,
    HandleTaken,
    NotSignedIn,
    QuotaSpent,
    ReservationNotFound,
    TooMany,
    Validation,
)
from torg.kit.http import nothing_said
from torg.waiting.schemas import Reservations
from torg.waiting.service import LettingIn

router = APIRouter(prefix="/api/waiting", tags=["waiting list"])

SILENT: Final = (Depends(nothing_said),)
"""For commands whose address says it all."""


def _letting_in(me: SignedIn, transaction: Tx, now: Now) -> LettingIn:
    return LettingIn(transaction, me, now)


Hosting = Annotated[LettingIn, Depends(_letting_in, scope="function")]


@router.get("", responses=answers(NotSignedIn, BadRequest, TooMany))
async def waiting(
    hosting: Hosting, after: Annotated[str | None, Query(max_length=100)] = None
) -> Reservations:
    """Page through who says that I know them; as an admin, through everybody who waits."""
    return await hosting.waiting(after)


@router.post(
    "/{reservation}/let-in",
    status_code=HTTPStatus.CREATED,
    dependencies=SILENT,
    responses=answers(
        NotSignedIn,
        ForeignOrigin,
        ReservationNotFound,
        QuotaSpent,
        HandleTaken,
        Validation,
        TooMany,
    ),
)
async def let_in(reservation: UUID, hosting: Hosting, request: Request) -> Person:
    """Make a member of who waits; it costs one of my invitations."""
    state = request.app.state
    return await hosting.let_in(reservation, state.settings, state.instance_key)


@router.post(
    "/{reservation}/decline",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=SILENT,
    responses=answers(NotSignedIn, ForeignOrigin, ReservationNotFound, Validation, TooMany),
)
async def decline(reservation: UUID, hosting: Hosting) -> None:
    """See this reservation no more; nobody is told."""
    await hosting.decline(reservation)
