"""A path between one client's transport and the server: it delays, reorders and rebinds."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Final

from tests.support.raw import SERVER_HOST, Transport
from tests.support.waiting import until

Address = tuple[str, int]
RTCP_TYPES: Final = range(192, 224)
FIRST_OF_SRTP: Final = 128


@dataclass(slots=True)
class _Socket(asyncio.DatagramProtocol):
    """One end of the relay; hands over what it receives."""

    taken: Callable[[bytes, Address], None]

    def datagram_received(self, data: bytes, addr: Address) -> None:
        """Pass one datagram on."""
        self.taken(data, addr)


@dataclass(slots=True)
class Relay:
    """Carries one transport's datagrams both ways, as the address translation of a router does."""

    path: Transport
    server: Address
    random: Random
    longest_delay_s: float = 0.0
    """Each datagram takes from nothing up to this long, so that one may overtake another."""
    sound_at: list[float] = field(default_factory=list)
    """When each packet of sound was handed to the client, on the loop's clock."""
    _inside: asyncio.DatagramTransport = field(init=False)
    _outside: list[asyncio.DatagramTransport] = field(default_factory=list)

    async def open(self) -> None:
        """Put itself into the path, and let a check move the stream. Raises TimeoutError."""
        self._inside = await _a_socket(self._upwards)
        await self.rebind()
        host, port = self._inside.get_extra_info("sockname")
        self.path.server = (host, port)
        self.check()
        await until(self.is_known)

    async def rebind(self) -> None:
        """Go on from another port; what comes to the old one is lost without a word."""
        self._outside.append(await _a_socket(self._downwards))

    def check(self) -> None:
        """Let the client send a check of its connection."""
        self.path.peer.check()
        self.path.flush()

    async def is_known(self) -> bool:
        """Say whether the server answered a check that came from the newest port."""
        newest: Address = self._outside[-1].get_extra_info("sockname")
        return self.path.peer.mapped == newest

    def close(self) -> None:
        """Close all sockets."""
        for transport in (self._inside, *self._outside):
            transport.close()

    def _upwards(self, data: bytes, _: Address) -> None:
        self._later(lambda: self._outside[-1].sendto(data, self.server))

    def _downwards(self, data: bytes, to: Address) -> None:
        if to == self._outside[-1].get_extra_info("sockname"):
            self._later(lambda: self._hand_over(data))

    def _hand_over(self, data: bytes) -> None:
        if self._inside.is_closing():
            return
        if data[0] >= FIRST_OF_SRTP and data[1] not in RTCP_TYPES:
            self.sound_at.append(asyncio.get_running_loop().time())
        self._inside.sendto(data, self.path.udp.getsockname())

    def _later(self, act: Callable[[], None]) -> None:
        delay = self.random.uniform(0, self.longest_delay_s)
        asyncio.get_running_loop().call_later(delay, act)


async def _a_socket(taken: Callable[[bytes, Address], None]) -> asyncio.DatagramTransport:
    """Open a loopback socket; `taken` is told each datagram and the socket's own address."""
    loop = asyncio.get_running_loop()
    own: list[Address] = []
    transport, _ = await loop.create_datagram_endpoint(
        lambda: _Socket(lambda data, _: taken(data, own[0])), local_addr=(SERVER_HOST, 0)
    )
    own.append(transport.get_extra_info("sockname"))
    return transport
