"""Record what real clients say on their socket: `python -m tests.contract.record_frames`.

Tokens are not in frames. Addresses of this machine are replaced, byte by byte.
"""

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import aiohttp
from aiohttp import web
from livekit.protocol.rtc import SignalRequest
from playwright.async_api import Browser, async_playwright
from tests.contract.town import Kind, Town, a_page
from tests.support.browsers import chromium, firefox
from tests.support.frames import Recording
from tests.support.livekit_server import LiveKitServer, a_livekit_server
from tests.support.sdk import SdkTown
from tests.support.waiting import until

ROOM: Final = "recorded"
PASSED_ON: Final = {"Authorization", "Origin"}
KEPT: Final = {"auto_subscribe", "adaptive_stream", "protocol", "sdk", "version"}
"""What of the query says nothing about this machine."""
IPV4: Final = re.compile(rb"(?<![\d.])(?!127\.|0\.0\.0\.0)(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
IPV6: Final = re.compile(rb"(?<= )[0-9a-f]*:[0-9a-f:]+(?= \d+ typ)")
SAME_LENGTH: Final[Mapping[int, bytes]] = {
    len(each): each
    for each in (
        b"192.0.2.7",
        b"192.0.2.17",
        b"192.0.2.117",
        b"198.51.100.7",
        b"198.51.100.17",
        b"198.51.100.117",
    )
}
"""Addresses of documentation; a frame's lengths are part of it."""


@dataclass
class Door:
    """Stands before a media server and notes the frames of one client after the other."""

    inner: str
    session: aiohttp.ClientSession
    query: dict[str, str] = field(default_factory=dict)
    frames: list[bytes] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Carry one request to the server."""
        headers = {name: value for name, value in request.headers.items() if name in PASSED_ON}
        url = self.inner + request.path
        if "Upgrade" not in request.headers:
            async with self.session.get(
                url.replace("ws", "http", 1), params=request.query, headers=headers
            ) as plain:
                cors = {n: v for n, v in plain.headers.items() if n.startswith("Access-Control")}
                return web.Response(status=plain.status, body=await plain.read(), headers=cors)
        try:
            server = await self.session.ws_connect(url, params=request.query, headers=headers)
        except aiohttp.WSServerHandshakeError as refused:
            return web.Response(status=refused.status)
        client = web.WebSocketResponse()
        await client.prepare(request)
        self.query = {name: value for name, value in request.query.items() if name in KEPT}
        back = asyncio.create_task(_carry(server, client.send_bytes))
        async for message in client:
            if message.type is aiohttp.WSMsgType.BINARY:
                self.frames.append(message.data)
                await server.send_bytes(message.data)
        await server.close()
        await back
        return client

    async def has_passed(self, kind: str) -> bool:
        """Say whether the client has said something of this kind."""
        return kind in Recording({}, "", self.frames).kinds()

    def save(self, client: str) -> None:
        """Write the visit down, and be ready for the next."""
        sid = next(
            request.mute.sid
            for request in map(SignalRequest.FromString, self.frames)
            if request.WhichOneof("message") == "mute"
        )
        Recording(self.query, sid, [*map(without_addresses, self.frames)]).save(client)
        self.query, self.frames = {}, []


def without_addresses(frame: bytes) -> bytes:
    """Replace the addresses of host candidates by others of the same length."""
    frame = IPV4.sub(lambda found: SAME_LENGTH[len(found[0])], frame)
    return IPV6.sub(lambda found: re.sub(rb"[0-9a-f]", b"0", found[0]), frame)


async def _carry(
    server: aiohttp.ClientWebSocketResponse, send: Callable[[bytes], Awaitable[None]]
) -> None:
    async for message in server:
        if message.type is aiohttp.WSMsgType.BINARY:
            await send(message.data)


@asynccontextmanager
async def a_door(server: LiveKitServer) -> AsyncIterator[tuple[Door, LiveKitServer]]:
    """Open one on a free port."""
    async with aiohttp.ClientSession() as session:
        door = Door(server.url, session)
        app = web.Application()
        app.router.add_get("/{path:.*}", door.answer)
        runner = web.AppRunner(app)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            yield door, replace(server, url=f"ws://127.0.0.1:{runner.addresses[0][1]}")
        finally:
            await runner.cleanup()


async def main() -> None:
    """Let each client join, publish, mute, unmute and leave."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            a_livekit_server(Path(folder), "--auto-create") as server,
            a_door(server) as (door, before),
            a_page() as page,
            async_playwright() as playwright,
        ):
            await _sdk(before, door)
            visits: tuple[tuple[Kind, Browser, str], ...] = (
                ("chromium", await chromium(playwright), "livekit-client-2.23.0-chromium-156"),
                ("firefox", await firefox(playwright), "livekit-client-2.23.0-firefox-153"),
            )
            for kind, browser, name in visits:
                town = Town(before, page, {kind: browser}, room=ROOM)
                person = await town.enters(kind, "ana")
                for act in ("speak", "mute", "speak", "leave"):
                    await person.do(act)
                await until(lambda: door.has_passed("leave"))
                await town.closing.aclose()
                await browser.close()
                door.save(name)


async def _sdk(before: LiveKitServer, door: Door) -> None:
    town = SdkTown(before, ROOM)
    ana = await town.enters("ana")
    await ana.publish()
    await until(lambda: door.has_passed("offer"))
    ana.mute(muted=True)
    ana.mute(muted=False)
    await town.closing.aclose()
    await until(lambda: door.has_passed("leave"))
    door.save("rust-1.2.1")


if __name__ == "__main__":
    asyncio.run(main())
