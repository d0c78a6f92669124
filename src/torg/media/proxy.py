"""The door to signalling: /rtc, checked at every connect and cut when its lease ends."""

from collections.abc import Mapping
from typing import Final

import aiohttp
from fastapi import APIRouter, Request
from livekit.protocol.rtc import SignalResponse
from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocket

from torg.kit.clock import Clock
from torg.media.admission import Refused, lease_of, media_away, read_lease
from torg.media.client import MediaServer, MediaUnreachable, NoSuchRoom
from torg.media.leases import Lease
from torg.media.metrics import LINES_CLOSED, LINES_REFUSED
from torg.media.proxy_url import hears_all, upstream_query
from torg.media.pulse import pulse_of
from torg.media.reconciler import Reconciler
from torg.media.relay import Hooks, Relay
from torg.media.sockets import Line, Sockets
from torg.media.tokens import LeaseClaim, LeaseKeys

ANYWHERE: Final = {"Access-Control-Allow-Origin": "*"}
"""LiveKit's own header: clients read the answer of `validate` from any page."""

router = APIRouter(include_in_schema=False)


@router.websocket("/rtc")
async def rtc(websocket: WebSocket) -> None:
    """Relay LiveKit's signalling (dialect v0) for the holder of a live lease."""
    try:
        lease = await lease_of(websocket, connects=True)
        upstream = await _upstream_of(websocket, lease)
    except Refused as refusal:
        LINES_REFUSED.labels(refusal.status.value).inc()
        await websocket.send_denial_response(_answer(refusal))
        return
    try:
        await _relay(websocket, upstream, lease)
    finally:
        await upstream.close()


@router.get("/rtc/validate")
async def validate(request: Request) -> PlainTextResponse:
    """Tell a client why its socket was refused; livekit-client asks after each failure."""
    try:
        await lease_of(request, connects=False)
    except Refused as refusal:
        return _answer(refusal)
    return PlainTextResponse("success", headers=ANYWHERE)


@router.websocket("/rtc/v1")
async def rtc_v1(websocket: WebSocket) -> None:
    """Send clients that try the single-connection dialect first back to v0."""
    await websocket.send_denial_response(_not_spoken())


@router.get("/rtc/v1/validate")
async def validate_v1() -> PlainTextResponse:
    """Say so to clients that ask before they fall back."""
    return _not_spoken()


def _not_spoken() -> PlainTextResponse:
    # Not the words of an unknown room: those would end the attempt instead of the dialect.
    return PlainTextResponse("404 page not found", status_code=404, headers=ANYWHERE)


def _answer(refusal: Refused) -> PlainTextResponse:
    headers = dict(ANYWHERE)
    if refusal.retry_after is not None:
        headers["Retry-After"] = str(refusal.retry_after)
    return PlainTextResponse(refusal.words, status_code=refusal.status.value, headers=headers)


async def _upstream_of(websocket: WebSocket, lease: Lease) -> aiohttp.ClientWebSocketResponse:
    """Open signalling at the media server, making the room there if it has none. Raises Refused."""
    media: MediaServer = websocket.app.state.media
    keys: LeaseKeys = websocket.app.state.lease_keys
    clock: Clock = websocket.app.state.clock
    query = _passed(websocket)
    token = keys.inner_token(lease, clock.now())
    try:
        try:
            return await media.signalling(query, token)
        except NoSuchRoom:
            await media.open_room(str(lease.room))
            return await media.signalling(query, token)
    except (MediaUnreachable, NoSuchRoom) as fault:
        raise media_away() from fault


def _passed(websocket: WebSocket) -> Mapping[str, str]:
    return upstream_query(websocket.query_params.multi_items())


async def _relay(
    websocket: WebSocket, upstream: aiohttp.ClientWebSocketResponse, lease: Lease
) -> None:
    state = websocket.app.state
    sockets: Sockets = state.sockets
    reconciler: Reconciler = state.reconciler
    keys: LeaseKeys = state.lease_keys
    clock: Clock = state.clock
    claim = LeaseClaim(lease.id, lease.account, lease.room, lease.epoch)

    async def still_live() -> bool:
        return await read_lease(state.database, claim) is not None

    def joined(sid: str) -> None:
        sockets.joined(line, sid)
        reconciler.kick(lease.room)

    def heard(frame: bytes) -> None:
        if sockets.is_ear(line):
            sockets.hear(line, SignalResponse.FromString(frame).speakers_changed)

    pulse = pulse_of(websocket)
    hooks = Hooks(
        still_live=still_live,
        new_token=lambda: keys.lease_token(lease, clock.now()),
        joined=joined,
        heard=heard,
        doubt=lambda: sockets.doubt(line),
        look=lambda: reconciler.kick(lease.room),
    )
    relay = Relay(websocket, upstream, pulse, hooks)
    line = Line(lease, pulse, cut=relay.end)
    sockets.add(line, hears_all=hears_all(_passed(websocket)))
    try:
        await websocket.accept()
        note_closed(await relay.run())
    finally:
        sockets.drop(line)


def note_closed(code: int) -> None:
    """Count a connection that was open."""
    LINES_CLOSED.labels(code).inc()
