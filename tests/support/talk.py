"""A room on a real media server where one counts aloud, another listens, and others attack."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Final
from uuid import uuid4

import aiohttp
from tests.support.livekit_server import LiveKitServer
from tests.support.raw import Forger, RawClient
from tests.support.waiting import until

PACKET_S: Final = 0.02
ALIVE_EVERY: Final = 200
"""Packets between signs of life, which is four seconds."""
BREATH: Final = 16
"""Datagrams after which all others have a turn, also when the pace cannot be kept."""


@dataclass(slots=True)
class Lobby:
    """A room of its own; whoever is let in has left at the end."""

    http: aiohttp.ClientSession
    server: LiveKitServer
    room: str
    closing: AsyncExitStack

    async def joins(self, identity: str) -> RawClient:
        """Let one more client in, with its listening transport up."""
        client = self.guest()
        await client.join(identity)
        return client

    def guest(self) -> RawClient:
        """Make one more client that has not entered yet."""
        client = RawClient(self.http, self.server, self.room)
        self.closing.push_async_callback(client.leave)
        return client


@dataclass(slots=True)
class Talk(Lobby):
    """A room where Ana counts and Bo listens."""

    forger: Forger
    ana: RawClient
    bo: RawClient
    said: list[bytes] = field(default_factory=list)
    number: int = 0
    pauses: bool = False

    def speak(self) -> None:
        """Say the next number."""
        self.number += 1
        self.said.append(b"%d" % self.number)
        self.ana.speak(self.said[-1])

    async def faults(self) -> list[bytes]:
        """List what Bo lost, heard twice or never should have heard."""
        said = [*self.said]

        async def arrived() -> bool:
            return {*said} <= {*self.bo.sounds()}

        try:
            await until(arrived, within_s=3)
        except TimeoutError:
            lost = [each for each in said if each not in {*self.bo.sounds()}]
        else:
            lost = []
        heard = Counter(self.bo.sounds())
        twice = [each for each, times in heard.items() if times > 1]
        return [*lost, *twice, *(heard.keys() - {*self.said})]

    async def go_on(self) -> None:
        """Talk, and keep both alive, until cancelled."""
        began, number = time.monotonic(), 0
        while True:
            number += 1
            await asyncio.sleep(max(0.0, began + number * PACKET_S - time.monotonic()))
            if not self.pauses:
                self.speak()
            if number % ALIVE_EVERY == 0:
                await self.ana.live()
                await self.bo.live()


@asynccontextmanager
async def a_lobby(server: LiveKitServer) -> AsyncIterator[Lobby]:
    """Open a room without anybody in it."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        yield Lobby(http, server, f"room-{uuid4().hex[:8]}", stack)


@asynccontextmanager
async def a_talk(server: LiveKitServer) -> AsyncIterator[Talk]:
    """Bring Ana and Bo together, in a room of their own, and let her count to the end."""
    async with a_lobby(server) as lobby:
        forger = Forger()
        lobby.closing.callback(forger.close)
        ana, bo = await lobby.joins("ana"), await lobby.joins("bo")
        talk = Talk(lobby.http, server, lobby.room, lobby.closing, forger, ana, bo)
        await ana.publish()
        talking = asyncio.create_task(talk.go_on())
        lobby.closing.push_async_callback(_end, talking)
        await until(lambda: _truth(answer=bool(bo.sounds())))
        _begin_to_count(talk)
        yield talk


def _begin_to_count(talk: Talk) -> None:
    """Leave out of the count what was said before Bo was let in."""
    first = talk.bo.sounds()[0]
    del talk.said[: talk.said.index(first)]


async def at_rate(total: int, per_s: float) -> AsyncIterator[int]:
    """Count to `total`, at that pace at most, and let others have their turns."""
    began = time.monotonic()
    for number in range(total):
        if number % BREATH == 0:
            await asyncio.sleep(max(0.0, began + number / per_s - time.monotonic()))
        yield number


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait({task})


async def _truth(*, answer: bool) -> bool:
    return answer
