"""The stage over HTTP: hands, offers, held mutes, moves, and the end of a room."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Depends

from torg.accounts.signed_in import Now, SignedIn, answers
from torg.errors import (
    MediaAway,
    NotAllowed,
    NotSignedIn,
    OfferGone,
    RoomNotFound,
    StageFull,
    TooMany,
    TorgError,
)
from torg.kit.http import nothing_said
from torg.kit.ids import AccountId, RoomId
from torg.kit.limits import Limited
from torg.rooms.dependencies import AtMost, Rooms, media_is_there
from torg.stage import commands as c

router = APIRouter(
    prefix="/api/rooms/{room_id}", tags=["stage"], dependencies=[Depends(nothing_said)]
)


def _done(*refusals: type[TorgError]) -> dict[str, Any]:
    """Describe a command of the stage: it answers nothing, or why not."""
    return {
        "status_code": HTTPStatus.NO_CONTENT,
        "responses": answers(NotSignedIn, RoomNotFound, NotAllowed, *refusals),
    }


@router.put("/hand", dependencies=[Depends(AtMost(Limited.HAND))], **_done(TooMany))
async def raise_hand(room_id: RoomId, me: SignedIn, rooms: Rooms, now: Now) -> None:
    """Ask for the floor."""
    await rooms.act(room_id, me, c.RaiseHand(me.id), now)


@router.delete("/hand", **_done())
async def lower_hand(room_id: RoomId, me: SignedIn, rooms: Rooms, now: Now) -> None:
    """Take my hand down."""
    await rooms.act(room_id, me, c.LowerHand(me.id), now)


@router.delete("/hands/{account_id}", **_done())
async def refuse_hand(
    room_id: RoomId, account_id: AccountId, me: SignedIn, rooms: Rooms, now: Now
) -> None:
    """Say "Not now" to a raised hand."""
    await rooms.act(room_id, me, c.RefuseHand(me.id, account_id), now)


@router.post(
    "/offers/{account_id}",
    dependencies=[Depends(media_is_there)],
    **_done(StageFull, MediaAway),
)
async def invite_to_speak(
    room_id: RoomId, account_id: AccountId, me: SignedIn, rooms: Rooms, now: Now
) -> None:
    """Offer a listener a place on stage, for a minute."""
    await rooms.act(room_id, me, c.InviteToSpeak(me.id, account_id), now)


@router.post("/offer/accept", **_done(OfferGone, StageFull))
async def accept_offer(room_id: RoomId, me: SignedIn, rooms: Rooms, now: Now) -> None:
    """Go on stage, muted."""
    await rooms.act(room_id, me, c.AcceptOffer(me.id), now)


@router.post("/offer/decline", **_done())
async def decline_offer(room_id: RoomId, me: SignedIn, rooms: Rooms, now: Now) -> None:
    """Stay in the audience."""
    await rooms.act(room_id, me, c.DeclineOffer(me.id), now)


@router.put("/holds/{account_id}", **_done())
async def hold_mute(
    room_id: RoomId, account_id: AccountId, me: SignedIn, rooms: Rooms, now: Now
) -> None:
    """Keep somebody's microphone closed."""
    await rooms.act(room_id, me, c.HoldMute(me.id, account_id), now)


@router.delete("/holds/{account_id}", **_done())
async def release_mute(
    room_id: RoomId, account_id: AccountId, me: SignedIn, rooms: Rooms, now: Now
) -> None:
    """Let somebody open their own microphone again."""
    await rooms.act(room_id, me, c.ReleaseMute(me.id, account_id), now)


@router.delete("/stage/{account_id}", **_done())
async def move_to_audience(
    room_id: RoomId, account_id: AccountId, me: SignedIn, rooms: Rooms, now: Now
) -> None:
    """Take somebody off the stage; with my own id, step down."""
    await rooms.act(room_id, me, c.MoveToAudience(me.id, account_id), now)


@router.post("/end", **_done())
async def end_room(room_id: RoomId, me: SignedIn, rooms: Rooms, now: Now) -> None:
    """End the room for everyone."""
    await rooms.act(room_id, me, c.EndRoom(me.id), now)
