"""A light client: LiveKit's signalling (v0) and one association, and none of a browser's weight."""

import asyncio
import re
import struct
import time
from collections.abc import Callable
from typing import Final

import aiohttp
from bench.association import Association, Certificate, Counts, Remote, Side
from livekit.protocol import models, rtc

PAYLOAD_BYTES: Final = 100
SAMPLES_A_PACKET: Final = 960
OPUS: Final = 111
LEVEL: Final = 10
"""How loud the speaker says it is: -10 dBov, loud enough to be a talker."""

ANY_ADDRESS: Final = "0.0.0.0"  # noqa: S104 (SDP's way of saying nowhere)


class Refused(Exception):
    """The server closed the socket or told the client to leave."""


class LightClient:
    """One participant: a listener, or a speaker once `speak` has been called."""

    def __init__(
        self,
        certificate: Certificate,
        opened: Callable[[Association], None],
        on_payload: Callable[[bytes], bool] = lambda _: True,
    ) -> None:
        """Take what all clients share, and whom to tell of each new association."""
        self.asked_at = 0.0
        self.hears: Association | None = None
        self.speaks: Association | None = None
        self._certificate = certificate
        self._opened = opened
        self._on_payload = on_payload
        self._own = {"hears": Side.invented(), "speaks": Side.invented()}
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._published = asyncio.Event()
        self._left: str | None = None
        self._sequence = 0

    @property
    def counts(self) -> Counts:
        """What this listener has received so far."""
        return self.hears.counts if self.hears else Counts()

    async def stay(self, http: aiohttp.ClientSession, url: str, token: str) -> None:
        """Join and answer the server until the socket closes. Raises Refused."""
        self.asked_at = time.monotonic()
        headers = {"Authorization": f"Bearer {token}"}
        address = f"{url}/rtc?auto_subscribe=1&protocol=15&sdk=go&version=1"
        async with http.ws_connect(address, headers=headers) as self._socket:
            pinging = asyncio.create_task(self._ping())
            try:
                async for message in self._socket:
                    await self._answer(rtc.SignalResponse.FromString(message.data))
            finally:
                pinging.cancel()
        if self._left:
            raise Refused(self._left)

    async def leave(self) -> None:
        """Say good-bye and close everything."""
        if self._socket is not None and not self._socket.closed:
            await self._send(rtc.SignalRequest(leave=rtc.LeaveRequest()))
            await self._socket.close()
        for association in (self.hears, self.speaks):
            if association is not None:
                association.close()

    async def speak(self) -> None:
        """Publish one microphone and wait until its transport is up."""
        track = rtc.AddTrackRequest(
            cid="microphone", type=models.TrackType.AUDIO, source=models.TrackSource.MICROPHONE
        )
        await self._send(rtc.SignalRequest(add_track=track))
        await asyncio.wait_for(self._published.wait(), 10)
        offer = rtc.SessionDescription(type="offer", sdp=self._offer(), id=1)
        await self._send(rtc.SignalRequest(offer=offer))
        for _ in range(1000):
            if self.speaks is not None and self.speaks.up_at is not None:
                return
            await asyncio.sleep(0.01)
        raise Refused("the speaker's transport did not come up in 10 s")

    def say(self, filling: bytes) -> None:
        """Send 20 ms of sound whose payload begins with the filling, 100 bytes in all."""
        assert self.speaks is not None
        self._sequence += 1
        head = struct.pack(
            "!BBHII", 0x90, OPUS, self._sequence & 0xFFFF, self._sequence * SAMPLES_A_PACKET, 4242
        )
        level = struct.pack("!HHBBH", 0xBEDE, 1, 0x10, 0x80 | LEVEL, 0)
        self.speaks.send_rtp(head + level + filling.ljust(PAYLOAD_BYTES, b"\x55"))

    async def _send(self, request: rtc.SignalRequest) -> None:
        assert self._socket is not None
        await self._socket.send_bytes(request.SerializeToString())

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(5)
            now = time.time_ns() // 1_000_000
            await self._send(rtc.SignalRequest(ping_req=rtc.Ping(timestamp=now)))

    async def _answer(self, response: rtc.SignalResponse) -> None:
        match response.WhichOneof("message"):
            case "offer":
                answer = rtc.SessionDescription(
                    type="answer", sdp=self._listening(response.offer.sdp), id=response.offer.id
                )
                await self._send(rtc.SignalRequest(answer=answer))
                if self.hears is None:
                    self.hears = self._open("hears", response.offer.sdp)
            case "track_published":
                self._published.set()
            case "answer":
                self.speaks = self._open("speaks", response.answer.sdp)
            case "leave":
                self._left = models.DisconnectReason.Name(response.leave.reason)
            case _:
                pass  # news of others, which a light client needs none of

    def _open(self, direction: str, description: str) -> Association:
        association = Association(
            self._certificate, self._own[direction], remote_of(description), self._on_payload
        )
        self._opened(association)
        return association

    def _head(self, direction: str, setup: str, mids: str) -> str:
        own = self._own[direction]
        return (
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
            f"a=group:BUNDLE {mids}\r\na=ice-ufrag:{own.ufrag}\r\na=ice-pwd:{own.pwd}\r\n"
            f"a=fingerprint:sha-256 {self._certificate.fingerprint}\r\na=setup:{setup}\r\n"
        )

    def _offer(self) -> str:
        return self._head("speaks", "actpass", "0") + (
            f"m=audio 9 UDP/TLS/RTP/SAVPF {OPUS}\r\nc=IN IP4 {ANY_ADDRESS}\r\na=mid:0\r\n"
            f"a=rtcp-mux\r\na=sendonly\r\na=rtpmap:{OPUS} opus/48000/2\r\n"
            "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n"
            "a=msid:- microphone\r\na=ssrc:4242 cname:light\r\n"
        )

    def _listening(self, offer: str) -> str:
        _, *sections = re.split(r"(?m)^(?=m=)", offer)
        mids = [_field(section, "mid:") for section in sections]
        answer = self._head("hears", "active", " ".join(mids))
        for mid, section in zip(mids, sections, strict=True):
            direction = "recvonly" if "a=sendonly" in section else "inactive"
            answer += (
                f"m=audio 9 UDP/TLS/RTP/SAVPF {OPUS}\r\nc=IN IP4 {ANY_ADDRESS}\r\na=mid:{mid}\r\n"
                f"a=rtcp-mux\r\na={direction}\r\na=rtpmap:{OPUS} opus/48000/2\r\n"
            )
        return answer


def _field(description: str, name: str) -> str:
    found = re.search(rf"(?m)^a={name}(\S+)", description)
    if found is None:
        raise Refused(f"the description lacks a={name}")
    return found[1]


def remote_of(description: str) -> Remote:
    """Read the server's name, password and first address."""
    candidate = re.search(r"(?mi)^a=candidate:\S+ 1 udp \d+ (\S+) (\d+) typ host", description)
    if candidate is None:
        raise Refused("the description names no address")
    side = Side(_field(description, "ice-ufrag:"), _field(description, "ice-pwd:"))
    return Remote(side, (candidate[1], int(candidate[2])))
