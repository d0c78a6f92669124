"""People: search, profiles, who follows whom."""

from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request

from torg.accounts.signed_in import Now, Reading, SignedIn, Tx, answers
from torg.errors import (
    BadRequest,
    ForeignOrigin,
    MemberNotFound,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TooMany,
    Validation,
)
from torg.kit.http import network_of, nothing_said
from torg.kit.limits import Limited
from torg.social.counting import counted_profile
from torg.social.looking import Looking
from torg.social.rules import FollowList
from torg.social.schemas import FollowPage, FoundPeople, MemberProfile
from torg.social.service import Following

router = APIRouter(prefix="/api/members", tags=["people"])


def _looking(me: SignedIn, transaction: Reading, now: Now) -> Looking:
    return Looking(transaction, me, now)


def _following(me: SignedIn, transaction: Tx, now: Now) -> Following:
    return Following(transaction, me, now)


Sight = Annotated[Looking, Depends(_looking, scope="function")]
Mine = Annotated[Following, Depends(_following, scope="function")]
After = Annotated[str | None, Query(max_length=100)]

SILENT: Final = (Depends(nothing_said),)
COUNTED: Final = (Depends(counted_profile),)
LOOKING: Final = answers(NotSignedIn, MemberNotFound, BadRequest, Validation, TooMany)
CHANGING: Final = answers(
    NotSignedIn, ForeignOrigin, NotAllowed, MemberNotFound, NotFound, Validation, TooMany
)


@router.get("", responses=answers(NotSignedIn, Validation, TooMany))
async def search(
    me: SignedIn,
    query: Annotated[str, Query(min_length=1, max_length=60)],
    looking: Sight,
    request: Request,
    after: After = None,
) -> FoundPeople:
    """Find members by the beginnings of handle and names, from two signs on."""
    network = network_of(request)
    request.app.state.limits.spend(Limited.SEARCH, account=me.id, network=network)
    return await looking.search(query, after)


@router.get("/{handle}", dependencies=COUNTED, responses=LOOKING)
async def profile(handle: str, looking: Sight) -> MemberProfile:
    """Show a member's profile."""
    return await looking.profile(handle)


@router.get("/{handle}/followers", dependencies=COUNTED, responses=LOOKING)
async def followers(handle: str, looking: Sight, after: After = None) -> FollowPage:
    """List who follows a member, the latest first."""
    return await looking.follow_page(handle, FollowList.FOLLOWERS, after)


@router.get("/{handle}/following", dependencies=COUNTED, responses=LOOKING)
async def following(handle: str, looking: Sight, after: After = None) -> FollowPage:
    """List whom a member follows, the latest first."""
    return await looking.follow_page(handle, FollowList.FOLLOWING, after)


@router.put(
    "/{member_id}/follow",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=SILENT,
    responses=CHANGING,
)
async def follow(me: SignedIn, member_id: UUID, mine: Mine, request: Request) -> None:
    """Follow a member."""
    request.app.state.limits.spend(Limited.FOLLOW, account=me.id)
    await mine.follow(member_id)


@router.delete(
    "/{member_id}/follow",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=SILENT,
    responses=answers(NotSignedIn, ForeignOrigin, NotFound, Validation, TooMany),
)
async def unfollow(member_id: UUID, mine: Mine) -> None:
    """Follow a member no longer."""
    await mine.unfollow(member_id)
