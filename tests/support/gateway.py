"""The real gateway on a free port, with a clock and a media server that tests move."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
)
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from fastapi import FastAPI
from tests.support.clock import FakeClock
from tests.support.databases import DATABASES
from tests.support.media import KEY, SECRET, FakeMedia

from torg.app.compose import build_app
from torg.app.life import alive
from torg.app.server import listening_socket, server_for
from torg.config import Settings
from torg.db.session import Database
from torg.invitations.service import Admission


@dataclass(frozen=True)
class Answer:
    """What came back: the body is JSON where it is JSON, text elsewhere, None when empty."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def code(self) -> str | None:
        return self.body.get("code") if isinstance(self.body, dict) else None


class Browser:
    """A browser on the gateway's own page: it keeps cookies and says where it comes from."""

    def __init__(self, session: aiohttp.ClientSession, base: str, origin: str) -> None:
        self.session = session
        self.base = base
        self.origin = origin
        self.me: dict[str, Any] = {}

    async def ask(
        self,
        method: str,
        path: str,
        json: object = None,
        *,
        headers: Mapping[str, str] | None = None,
        data: bytes | None = None,
    ) -> Answer:
        """Send one request; `headers` replace those a browser would send ("" leaves one out)."""
        sent = {"Origin": self.origin} | dict(headers or {})
        sent = {name: value for name, value in sent.items() if value}
        async with self.session.request(
            method, self.base + path, json=json, data=data, headers=sent, allow_redirects=False
        ) as response:
            raw = await response.read()
            body = (await response.json(content_type=None)) if _is_json(response) else raw.decode()
            return Answer(response.status, body or None, response.headers)

    async def get(self, path: str) -> Answer:
        return await self.ask("GET", path)

    async def post(self, path: str, json: object = None) -> Answer:
        return await self.ask("POST", path, {} if json is None else json)

    async def put(self, path: str) -> Answer:
        return await self.ask("PUT", path)

    async def delete(self, path: str) -> Answer:
        return await self.ask("DELETE", path)

    def socket(self, path: str) -> AbstractAsyncContextManager[aiohttp.ClientWebSocketResponse]:
        """Open a WebSocket as a page would."""
        return self.session.ws_connect(self.base + path, origin=self.origin)


class Gateway:
    """A running gateway and the people at its doors."""

    def __init__(
        self,
        app: FastAPI,
        clock: FakeClock,
        media: FakeMedia,
        settings: Settings,
        stack: AsyncExitStack,
    ) -> None:
        self.app = app
        self.clock = clock
        self.media = media
        self.settings = settings
        self.base = f"http://127.0.0.1:{settings.listen_port}"
        self._stack = stack
        self._owner: Browser | None = None

    @property
    def origin(self) -> str:
        return str(self.settings.origin).rstrip("/")

    @property
    def database(self) -> Database:
        database: Database = self.app.state.database
        return database

    async def forward(self, by: timedelta) -> None:
        """Let time pass: rooms keep it, and the media server is asked how it is."""
        self.clock.forward(by)
        await self.app.state.reconciler.sweep()
        await self.app.state.upkeep.tick(self.clock.now())

    async def browser(self) -> Browser:
        """Open a browser nobody is signed in with."""
        session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        return Browser(await self._stack.enter_async_context(session), self.base, self.origin)

    async def owner(self) -> Browser:
        """Give the browser of the owner, who sets the instance up the first time."""
        if self._owner is None:
            async with self.database.transaction() as transaction:
                link = await Admission(transaction, self.settings).owner_link(self.clock.now())
            assert link is not None
            token = link.partition("#")[2]
            owner = await self.browser()
            answer = await owner.post("/api/setup", {"token": token, **person("owner")})
            assert answer.status == 201, answer
            owner.me = answer.body
            self._owner = owner
        return self._owner

    async def invitation(self, by: Browser | None = None) -> tuple[str, str]:
        """Make an invitation; give its id and its token."""
        inviter = by or await self.owner()
        answer = await inviter.post("/api/invitations", {"language": "en"})
        assert answer.status == 201, answer
        found = re.fullmatch(r".*/join/([^#]+)#(.+)", answer.body["link"])
        assert found is not None
        return found[1], found[2]

    async def member(self, handle: str, by: Browser | None = None) -> Browser:
        """Give the browser of a new member, who came in by an invitation."""
        invitation, token = await self.invitation(by)
        browser = await self.browser()
        answer = await browser.post(
            f"/api/invitations/{invitation}/redeem", {"token": token, **person(handle)}
        )
        assert answer.status == 201, answer
        browser.me = answer.body
        return browser


def person(handle: str) -> dict[str, Any]:
    """What a newcomer says about themselves."""
    return {"handle": handle, "name": handle.capitalize(), "languages": ["en"]}


@asynccontextmanager
async def running_gateway(data_dir: Path, **changed: object) -> AsyncIterator[Gateway]:
    """Run a gateway on a fresh database; `changed` are settings that differ."""
    clock = FakeClock()
    async with AsyncExitStack() as stack:
        listener = stack.enter_context(listening_socket("127.0.0.1", 0))
        port = listener.getsockname()[1]
        media = FakeMedia()
        url = await stack.enter_async_context(DATABASES.fresh(data_dir))
        given = {
            **database_setting(url),
            "origin": f"http://localhost:{port}",
            "listen_port": port,
            "data_dir": data_dir,
            "livekit_url": await stack.enter_async_context(at_a_port(media)),
            "livekit_key": KEY,
            "livekit_secret": SECRET,
        }
        settings = Settings.model_validate(given | changed)
        app = build_app(settings, clock)
        server = server_for(app, settings)
        async with alive(app, settings, clock, nothing_to_prepare), server.serving(listener):
            await app.state.reconciler.sweep()
            yield Gateway(app, clock, media, settings, stack)
            server.should_exit = True


def database_setting(url: str) -> dict[str, str]:
    """Say where the database is, unless it is where a gateway looks by itself."""
    return {} if url.startswith("sqlite") else {"database_url": url}


async def nothing_to_prepare(database: Database) -> None:
    """Leave the tables as they are: a fresh database has them all."""


@asynccontextmanager
async def at_a_port(media: FakeMedia) -> AsyncIterator[str]:
    """Run the fake media server; give its address."""
    runner = web.AppRunner(media.app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _is_json(response: aiohttp.ClientResponse) -> bool:
    return "json" in response.headers.get("Content-Type", "")
