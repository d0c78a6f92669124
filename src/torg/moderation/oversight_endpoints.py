"""Rooms and invitations as admins see them, each look written down; and ending a room."""

from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter

from torg.accounts.signed_in import Now, Tx, answers
from torg.audit.acts import Act
from torg.errors import (
    BadRequest,
    ForeignOrigin,
    NotAllowed,
    NotSignedIn,
    RoomNotFound,
    TooMany,
    Validation,
)
from torg.kit.ids import RoomId
from torg.moderation.cursors import After, by_moment, moment_in
from torg.moderation.dependencies import InvitationKeeper, RoomEnder, RoomKeeper
from torg.moderation.invitations_repository import PAGE, AllInvitations, Made
from torg.moderation.looking import note_look
from torg.moderation.naming import Names, names_for
from torg.moderation.oversight_schemas import (
    EndRoom,
    LiveRooms,
    SomebodysInvitation,
    SomebodysInvitations,
)
from torg.rooms.cards import read_cards
from torg.rooms.dependencies import Rooms

router = APIRouter(prefix="/api/admin", tags=["admins: rooms and invitations"])


@router.get("/rooms", responses=answers(NotSignedIn, NotAllowed, TooMany))
async def all_live_rooms(me: RoomKeeper, transaction: Tx, now: Now) -> LiveRooms:
    """List all live rooms, those too that I may not enter."""
    await note_look(transaction, me, Act.ROOMS_LOOKED_AT, now, continues=False)
    return LiveRooms(rooms=tuple(each.card for each in await read_cards(transaction)))


@router.post(
    "/rooms/{room_id}/end",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(NotSignedIn, ForeignOrigin, NotAllowed, RoomNotFound, Validation, TooMany),
)
async def end_room(room_id: UUID, body: EndRoom, me: RoomEnder, rooms: Rooms, now: Now) -> None:
    """End a room for everyone; the reason is shown to all who are there."""
    await rooms.end_as_admin(RoomId(room_id), me.id, body.reason, now)


@router.get(
    "/invitations", responses=answers(NotSignedIn, NotAllowed, BadRequest, Validation, TooMany)
)
async def all_invitations(
    me: InvitationKeeper, transaction: Tx, now: Now, after: After = None
) -> SomebodysInvitations:
    """Page through everybody's invitations."""
    behind = None if after is None else moment_in(after)
    await note_look(transaction, me, Act.INVITATIONS_LOOKED_AT, now, continues=after is not None)
    found = await AllInvitations(transaction).page(behind, now)
    page = found[:PAGE]
    people = {who for made in page for who in (made.inviter, made.member)}
    names = await names_for(transaction, people, ())
    last = page[-1] if len(found) > PAGE else None
    return SomebodysInvitations(
        invitations=tuple(_shown(made, names) for made in page),
        next=None if last is None else by_moment(last.created_at, last.id),
    )


def _shown(made: Made, names: Names) -> SomebodysInvitation:
    return SomebodysInvitation(
        id=made.id,
        inviter=names.person(made.inviter),
        language=made.language,
        state=made.state,
        created_at=made.created_at,
        expires_at=made.expires_at,
        member=names.person(made.member),
    )
