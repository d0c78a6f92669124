"""Rooms over HTTP: see one, open one, go in and out, read who is there."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from torg.accounts.repeats import Repeating
from torg.accounts.signed_in import Now, SignedIn, answers
from torg.errors import (
    BadRequest,
    KeyReused,
    MediaAway,
    MemberUnknown,
    NotAllowed,
    NotSignedIn,
    RoomFull,
    RoomNotFound,
    TooMany,
)
from torg.kit.fresh import new_lease_id, new_uuid
from torg.kit.http import nothing_said
from torg.kit.ids import RoomId
from torg.kit.limits import Limited
from torg.kit.origin import own_origin
from torg.rooms.dependencies import AtMost, Rooms, RoomsToRead, media_is_there
from torg.rooms.room import NewRoom
from torg.rooms.schemas import Card, People, RoomWish, Ticket
from torg.social.counting import counted_profile

router = APIRouter(prefix="/api/rooms", tags=["rooms"])


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    responses=answers(NotSignedIn, MemberUnknown, RoomNotFound, KeyReused, TooMany),
)
async def open_room(  # noqa: PLR0913, PLR0917 - one parameter is one part of the request
    wish: RoomWish, me: SignedIn, rooms: Rooms, now: Now, repeating: Repeating, request: Request
) -> Card:
    """Open a room, whose host I am; the same `Idempotency-Key` gives the same room for a day."""
    fresh = new_uuid()
    room_id = RoomId(await repeating.first(fresh))
    if room_id != fresh:
        return await rooms.card(room_id, me.id)
    AtMost(Limited.OPEN_ROOM)(request, me)
    listed = await rooms.accounts_of(wish.list, me.id, now)
    new = NewRoom(wish.title, wish.languages, wish.type, listed)
    return await rooms.open(room_id, new, me.id, now)


@router.get("/{room_id}", responses=answers(NotSignedIn, RoomNotFound))
async def room_card(room_id: RoomId, me: SignedIn, rooms: RoomsToRead) -> Card:
    """See a room from outside."""
    return await rooms.card(room_id, me.id)


@router.put(
    "/{room_id}/list/{handle}",
    status_code=HTTPStatus.NO_CONTENT,
    # Counted, since the answer tells whether there is somebody with this handle.
    dependencies=[Depends(nothing_said), Depends(counted_profile)],
    responses=answers(NotSignedIn, RoomNotFound, NotAllowed, MemberUnknown, TooMany),
)
async def extend_list(room_id: RoomId, handle: str, me: SignedIn, rooms: Rooms, now: Now) -> None:
    """Let one more member into a closed room."""
    await rooms.extend_list(room_id, me, handle, now)


@router.post(
    "/{room_id}/join",
    dependencies=[Depends(nothing_said), Depends(AtMost(Limited.JOIN)), Depends(media_is_there)],
    responses=answers(NotSignedIn, RoomNotFound, RoomFull, TooMany, MediaAway),
)
async def join(room_id: RoomId, me: SignedIn, rooms: Rooms, now: Now, request: Request) -> Ticket:
    """Enter as a silent listener, come back to my seat, or renew my token."""
    state = request.app.state
    lease = await rooms.join(room_id, me, new_lease_id(), now)
    return Ticket(
        lease_id=lease.id,
        token=state.lease_keys.lease_token(lease, now),
        url=own_origin(state.settings).replace("http", "ws", 1),
        role=lease.role,
    )


@router.post(
    "/{room_id}/leave",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=[Depends(nothing_said)],
    responses=answers(NotSignedIn),
)
async def leave(room_id: RoomId, me: SignedIn, rooms: Rooms, now: Now) -> None:
    """Leave quietly; also when I am not there."""
    await rooms.leave(room_id, me, now)


@router.get(
    "/{room_id}/people",
    responses=answers(NotSignedIn, RoomNotFound, NotAllowed, BadRequest),
)
async def people(
    room_id: RoomId,
    me: SignedIn,
    rooms: RoomsToRead,
    now: Now,
    after: Annotated[str | None, Query(max_length=100)] = None,
) -> People:
    """Page through the audience of the room I am in."""
    return await rooms.people(room_id, me, after, now)
