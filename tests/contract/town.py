"""People with nothing but the official client in their browsers, and the rooms they meet in."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal
from uuid import uuid4

from aiohttp import web
from livekit import api
from playwright.async_api import Browser
from tests.support.browsers import person_in
from tests.support.ears import Ears
from tests.support.livekit_server import LiveKitServer

Kind = Literal["chromium", "firefox"]

PAGE: Final = Path(__file__).with_name("page")
LIVEKIT_CLIENT: Final = Path("web/node_modules/livekit-client/dist")
SILENT: Final = 1e-5
"""Energy a second below which a browser plays nothing one could hear."""


class Person(Ears):
    """One page with the official client."""

    async def do(self, act: str, *arguments: str) -> object:
        """Call one verb of the page's `person`."""
        return await self.page.evaluate(
            "([act, given]) => person[act](...given)", [act, list(arguments)]
        )

    async def events(self) -> list[str]:
        """List what the client has reported so far."""
        return list(await self.page.evaluate("person.events"))

    async def energy_a_second(self, seconds: float = 0.5) -> float:
        """Measure how loud what the browser plays is, over a while."""
        before = sum(row.energy for row in await self.received())
        await self.page.wait_for_timeout(seconds * 1000)
        after = sum(row.energy for row in await self.received())
        return (after - before) / seconds

    async def hears(self) -> bool:
        """Say whether there is sound now."""
        return await self.energy_a_second(0.1) > 10 * SILENT

    async def is_in_silence(self) -> bool:
        """Say whether there is none for half a second."""
        return await self.energy_a_second() < SILENT


@dataclass
class Town:
    """One server, one page to open, two browsers; each test takes a room of its own."""

    server: LiveKitServer
    origin: str
    browsers: dict[Kind, Browser]
    closing: AsyncExitStack = field(default_factory=AsyncExitStack)
    room: str = ""

    async def new_room(self) -> None:
        """Close what the last test left open and make a room."""
        await self.closing.aclose()
        self.room = f"room-{uuid4()}"
        async with self.server.service() as service:
            await service.room.create_room(api.CreateRoomRequest(name=self.room))

    async def enters(
        self, kind: Kind, identity: str, *, may_publish: bool = True, token: str | None = None
    ) -> Person:
        """Open the page in a browser and connect."""
        context = await person_in(self.browsers[kind])
        self.closing.push_async_callback(context.close)
        person = Person(await context.new_page())
        await person.page.goto(self.origin)
        await person.page.click("button")
        given = token or self.server.token(identity, self.room, may_publish=may_publish)
        await person.do("connect", self.server.url, given)
        return person


@asynccontextmanager
async def a_page(host: str = "127.0.0.1") -> AsyncIterator[str]:
    """Serve the page with the official client, and give its address."""
    pages = web.Application()
    pages.router.add_static("/livekit-client", LIVEKIT_CLIENT)
    pages.router.add_static("/", PAGE)
    runner = web.AppRunner(pages)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, 0).start()
        yield f"http://{host}:{runner.addresses[0][1]}/index.html"
    finally:
        await runner.cleanup()
