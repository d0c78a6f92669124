"""A LiveKit client on real sockets that a test can make send anything, in its own name or not."""

import asyncio
import os
import socket
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from struct import pack
from typing import Any, Final

import aiohttp
from livekit.protocol.models import TrackSource
from livekit.protocol.rtc import (
    AddTrackRequest,
    LeaveRequest,
    SessionDescription,
    SignalRequest,
    SignalResponse,
)
from tests.support.livekit_server import LiveKitServer
from tests.support.media_world import answer_to, line, offer_of
from tests.support.webrtc import ClientPeer, rtp

Given = Any
"""A field of a message."""
SERVER_HOST: Final = "127.0.0.1"
STEP_S: Final = 0.05
"""How long to listen before a check or a flight is repeated."""
LARGEST: Final = 2048
CHECK_EVERY: Final = 20
"""Steps between checks once one was answered."""
FIRST_OF_SRTP: Final = 128


def an_udp_socket() -> socket.socket:
    """Open a socket on this machine's loopback address."""
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.settimeout(0)
    udp.bind((SERVER_HOST, 0))
    return udp


def received_by(udp: socket.socket) -> list[bytes]:
    """Take what has arrived so far at a socket that nobody reads."""
    found = []
    while True:
        try:
            found.append(udp.recv(LARGEST))
        except BlockingIOError:
            return found


class Forger:
    """Sends datagrams in anybody's name: as root by a raw socket, else by the victim's own.

    The server cannot tell one from the other.
    """

    def __init__(self) -> None:
        self._raw: socket.socket | None = None
        if os.geteuid() == 0:
            self._raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)

    def send(self, data: bytes, victim: socket.socket, to: tuple[str, int]) -> None:
        """Send one datagram that seems to come from the victim's socket."""
        if self._raw is None:
            victim.sendto(data, to)
            return
        host, port = victim.getsockname()
        size = 28 + len(data)
        source, target = socket.inet_aton(host), socket.inet_aton(to[0])
        head = pack("!BBHHHBBH4s4s", 0x45, 0, size, 0, 0, 64, socket.IPPROTO_UDP, 0, source, target)
        self._raw.sendto(head + pack("!HHHH", port, to[1], 8 + len(data), 0) + data, (to[0], 0))

    def close(self) -> None:
        """Close the raw socket."""
        if self._raw is not None:
            self._raw.close()


class Transport:
    """One UDP socket and the WebRTC client behind it."""

    def __init__(self, sdp: str) -> None:
        self.peer = ClientPeer(line(sdp, "a=ice-ufrag:"), line(sdp, "a=ice-pwd:"))
        host, port = line(sdp, "a=candidate:1 ").split(" ")[3:5]
        self.server = (host, int(port))
        self.before_sending: Callable[[], None] = lambda: None
        self.early = 0
        """SRTP that came before the keys."""
        self._arrived = asyncio.Event()
        self.udp = an_udp_socket()
        self._listen()

    async def connect(self, within_s: float = 10) -> float:
        """Check, shake hands, and say how long it took. Raises TimeoutError."""
        began = time.monotonic()
        started = False
        for step in count():
            if self.peer.connected:
                break
            if time.monotonic() > began + within_s:
                raise TimeoutError(f"not connected within {within_s:g} s: {self.peer.alerts}")
            if not self.peer.answered or step % CHECK_EVERY == 0:
                self.peer.check()
            if not self.peer.answered:
                pass
            elif not started:
                started = True
                self.peer.start()
            else:
                self.peer.tick()
            self.flush()
            await self._hear(STEP_S)
        return time.monotonic() - began

    def flush(self) -> None:
        """Send what waits."""
        waiting, self.peer.outbox = self.peer.outbox, []
        for datagram in waiting:
            self.before_sending()
            self.send(datagram)

    def send(self, data: bytes) -> None:
        """Send anything."""
        self.udp.sendto(data, self.server)

    def move(self) -> socket.socket:
        """Go on from another address; returns the socket of the old one, still open."""
        old = self.udp
        asyncio.get_running_loop().remove_reader(old)
        self.udp = an_udp_socket()
        self._listen()
        return old

    def close(self) -> None:
        """Close the socket; the server is told nothing."""
        if self.udp.fileno() < 0:
            return
        asyncio.get_running_loop().remove_reader(self.udp)
        self.udp.close()

    def _listen(self) -> None:
        asyncio.get_running_loop().add_reader(self.udp, self._readable)

    def _readable(self) -> None:
        for datagram in received_by(self.udp):
            if datagram[0] < FIRST_OF_SRTP or self.peer.connected:
                self.peer.receive(datagram)
            else:
                self.early += 1
        self.flush()
        self._arrived.set()

    async def _hear(self, seconds: float) -> None:
        self._arrived.clear()
        try:
            await asyncio.wait_for(self._arrived.wait(), seconds)
        except TimeoutError:
            return


