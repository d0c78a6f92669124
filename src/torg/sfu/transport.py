"""The shell around the engine: UDP sockets, the clock, and everything the engine puts out."""

import asyncio
import errno
import logging
import socket
import time
from collections.abc import Callable, Sequence
from typing import Final

import ifaddr

from torg.sfu.engine import Engine
from torg.sfu.participant import ConnectionId, Hangup

BATCH: Final = 64
"""Datagrams taken from one socket before anything else has its turn."""
LARGEST: Final = 2048
BUFFER: Final = 4 * 1024 * 1024
SLICE_S: Final = 0.002
"""How long handshakes may keep audio waiting."""
TICK_S: Final = 0.05
FREE_PORT_TRIES: Final = 20

log = logging.getLogger(__name__)


def local_addresses() -> list[str]:
    """List the addresses of this machine's interfaces."""
    return [
        ip.ip if isinstance(ip.ip, str) else ip.ip[0]
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
    ]


def default_route(version: int) -> str | None:
    """Find the local address that the default route leaves from, for IP version 4 or 6."""
    family, anywhere = {
        4: (socket.AF_INET, "192.0.2.1"),
        6: (socket.AF_INET6, "2001:db8::1"),
    }[version]
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((anywhere, 9))  # chooses a route, sends nothing
            return str(probe.getsockname()[0])
    except OSError:
        return None


def bind_all(addresses: Sequence[str], port: int) -> list[socket.socket]:
    """Bind one UDP socket for each address, all to one port; port 0 finds a free one."""
    for _ in range(FREE_PORT_TRIES):
        sockets: list[socket.socket] = []
        chosen = port
        try:
            for address in addresses:
                sockets.append(_bind(address, chosen))
                chosen = int(sockets[0].getsockname()[1])
        except OSError as error:
            for each in sockets:
                each.close()
            if port or not sockets or error.errno != errno.EADDRINUSE:
                raise
        else:
            return sockets
    raise OSError(errno.EADDRINUSE, "no UDP port is free on all addresses")


def _bind(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_DGRAM)
    try:
        if family == socket.AF_INET6:
            bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
            bound.setsockopt(socket.SOL_SOCKET, option, BUFFER)
        bound.settimeout(0)
        bound.bind((address, port))
    except OSError:
        bound.close()
        raise
    return bound


class Shell:
    """Feeds the engine with datagrams and time, and carries out what it puts out."""

    def __init__(
        self,
        engine: Engine,
        sockets: Sequence[socket.socket],
        signal: Callable[[ConnectionId, bytes | Hangup], None],
        report: Callable[[], None],
    ) -> None:
        self._engine, self._sockets = engine, sockets
        self._signal, self._report = signal, report
        self._loop = asyncio.get_running_loop()
        self._working = False
        self._next_tick: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin to listen and to tick."""
        for index, each in enumerate(self._sockets):
            self._loop.add_reader(each, self._readable, index, each)
        self._tick()

    def stop(self) -> None:
        """Close the sockets and the clock."""
        if self._next_tick is not None:
            self._next_tick.cancel()
        for each in self._sockets:
            self._loop.remove_reader(each)
            each.close()

    def flush(self) -> None:
        """Carry out what the engine has put out so far."""
        engine = self._engine
        outbox = engine.links.outbox
        if outbox:
            for data, (index, host, port) in outbox:
                try:
                    self._sockets[index].sendto(data, (host, port))
                except OSError:  # full, or unreachable: whoever waits asks again
                    engine.metrics.count("send_failed")
            outbox.clear()
        if engine.signals:
            signals = engine.signals[:]
            engine.signals.clear()
            for connection, signal in signals:
                self._signal(connection, signal)
        if engine.reports:
            self._report()

    def _readable(self, index: int, readable: socket.socket) -> None:
        engine, now = self._engine, time.monotonic()
        for _ in range(BATCH):
            try:
                data, source = readable.recvfrom(LARGEST)
            except BlockingIOError:
                break
            except OSError:  # an ICMP error of something sent before
                engine.metrics.count("receive_failed")
                continue
            engine.receive_datagram(data, (index, source[0], source[1]), now)
        self.flush()
        if engine.traffic.handshakes_wait() and not self._working:
            self._working = True
            self._loop.call_soon(self._work)

    def _work(self) -> None:
        now = time.monotonic()
        until = now + SLICE_S
        while self._engine.shake_hands(now) and now < until:
            now = time.monotonic()
        self.flush()
        self._working = self._engine.traffic.handshakes_wait()
        if self._working:
            self._loop.call_soon(self._work)

    def _tick(self) -> None:
        self._next_tick = self._loop.call_later(TICK_S, self._tick)
        try:
            self._engine.tick(time.monotonic(), time.time())
            self.flush()
        except Exception:
            self._engine.metrics.count("tick_failed")
            log.exception("a tick failed")
