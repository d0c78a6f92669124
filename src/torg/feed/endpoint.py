"""The WebSocket of news, `/api/feed`: it reads what to watch and writes what there is to tell."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from fastapi import APIRouter
from starlette.websockets import WebSocket, WebSocketDisconnect

from torg.errors import BadRequest, ForeignOrigin, NotSignedIn, TooMany, TorgError
from torg.feed.hub import Hub
from torg.feed.reader import BAD_MESSAGE, RESYNC, Reader, Who
from torg.feed.wishes import Unwatch, Watch, wish_of
from torg.kit.http import request_id_of
from torg.kit.limits import Limited, Limits
from torg.kit.origin import is_own_origin
from torg.kit.problems import problem

WhoIs = Callable[[WebSocket], Awaitable[Who | None]]
"""Tells who opens a socket, from its cookie; None for nobody."""

GOODBYE_WITHIN_S: Final = 1


def feed_router(who_is: WhoIs) -> APIRouter:
    """Make the router of `/api/feed`; the hub is found on the application's state."""
    router = APIRouter()

    @router.websocket("/api/feed")
    async def feed(websocket: WebSocket) -> None:
        hub: Hub = websocket.app.state.hub
        try:
            who = await _reader_of(websocket, who_is)
            with hub.reading(who) as reader:
                await websocket.accept()
                await _serve(websocket, hub, reader)
        except TorgError as refusal:
            await websocket.send_denial_response(problem(refusal, request_id_of(websocket)))

    return router


async def _reader_of(websocket: WebSocket, who_is: WhoIs) -> Who:
    """Say whose socket this is. Raises ForeignOrigin, NotSignedIn."""
    if not is_own_origin(websocket.headers.get("origin"), websocket.app.state.settings):
        raise ForeignOrigin
    who = await who_is(websocket)
    if who is None:
        raise NotSignedIn
    return who


async def _serve(websocket: WebSocket, hub: Hub, reader: Reader) -> None:
    """Read and write side by side until one of them, or the hub, is done."""
    tasks = {
        asyncio.create_task(_listen(websocket, hub, reader)),
        asyncio.create_task(_speak(websocket, reader)),
        asyncio.create_task(reader.over.wait()),
    }
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    if reader.code is not None:
        # A peer too slow to read its news is too slow to read a goodbye.
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_WITHIN_S):
                await websocket.close(reader.code)
    for problem_ in ended:
        if isinstance(problem_, Exception) and not isinstance(problem_, WebSocketDisconnect):
            raise problem_


async def _listen(websocket: WebSocket, hub: Hub, reader: Reader) -> None:
    limits: Limits = websocket.app.state.limits
    while (received := await websocket.receive())["type"] != "websocket.disconnect":
        try:
            limits.spend(Limited.FEED_MESSAGE, account=reader.who.account)
        except TooMany:
            # Each wish may cost a reading of the database.
            reader.cut(RESYNC)
            return
        try:
            wish = wish_of(received.get("text") or "")
        except BadRequest:
            reader.cut(BAD_MESSAGE)
            return
        match wish:
            case Watch(watch=topic):
                hub.watch(reader, topic)
            case Unwatch(unwatch=topic):
                hub.unwatch(reader, topic)


async def _speak(websocket: WebSocket, reader: Reader) -> None:
    while True:
        await websocket.send_text(await reader.next())