class RawClient:
    """One participant: its signalling socket and its two transports."""

    def __init__(self, http: aiohttp.ClientSession, server: LiveKitServer, room: str) -> None:
        self._http, self._server, self._room = http, server, room
        self.inbox: list[SignalResponse] = []
        self.closed: int | None = None
        self.token = ""
        self.hears: Transport | None = None
        self.speaks: Transport | None = None
        self.ssrc = 0x5EED
        self.sequence = 100
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._reading: asyncio.Task[None] | None = None
        self._told = asyncio.Event()

    async def enter(self, identity: str, *, may_publish: bool = True, token: str = "") -> None:
        """Open the signalling socket and wait for the first offer."""
        right = self._server.token(identity, self._room, may_publish=may_publish)
        self.token = token or right
        headers = {"Authorization": f"Bearer {self.token}"}
        self._socket = await self._http.ws_connect(f"{self._server.url}/rtc", headers=headers)
        self._reading = asyncio.create_task(self._read(self._socket))
        await self.heard("offer")

    async def join(
        self,
        identity: str,
        *,
        may_publish: bool = True,
        before_sending: Callable[[Transport], None] | None = None,
    ) -> float:
        """Enter and bring the listening transport up; returns how long that took."""
        await self.enter(identity, may_publish=may_publish)
        offer = await self.heard("offer")
        self.hears = transport = Transport(offer.sdp)
        if before_sending is not None:
            transport.before_sending = partial(before_sending, transport)
        await self._answer(offer)
        took = await transport.connect()
        transport.before_sending = lambda: None
        return took

    async def publish(self, cid: str = "mic") -> None:
        """Announce a microphone, negotiate it and bring the transport up."""
        await self.say(add_track=AddTrackRequest(cid=cid, source=TrackSource.MICROPHONE))
        await self.heard("track_published")
        sdp = offer_of([("0", "sendonly", cid)], self.ssrc)
        await self.say(offer=SessionDescription(type="offer", sdp=sdp, id=1))
        self.speaks = Transport((await self.heard("answer")).sdp)
        await self.speaks.connect()

    def packet(self, payload: bytes) -> bytes:
        """Encrypt the next packet without sending it."""
        assert self.speaks is not None
        self.sequence += 1
        return self.speaks.peer.protect(rtp(self.sequence, ssrc=self.ssrc, payload=payload))

    def speak(self, payload: bytes) -> None:
        """Send the next packet."""
        assert self.speaks is not None
        self.speaks.send(self.packet(payload))

    def sounds(self) -> list[bytes]:
        """List the payloads heard so far."""
        return [packet[12:] for packet in self.hears.peer.rtp] if self.hears else []

    async def say(self, **message: Given) -> None:
        """Send one request."""
        await self.say_bytes(SignalRequest(**message).SerializeToString())

    async def say_bytes(self, data: bytes) -> None:
        """Send anything; a socket that the server closes meanwhile is no error."""
        assert self._socket is not None
        try:
            await self._socket.send_bytes(data)
        except (aiohttp.ClientError, ConnectionError):
            return

    async def heard(self, kind: str, within_s: float = 10, *, times: int = 1) -> Given:
        """Wait for a message of that kind, and give the newest. Raises TimeoutError."""
        async with asyncio.timeout(within_s):
            while len(found := self.all_heard(kind)) < times:
                self._told.clear()
                await self._told.wait()
        return found[-1]

    def all_heard(self, kind: str) -> list[Given]:
        """List the messages of one kind so far."""
        return [getattr(each, kind) for each in self.inbox if each.WhichOneof("message") == kind]

    async def hung_up(self, within_s: float = 10) -> int | None:
        """Wait until the server closes the socket, and give the code."""
        async with asyncio.timeout(within_s):
            while self.closed is None:
                self._told.clear()
                await self._told.wait()
        return self.closed

    async def live(self) -> None:
        """Ping, and check both transports, as clients do every few seconds."""
        await self.say(ping=1)
        for transport in (self.hears, self.speaks):
            if transport is not None:
                transport.peer.check()
                transport.flush()

    async def leave(self) -> None:
        """Say goodbye and close everything."""
        if self._socket is not None and not self._socket.closed:
            await self.say(leave=LeaveRequest())
        for transport in (self.hears, self.speaks):
            if transport is not None:
                transport.close()
        if self._socket is not None:
            await self._socket.close()
        if self._reading is not None:
            await self._reading

    async def _answer(self, offer: Given) -> None:
        assert self.hears is not None
        sdp = answer_to(offer.sdp, self.hears.peer)
        await self.say(answer=SessionDescription(type="answer", sdp=sdp, id=offer.id))

    async def _read(self, signalling: aiohttp.ClientWebSocketResponse) -> None:
        async for message in signalling:
            response = SignalResponse.FromString(message.data)
            self.inbox.append(response)
            if response.WhichOneof("message") == "offer" and self.hears is not None:
                await self._answer(response.offer)
            self._told.set()
        self.closed = signalling.close_code
        self._told.set()
