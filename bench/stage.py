"""A room of light clients on a media server: one speaker, many listeners, and what arrives."""

import asyncio
import os
import struct
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.light import LightClient
from bench.machine import pin
from bench.swarm import Swarm
from livekit import api
from tests.support.livekit_server import LiveKitServer, torg_media

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
        if not await self.swarm.all_up():
            up = sum(1 for client in self.swarm.clients if client.hears and client.hears.up_at)
            raise TimeoutError(f"{up} of {len(self.swarm.clients)} are up: {self.swarm.lost[:3]}")

    def join(self, identity: str, *, may_publish: bool = False) -> LightClient:
        """Let one more client join."""
        token = self.server.token(identity, self.room, may_publish=may_publish)
        return self.swarm.add(self.server.url, token)

    async def start_talking(self) -> None:
        """Let the speaker join and send a packet every 20 ms from now on."""
        self.speaker = self.join("speaker", may_publish=True)
        await self.swarm.all_up()
        await self.speaker.speak()
        self._talking = asyncio.create_task(self._talk(self.speaker))

    async def stop_talking(self) -> None:
        """Fall silent, and let what is under way arrive."""
        if self._talking is not None:
            self._talking.cancel()
            with suppress(asyncio.CancelledError):
                await self._talking
        await asyncio.sleep(0.5)

    def received(self) -> int:
        """Count the packets all listeners have received."""
        return sum(client.counts.packets for client in self.listeners)

    async def _talk(self, speaker: LightClient) -> None:
        start = time.monotonic() - self.spoken * PACKET_S
        while True:
            speaker.say(MARK.pack(self.spoken, time.monotonic_ns()))
            self.spoken += 1
            await asyncio.sleep(max(0.0, start + self.spoken * PACKET_S - time.monotonic()))


@asynccontextmanager
async def a_stage(*options: str, pinned: bool = True) -> AsyncIterator[Stage]:
    """Start a media server and an empty room on it; server and clients on a processor each."""
    delays: list[float] = []

    def judge(payload: bytes) -> bool:
        _, sent_ns = MARK.unpack_from(payload)
        delays.append((time.monotonic_ns() - sent_ns) / 1e6)
        return payload[MARK.size :] == b"\x55" * len(payload[MARK.size :])

    with TemporaryDirectory() as folder:
        async with torg_media(Path(folder), options) as server, Swarm(judge) as swarm:
            if pinned and (os.cpu_count() or 1) > 1 and server.pid is not None:
                pin(server.pid, 0)
                pin(os.getpid(), 1)
            async with server.service() as service:
                await service.room.create_room(api.CreateRoomRequest(name="bench"))
                yield Stage(server, swarm, "bench", delays)
