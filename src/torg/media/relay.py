"""One signalling connection, both directions, until either side or its lease ends."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import aiohttp
from livekit.protocol.rtc import SignalResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from torg.kit.window import MovingWindow
from torg.media import signals
from torg.media.pipe import Closed, Overrun, Pipe
from torg.media.pulse import Pulse
from torg.media.signals import Course

NORMAL, UNSUPPORTED, POLICY, TOO_BIG, RESTART, TOO_SLOW = 1000, 1003, 1008, 1009, 1012, 1013
SENDABLE: Final = {NORMAL, POLICY, TOO_BIG, RESTART, TOO_SLOW, *range(4000, 5000)}

RENEW_EVERY_S: Final = 300.0
LOOK_AFTER_S: Final = 0.05
"""How long the media server is given to act on a message before its list is read."""

CLOSE_WITHIN_S: Final = 1.0
MESSAGES: Final = 100
MESSAGES_WITHIN: Final = timedelta(seconds=2)
"""50 messages a second, in bursts of up to 100."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a connection needs of the world around it."""

    still_live: Callable[[], Awaitable[bool]]
    """Read the lease once more."""
    new_token: Callable[[], str]
    """Mint the next lease token."""
    joined: Callable[[str], None]
    """Hear under which sid the media server knows this participant."""
    heard: Callable[[bytes], None]
    """Hear a message about who is talking."""
    doubt: Callable[[], None]
    """Trust this client no longer to be told of every voice."""
    look: Callable[[], None]
    """Have the media server's list read soon."""


