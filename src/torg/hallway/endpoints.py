"""The hallway over HTTP: what stands in it, what is kept out of sight, and hiding a room."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from torg.accounts.signed_in import Now, SignedIn, Tx, answers
from torg.errors import NotSignedIn, RoomNotFound
from torg.hallway import service
from torg.hallway.moment import HallwayNow
from torg.hallway.reading import HallwayReading
from torg.hallway.rules import Shelf
from torg.hallway.schemas import Cards, Hallway
from torg.kit.http import nothing_said
from torg.kit.ids import RoomId
from torg.kit.shapes import Shape

router = APIRouter(prefix="/api/rooms", tags=["hallway"])


async def _as_i_see_it(request: Request, me: SignedIn) -> HallwayNow:
    reading: HallwayReading = request.app.state.hallway
    moment = await reading.now({me.id})
    if me.id not in moment.eyes:
        # The account was deleted since the request came in.
        raise NotSignedIn
    return moment


Seen = Annotated[HallwayNow, Depends(_as_i_see_it)]
"""The hallway, for the eyes of whoever asks."""


def _written(shape: Shape) -> Response:
    """Answer a shape as it is: hundreds of cards are written once and not checked again."""
    return Response(shape.model_dump_json(), media_type="application/json")


@router.get("", response_model=Hallway, responses=answers(NotSignedIn))
async def rooms_to_enter(me: SignedIn, seen: Seen) -> Response:
    """List the rooms I may enter: most followed people first, then my languages, then newest."""
    return _written(seen.seen_by(me.id))


@router.get("/folded", response_model=Cards, responses=answers(NotSignedIn))
async def folded_rooms(me: SignedIn, seen: Seen) -> Response:
    """List the rooms with somebody on stage whom I have blocked."""
    return _written(seen.kept_from(me.id, Shelf.FOLDED))


@router.get("/hidden", response_model=Cards, responses=answers(NotSignedIn))
async def hidden_rooms(me: SignedIn, seen: Seen) -> Response:
    """List the rooms that I have hidden."""
    return _written(seen.kept_from(me.id, Shelf.HIDDEN))


@router.put(
    "/{room_id}/hidden",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=[Depends(nothing_said)],
    responses=answers(NotSignedIn, RoomNotFound),
)
async def hide_room(room_id: RoomId, me: SignedIn, transaction: Tx, now: Now) -> None:
    """Hide a room from my hallway."""
    await service.hide(transaction, room_id, me.id, now)


@router.delete(
    "/{room_id}/hidden",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=[Depends(nothing_said)],
    responses=answers(NotSignedIn),
)
async def show_room(room_id: RoomId, me: SignedIn, transaction: Tx) -> None:
    """Show a room in my hallway again."""
    await service.show(transaction, room_id, me.id)
