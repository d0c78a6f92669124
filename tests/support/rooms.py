"""Rooms for tests over HTTP and the feed: opened, entered, followed."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import aiohttp
from tests.support.client import Follower, Frame, State
from tests.support.gateway import Browser, Gateway

from torg.kit.ids import AccountId, LeaseId, RoomId
from torg.media.leases import Observed
from torg.stage.state import Mic, Presence


@dataclass
class Feed:
    """An open feed, and what its browser made of it so far."""

    socket: aiohttp.ClientWebSocketResponse
    follower: Follower

    async def watch(self, topic: str) -> State | None:
        """Ask for a topic; give its snapshot, None when it is gone."""
        await self.socket.send_json({"watch": topic})
        async with asyncio.timeout(5):
            while True:
                message = await self._take()
                if message["topic"] == topic and message["kind"] in {"snapshot", "gone"}:
                    return self.follower.states.get(topic)

    async def until(self, topic: str, is_so: Callable[[State], object]) -> State:
        """Follow a topic until its state is as asked. Raises TimeoutError."""
        async with asyncio.timeout(5):
            while not is_so(self.follower.states[topic]):
                await self._take()
        return self.follower.states[topic]

    async def until_gone(self, topic: str) -> None:
        """Follow until a topic may no longer be read."""
        async with asyncio.timeout(5):
            while topic not in self.follower.gone:
                await self._take()

    async def _take(self) -> Frame:
        return self.follower.take(await self.socket.receive_str())


@asynccontextmanager
async def feed_of(browser: Browser) -> AsyncIterator[Feed]:
    """Open a browser's feed."""
    async with browser.socket("/api/feed") as socket:
        yield Feed(socket, Follower())


async def open_room(browser: Browser, **changed: object) -> str:
    """Open a room and give its id."""
    wish = {"title": "Late talk", "languages": ["en"], "type": "open"} | changed
    answer = await browser.post("/api/rooms", wish)
    assert answer.status == 201, answer
    room: str = answer.body["id"]
    return room


async def join(browser: Browser, room: str) -> dict[str, Any]:
    """Enter a room and give the ticket."""
    answer = await browser.post(f"/api/rooms/{room}/join")
    assert answer.status == 200, answer
    ticket: dict[str, Any] = answer.body
    return ticket


async def bring_on_stage(host: Browser, browser: Browser, room: str) -> None:
    """Let a host invite somebody in the audience, who accepts."""
    invited = await host.post(f"/api/rooms/{room}/offers/{browser.me['id']}")
    accepted = await browser.post(f"/api/rooms/{room}/offer/accept")
    assert (invited.status, accepted.status) == (204, 204), (invited, accepted)


async def report(
    gateway: Gateway,
    room: str,
    ticket: Mapping[str, Any],
    *,
    presence: Presence = Presence.PRESENT,
    mic: Mic = Mic.NONE,
) -> None:
    """Let the reconciler report what the media server says of a lease."""
    nobody_in_particular = AccountId(UUID(int=0))
    change = Observed(LeaseId(ticket["lease_id"]), nobody_in_particular, presence, mic)
    await gateway.app.state.upkeep.observe(RoomId(UUID(room)), (change,), gateway.clock.now())
