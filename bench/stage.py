"""A room of light clients on a media server: one speaker, many listeners, and what arrives."""

import asyncio
import os
import struct
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.light import LightClient
from bench.machine import pin
from bench.swarm import Swarm
from livekit import api
from tests.support.livekit_server import LiveKitServer, torg_media
from tests.support.waiting import until

PACKET_S: Final = 0.02
JOINS_A_SECOND: Final = 100
"""Below the server's limit on joins, so that nobody waits for it."""
MARK: Final = struct.Struct("!QQ")
"""In front of each payload: its number, and when it was sent (nanoseconds, monotonic)."""


@dataclass(slots=True)
class Stage:
    """One room under load."""

    server: LiveKitServer
    swarm: Swarm
    room: str
    delays_ms: list[float]
    spoken: int = 0
    speaker: LightClient | None = None
    listeners: list[LightClient] = field(default_factory=list)
    _talking: asyncio.Task[None] | None = None

    async def seat(self, listeners: int, *, a_second: float = JOINS_A_SECOND) -> None:
        """Let listeners join one after the other, and wait until all can hear."""
        start = time.monotonic()
        first = len(self.listeners)
        for number in range(listeners):
            due = start + number / a_second
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            self.listeners.append(self.join(f"listener-{first + number}"))
        if not await self.swarm.all_up(within_s=60):
            up = sum(1 for client in self.swarm.clients if client.hears and client.hears.up_at)
            raise TimeoutError(f"{up} of {len(self.swarm.clients)} are up: {self.swarm.lost[:3]}")

    def join(self, identity: str, *, may_publish: bool = False) -> LightClient:
        """Let one more client join."""
        token = self.server.token(identity, self.room, may_publish=may_publish)
        return self.swarm.add(self.server.url, token)

    async def start_talking(self) -> None:
        """Let the speaker join, the first time, and send a packet every 20 ms from now on."""
        if self.speaker is None:
            self.speaker = self.join("speaker", may_publish=True)
            await self.swarm.all_up()
            await self.speaker.speak()
        self._talking = asyncio.create_task(self._talk(self.speaker))

    async def be_heard(self) -> None:
        """Talk until every listener has heard something, then fall silent."""
        await self.start_talking()
        await until(self._all_have_heard, within_s=60)
        await self.stop_talking()

    async def stop_talking(self) -> None:
        """Fall silent, and let what is under way arrive: nothing new for half a second."""
        await self.fall_silent()
        received = -1
        while received != self.received():
            received = self.received()
            await asyncio.sleep(0.5)

    async def fall_silent(self) -> None:
        """Send no more."""
        if self._talking is not None:
            self._talking.cancel()
            with suppress(asyncio.CancelledError):
                await self._talking
            self._talking = None

    def received(self) -> int:
        """Count the packets all listeners have received."""
        return sum(client.counts.packets for client in self.listeners)

    async def _all_have_heard(self) -> bool:
        return all(client.counts.first_at is not None for client in self.listeners)

    async def _talk(self, speaker: LightClient) -> None:
        start = time.monotonic() - self.spoken * PACKET_S
        while True:
            speaker.say(MARK.pack(self.spoken, time.monotonic_ns()))
            self.spoken += 1
            await asyncio.sleep(max(0.0, start + self.spoken * PACKET_S - time.monotonic()))


@asynccontextmanager
async def a_stage(*options: str) -> AsyncIterator[Stage]:
    """Start a media server and an empty room on it; server and clients on a processor each."""
    delays: list[float] = []

    def judge(payload: bytes) -> bool:
        _, sent_ns = MARK.unpack_from(payload)
        delays.append((time.monotonic_ns() - sent_ns) / 1e6)
        return payload[MARK.size :] == b"\x55" * len(payload[MARK.size :])

    with TemporaryDirectory() as folder:
        async with torg_media(Path(folder), options) as server, Swarm(judge) as swarm:
            async with server.service() as service:
                await service.room.create_room(api.CreateRoomRequest(name="bench"))
            with _apart(server.pid):
                stage = Stage(server, swarm, "bench", delays)
                try:
                    yield stage
                finally:
                    await stage.fall_silent()


@contextmanager
def _apart(server: int | None) -> Iterator[None]:
    before = os.sched_getaffinity(0)
    if server is not None and len(before) > 1:
        first, second, *_ = sorted(before)
        pin(server, {first})
        pin(os.getpid(), {second})
    try:
        yield
    finally:
        pin(os.getpid(), before)