class _HangUp(Exception):
    """One side has broken a rule; `code` is what it is closed with."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Relay:
    """Passes frames unchanged but for the exceptions of `signals`, through bounded pipes."""

    def __init__(
        self,
        websocket: WebSocket,
        upstream: aiohttp.ClientWebSocketResponse,
        pulse: Pulse,
        hooks: Hooks,
    ) -> None:
        self._client = websocket
        self._upstream = upstream
        self._pulse = pulse
        self._hooks = hooks
        self._to_client, self._to_upstream = Pipe(), Pipe()
        self._loop = asyncio.get_running_loop()
        self._ended: asyncio.Future[int] = self._loop.create_future()
        self._code_when_drained = NORMAL
        self._renewal: asyncio.TimerHandle | None = None
        self._window = MovingWindow(MESSAGES, MESSAGES_WITHIN)

    def end(self, code: int | None = None) -> None:
        """Close both sides; the first reason given is the one that is told."""
        if not self._ended.done():
            self._ended.set_result(self._code_when_drained if code is None else code)

    async def run(self) -> int:
        """Relay until the end; give the code with which the client's side was closed."""
        self._renew_later()
        try:
            async with asyncio.TaskGroup() as group:
                parts = [
                    group.create_task(part)
                    for part in (
                        self._read_client(),
                        self._write_client(),
                        self._read_upstream(),
                        self._write_upstream(),
                    )
                ]
                code = await self._ended
                for part in parts:
                    part.cancel()
        finally:
            self._renew_never()
            await self._close_upstream()
        await self._close_client(code)
        return code

    async def _read_client(self) -> None:
        try:
            while (frame := await self._next_from_client()) is not None:
                self._take(frame)
                await self._to_upstream.give_way()
        except _HangUp as reason:
            self.end(reason.code)
        else:
            # What the client said last, `leave` above all, still goes through.
            self._drain(self._to_upstream, NORMAL)

    async def _next_from_client(self) -> bytes | None:
        message = await self._client.receive()
        if message["type"] == "websocket.disconnect":
            return None
        frame: bytes | None = message.get("bytes")
        if frame is None:
            raise _HangUp(UNSUPPORTED)
        return frame

    def _take(self, frame: bytes) -> None:
        if len(frame) > signals.FRAME_LIMIT:
            raise _HangUp(TOO_BIG)
        if self._is_flooding():
            raise _HangUp(POLICY)
        try:
            course = signals.course_of(frame)
        except signals.Unreadable as fault:
            raise _HangUp(POLICY) from fault
        if course is Course.DROP:
            return
        self._push(self._to_upstream, frame)
        if course is Course.PASS_AND_LOOK:
            self._loop.call_later(LOOK_AFTER_S, self._hooks.look)
        elif course is Course.PASS_AND_DOUBT:
            self._hooks.doubt()

    def _is_flooding(self) -> bool:
        now = self._loop.time()
        if self._window.wait_s("messages", now):
            return True
        self._window.note("messages", now)
        return False

    async def _write_upstream(self) -> None:
        try:
            while True:
                await self._upstream.send_bytes(await self._to_upstream.pull())
        except (Closed, aiohttp.ClientError, ConnectionError):
            self.end()

    async def _read_upstream(self) -> None:
        frame = await self._next_from_upstream()
        # A removal in the same instant wins: nothing is passed before the lease is read again.
        if frame is not None and not await self._hooks.still_live():
            self._hooks.look()
            self.end()
            return
        try:
            while frame is not None:
                self._give(frame)
                await self._to_client.give_way()
                frame = await self._next_from_upstream()
        except _HangUp as reason:
            self.end(reason.code)
        else:
            self._drain(self._to_client, _told_on(self._upstream.close_code))

    async def _next_from_upstream(self) -> bytes | None:
        message = await self._upstream.receive()
        return message.data if message.type is aiohttp.WSMsgType.BINARY else None

    def _give(self, frame: bytes) -> None:
        number = signals.message_number(frame)
        if number == signals.REFRESH_TOKEN:
            # LiveKit's own opens its door without a lease, so it ends here.
            return
        if number == signals.JOIN:
            self._hooks.joined(SignalResponse.FromString(frame).join.participant.sid)
        elif number == signals.SPEAKERS_CHANGED:
            self._hooks.heard(frame)
        self._push(self._to_client, frame)

    async def _write_client(self) -> None:
        try:
            while True:
                await self._client.send_bytes(await self._to_client.pull())
        except (Closed, WebSocketDisconnect, RuntimeError):
            # RuntimeError: the server has closed the socket by itself (a frame too large).
            self.end()

    def _push(self, pipe: Pipe, frame: bytes) -> None:
        try:
            pipe.push(frame)
        except Overrun as fault:
            raise _HangUp(TOO_SLOW) from fault

    def _drain(self, pipe: Pipe, code: int) -> None:
        """Let the other half write what is left, for a second at most."""
        self._code_when_drained = code
        pipe.close()
        self._loop.call_later(CLOSE_WITHIN_S, self.end, code)

    def _renew(self) -> None:
        try:
            self._push(self._to_client, signals.refreshed(self._hooks.new_token()))
        except _HangUp as reason:
            self.end(reason.code)
        else:
            self._renew_later()

    def _renew_later(self) -> None:
        self._renewal = self._loop.call_later(RENEW_EVERY_S, self._renew)

    def _renew_never(self) -> None:
        if self._renewal is not None:
            self._renewal.cancel()

    async def _close_upstream(self) -> None:
        try:
            async with asyncio.timeout(CLOSE_WITHIN_S):
                await self._upstream.close()
        except (TimeoutError, aiohttp.ClientError, ConnectionError):
            pass

    async def _close_client(self, code: int) -> None:
        try:
            async with asyncio.timeout(CLOSE_WITHIN_S):
                await self._client.close(code)
        except (TimeoutError, WebSocketDisconnect, RuntimeError):
            # Dead or gone: its side of the closing handshake will never come.
            self._pulse.abort()


def _told_on(code: int | None) -> int:
    """Give the code a client is closed with when the media server closed with this one."""
    # 1006 and its like may not be sent on; what happened is that the server went away.
    return RESTART if code is None or code not in SENDABLE else code
