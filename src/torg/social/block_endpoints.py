"""Whom I have blocked; nobody else ever learns it."""

from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from torg.accounts.signed_in import Now, SignedIn, Tx, answers
from torg.errors import (
    ForeignOrigin,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TooMany,
    Validation,
)
from torg.kit.http import nothing_said
from torg.kit.limits import Limited
from torg.social.schemas import BlockedPeople
from torg.social.service import Blocking

router = APIRouter(prefix="/api", tags=["people"])


def _blocking(me: SignedIn, transaction: Tx, now: Now, request: Request) -> Blocking:
    return Blocking(transaction, me, request.app.state.on_block, now)


Mine = Annotated[Blocking, Depends(_blocking, scope="function")]

SILENT: Final = (Depends(nothing_said),)


@router.put(
    "/members/{member_id}/block",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=SILENT,
    responses=answers(NotSignedIn, ForeignOrigin, NotAllowed, NotFound, Validation, TooMany),
)
async def block(me: SignedIn, member_id: UUID, mine: Mine, request: Request) -> None:
    """Block a member: to them it will be as if I were not here."""
    request.app.state.limits.spend(Limited.BLOCK, account=me.id)
    await mine.block(member_id)


@router.delete(
    "/members/{member_id}/block",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=SILENT,
    responses=answers(NotSignedIn, ForeignOrigin, NotFound, Validation, TooMany),
)
async def unblock(member_id: UUID, mine: Mine) -> None:
    """Take a block back; who followed whom does not come back."""
    await mine.unblock(member_id)


@router.get("/blocks", responses=answers(NotSignedIn, TooMany))
async def blocked(mine: Mine) -> BlockedPeople:
    """List whom I have blocked."""
    return await mine.blocked()
