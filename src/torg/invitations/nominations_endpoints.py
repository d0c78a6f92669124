"""Who nominated whom, over HTTP: the two see it, and together they decide whether others do."""

from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends

from torg.accounts.signed_in import Reading, SignedIn, Tx, answers
from torg.errors import ForeignOrigin, MemberNotFound, NotSignedIn, TooMany, Validation
from torg.invitations.branches_repository import Nominations
from torg.invitations.schemas import MyNominations, Nominated
from torg.kit.http import nothing_said

router = APIRouter(prefix="/api/nominations", tags=["invitations"])

EMPTY: Final = (Depends(nothing_said),)
WISH: Final = answers(NotSignedIn, ForeignOrigin, Validation, TooMany)


def _nominations(transaction: Tx) -> Nominations:
    return Nominations(transaction)


Agreeing = Annotated[Nominations, Depends(_nominations, scope="function")]


@router.get("", responses=answers(NotSignedIn, TooMany))
async def nominations(me: SignedIn, transaction: Reading) -> MyNominations:
    """Say who let me in, and whom I let in."""
    known = Nominations(transaction)
    by, agreed, mine = await known.of(me.id), await known.agreed(me.id), await known.by(me.id)
    return MyNominations(
        by=by,
        member_shows=agreed.member,
        inviter_shows=agreed.inviter,
        mine=tuple(
            Nominated(
                person=each.person,
                joined_at=each.joined_at,
                inviter_shows=each.agreed.inviter,
                member_shows=each.agreed.member,
            )
            for each in mine
        ),
    )


@router.put("/me", status_code=HTTPStatus.NO_CONTENT, dependencies=EMPTY, responses=WISH)
async def show_mine(me: SignedIn, known: Agreeing) -> None:
    """Agree that others see who nominated me."""
    await known.member_agrees(me.id, shows=True)


@router.delete("/me", status_code=HTTPStatus.NO_CONTENT, dependencies=EMPTY, responses=WISH)
async def hide_mine(me: SignedIn, known: Agreeing) -> None:
    """Agree no longer that others see who nominated me."""
    await known.member_agrees(me.id, shows=False)


@router.put(
    "/{member_id}",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=EMPTY,
    responses=WISH | answers(MemberNotFound),
)
async def show(me: SignedIn, member_id: UUID, known: Agreeing) -> None:
    """Agree that others see that I nominated this member."""
    if not await known.inviter_agrees(me.id, member_id, shows=True):
        raise MemberNotFound


@router.delete(
    "/{member_id}",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=EMPTY,
    responses=WISH | answers(MemberNotFound),
)
async def hide(me: SignedIn, member_id: UUID, known: Agreeing) -> None:
    """Agree no longer that others see that I nominated this member."""
    if not await known.inviter_agrees(me.id, member_id, shows=False):
        raise MemberNotFound
