"""Many light clients in one process: one epoll for their sockets, one tick for their timers."""

import asyncio
import select
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from types import TracebackType
from typing import Any, Final, Self

import aiohttp
from bench.association import Association, Certificate
from bench.light import LightClient

TICK_S: Final = 0.1


class Swarm:
    """Runs light clients on the event loop.

    Their sockets hang on an epoll of their own, and only that one on the loop: the loop's own
    bookkeeping for each packet would cost more than the packet.
    """

    def __init__(self, on_payload: Callable[[bytes], bool] = lambda _: True) -> None:
        """Take the judge of decrypted payloads."""
        self.clients: list[LightClient] = []
        self.lost: list[BaseException] = []
        self._on_payload = on_payload
        self._certificate = Certificate()
        self._associations: dict[int, Association] = {}
        self._epoll = select.epoll()
        self._tasks: dict[LightClient, asyncio.Task[None]] = {}
        self._http: aiohttp.ClientSession
        self._ticking: asyncio.Task[None]

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        asyncio.get_running_loop().add_reader(self._epoll.fileno(), self._drain)
        self._ticking = asyncio.create_task(self._tick())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._ticking.cancel()
        for client in [*self.clients]:
            await self.remove(client)
        asyncio.get_running_loop().remove_reader(self._epoll.fileno())
        self._epoll.close()
        await self._http.close()

    def add(self, url: str, token: str) -> LightClient:
        """Let one more client join; it is up some time later."""
        client = LightClient(self._certificate, self._watch, self._on_payload)
        self._tasks[client] = self._start(client.stay(self._http, url, token))
        self.clients.append(client)
        return client

    async def remove(self, client: LightClient) -> None:
        """Let one client leave."""
        self.clients.remove(client)
        for association in (client.hears, client.speaks):
            if association is not None:
                self._associations.pop(association.udp.fileno(), None)
        await client.leave()
        task = self._tasks.pop(client)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    async def all_up(self, within_s: float = 30) -> bool:
        """Wait until every client can hear; say whether they all did in time."""
        end = time.monotonic() + within_s
        while time.monotonic() < end:
            if all(client.hears and client.hears.up_at for client in self.clients):
                return True
            await asyncio.sleep(0.05)
        return False

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        async def noted() -> None:
            try:
                await work
            except Exception as error:  # noqa: BLE001 (each is counted, none may end the run)
                self.lost.append(error)

        return asyncio.create_task(noted())

    def _watch(self, association: Association) -> None:
        self._associations[association.udp.fileno()] = association
        self._epoll.register(association.udp.fileno(), select.EPOLLIN)
        association.tick(time.monotonic())

    def _drain(self) -> None:
        associations = self._associations
        for _ in range(4):
            ready = self._epoll.poll(0)
            if not ready:
                return
            now = time.monotonic()
            for descriptor, _event in ready:
                association = associations.get(descriptor)
                if association is not None:
                    association.readable(now)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            now = time.monotonic()
            for association in [*self._associations.values()]:
                association.tick(now)
