"""Members as admins see them: the list, suspension, branches, and who else is an admin."""

from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request

from torg.accounts.signed_in import Now, Tx, answers
from torg.accounts.ways_back import WaysBack
from torg.errors import (
    BadRequest,
    ForeignOrigin,
    MemberNotFound,
    NotAllowed,
    NotSignedIn,
    NoWayBack,
    TooMany,
    Validation,
)
from torg.kit.http import nothing_said
from torg.kit.text import OneLine
from torg.moderation.cursors import After
from torg.moderation.dependencies import AdminMaker, MemberKeeper, Suspender, departing_of
from torg.moderation.member_schemas import BranchSuspended, Members, Suspend
from torg.moderation.members import AdminRoles, listed
from torg.moderation.suspending import Suspending

router = APIRouter(prefix="/api/admin/members", tags=["admins: members"])

REFUSALS: Final = answers(
    NotSignedIn, ForeignOrigin, NotAllowed, MemberNotFound, Validation, TooMany
)
SILENT: Final = (Depends(nothing_said),)


def _suspending(me: Suspender, request: Request, transaction: Tx, now: Now) -> Suspending:
    return Suspending(transaction, me, departing_of(request, transaction), now)


def _admin_roles(me: AdminMaker, transaction: Tx, now: Now, request: Request) -> AdminRoles:
    state = request.app.state
    ways_back = WaysBack(transaction, mails=state.mail.is_set)
    return AdminRoles(transaction, me, state.depart, ways_back, now)


Acting = Annotated[Suspending, Depends(_suspending, scope="function")]
Roles = Annotated[AdminRoles, Depends(_admin_roles, scope="function")]


@router.get("", responses=answers(NotSignedIn, NotAllowed, BadRequest, Validation, TooMany))
async def members(
    me: MemberKeeper,
    transaction: Tx,
    now: Now,
    query: Annotated[OneLine, Query(max_length=50)] = "",
    after: After = None,
) -> Members:
    """Page through all members by handle; `query` may stand in the handle or the name."""
    return await listed(transaction, me, query, after, now)


@router.post("/{member}/suspension", status_code=HTTPStatus.NO_CONTENT, responses=REFUSALS)
async def suspend(member: UUID, body: Suspend, acting: Acting) -> None:
    """Suspend a member for days, or until it is lifted; at once they are signed out everywhere."""
    await acting.one(member, body.days, body.reason)


@router.delete(
    "/{member}/suspension",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=SILENT,
    responses=REFUSALS,
)
async def lift_suspension(member: UUID, acting: Acting) -> None:
    """Let a member act again."""
    await acting.lift(member)


@router.post("/{member}/branch-suspension", responses=REFUSALS)
async def suspend_branch(member: UUID, body: Suspend, acting: Acting) -> BranchSuspended:
    """Suspend a member and everybody who came in by them, in one act."""
    return await acting.branch(member, body.days, body.reason)


@router.put(
    "/{member}/admin",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=SILENT,
    responses={**REFUSALS, **answers(NoWayBack)},
)
async def make_admin(member: UUID, roles: Roles) -> None:
    """Make a member an admin, who then has to sign in anew, and must be able to; owner only."""
    await roles.give(member)


@router.delete(
    "/{member}/admin",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=SILENT,
    responses=REFUSALS,
)
async def take_admin_back(member: UUID, roles: Roles) -> None:
    """Let an admin be a member again; only the owner may."""
    await roles.take_back(member)
