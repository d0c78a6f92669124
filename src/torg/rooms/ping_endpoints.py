"""Pings over HTTP: asking followers into the room I am in."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request

from torg.accounts.signed_in import Now, Reading, SignedIn, Tx, answers
from torg.errors import NotAllowed, NotSignedIn, PingsSpent, RoomNotFound
from torg.kit.ids import AccountId, RoomId
from torg.rooms.pinging import Pinging
from torg.rooms.schemas import Ping, Pingable

router = APIRouter(prefix="/api/rooms/{room_id}", tags=["ping"])


@router.post(
    "/pings",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(NotSignedIn, RoomNotFound, NotAllowed, PingsSpent),
)
async def ping(  # noqa: PLR0913, PLR0917 - one parameter is one part of the request
    room_id: RoomId, wish: Ping, me: SignedIn, transaction: Tx, now: Now, request: Request
) -> None:
    """Ask a follower into the room I am in, ten at most; nobody learns whom it reached."""
    pinging = Pinging(transaction, request.app.state.stage_limits, room_id, me)
    await pinging.ping(AccountId(wish.to), now)


@router.get("/pingable", responses=answers(NotSignedIn, RoomNotFound, NotAllowed))
async def pingable(  # noqa: PLR0913, PLR0917 - one parameter is one part of the request
    room_id: RoomId,
    me: SignedIn,
    transaction: Reading,
    now: Now,
    request: Request,
    query: Annotated[str | None, Query(max_length=100)] = None,
) -> Pingable:
    """Find followers to ask in, by the beginnings of their names; each can be asked once."""
    pinging = Pinging(transaction, request.app.state.stage_limits, room_id, me)
    return await pinging.pingable(query, now)
