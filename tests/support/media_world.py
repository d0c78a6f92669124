"""A media server in memory: an engine, a clock that a test moves, and clients with real crypto."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from random import Random
from typing import Any

import jwt
from google.protobuf.message import Message
from livekit.protocol.models import TrackSource
from livekit.protocol.rtc import (
    AddTrackRequest,
    LeaveRequest,
    MuteTrackRequest,
    SessionDescription,
    SignalRequest,
    SignalResponse,
)
from livekit.protocol.webhook import WebhookEvent
from tests.support.webrtc import ClientPeer, rtp

from torg.sfu.admission import Admission, read_request
from torg.sfu.config import Announce, Config, Limits
from torg.sfu.dtls import Certificate
from torg.sfu.engine import Engine
from torg.sfu.fanout import PythonFanout
from torg.sfu.links import Endpoint
from torg.sfu.metrics import Metrics
from torg.sfu.participant import ConnectionId, Hangup
from torg.sfu.seam import Address
from torg.sfu.twirp import Reply, RoomService

Given = Any
"""A claim or a field of a message."""

KEY, SECRET = "key", "a secret for tests, " * 4
ROOM = "room"
WALL_AHEAD = 1_800_000_000.0
ALIVE_EVERY_S = 4
"""How often clients ping and check, all by themselves."""


@cache
def certificate() -> Certificate:
    """Give the certificate that all worlds share."""
    return Certificate.make(datetime(2030, 1, 1, tzinfo=UTC))


def token(identity: str = "ana", *, secret: str = SECRET, **claims: Given) -> str:
    """Write a token; what is named replaces the claim of that name, None leaves it out."""
    payload = {
        "iss": KEY,
        "sub": identity,
        "exp": WALL_AHEAD + 10_000,
        "video": {"roomJoin": True, "room": ROOM},
    } | claims
    payload = {name: value for name, value in payload.items() if value is not None}
    return jwt.encode(payload, secret, algorithm="HS256")


class World:
    """One media server and everybody who talks to it."""

    def __init__(
        self,
        *,
        announce: Announce = Announce.PUBLISHERS,
        dead_man_s: float = 0,
        auto_create: bool = True,
        **limits: float,
    ) -> None:
        self.now = 100.0
        config = Config(
            keys={KEY: SECRET},
            announce=announce,
            dead_man_s=dead_man_s,
            auto_create=auto_create,
            limits=replace(Limits(), **limits),  # type: ignore[arg-type] # numbers by name
        )
        self.metrics = Metrics()
        self.random: Callable[[int], bytes] = Random(7).randbytes  # noqa: S311 - the same in every run
        self.fanout = PythonFanout([self._to_wire])
        endpoint = Endpoint(
            certificate=certificate(),
            candidates=(("192.0.2.1", 7882),),
            fanout=self.fanout,
            random=self.random,
            metrics=self.metrics,
            version="torg test",
        )
        self.engine = Engine(config, endpoint, self.now, self.now + WALL_AHEAD)
        self.service = RoomService(self.engine)
        self._clients: dict[ConnectionId, Client] = {}
        self._media: dict[tuple[str, int], ClientPeer] = {}
        self._ports = 1000
        self._alive_at = self.now
        self.reports: list[WebhookEvent] = []

    def admission(
        self, identity: str, query: dict[str, str] | None = None, **video: Given
    ) -> Admission:
        """Check a request. Raises NotAdmitted."""
        grants = {"roomJoin": True, "room": ROOM} | video
        found = read_request(
            f"Bearer {token(identity, video=grants)}",
            query or {},
            self.engine.config.keys,
            self.engine.config.limits,
            self.engine.wall(self.now),
        )
        self.engine.admit(found, self.now)
        self.engine.take_join(self.now)
        return found

    def enters(
        self, identity: str, query: dict[str, str] | None = None, **video: Given
    ) -> "Client":
        """Open a signalling connection, without media yet."""
        admission = self.admission(identity, query, **video)
        connection = self.engine.next_connection()
        client = self._clients[connection] = Client(self, identity, connection)
        self.engine.connect(connection, admission, self.now)
        self.settle()
        return client

    def joins(self, identity: str, query: dict[str, str] | None = None, **video: Given) -> "Client":
        """Open a connection and bring its media up."""
        client = self.enters(identity, query, **video)
        client.connect_media()
        return client

    def call(self, method: str, request: Message, **video: Given) -> Reply:
        """Call RoomService with all rights, but for those named."""
        grants = {"roomAdmin": True, "roomCreate": True, "roomList": True, "room": ROOM} | video
        reply = self.service.call(
            method,
            "application/protobuf",
            f"Bearer {token('gateway', video=grants)}",
            request.SerializeToString(),
            self.now,
        )
        self.settle()
        return reply

    def forward(self, seconds: float) -> None:
        """Let time pass, in steps that a real server would take."""
        end = self.now + seconds
        while self.now < end - 1e-9:
            self.now = min(self.now + 0.05, end)
            self.engine.tick(self.now, self.now + WALL_AHEAD)
            self.settle()
            if self.now >= self._alive_at + ALIVE_EVERY_S:
                self._alive_at = self.now
                for client in [*self._clients.values()]:
                    client.shows_life()

    def new_port(self, media: ClientPeer) -> Address:
        """Give a client's transport an address."""
        self._ports += 1
        self._media["198.51.100.7", self._ports] = media
        return (0, "198.51.100.7", self._ports)

    def address_of(self, media: ClientPeer) -> Address:
        """Find the address of a client's transport."""
        host, port = next(where for where, whose in self._media.items() if whose is media)
        return (0, host, port)

    def settle(self) -> None:
        """Carry everything where it goes until all is quiet."""
        for _ in range(100):
            while self.engine.shake_hands(self.now):
                pass
            moved = self._hand_out()
            for (host, port), media in self._media.items():
                sent, media.outbox = media.outbox, []
                for datagram in sent:
                    moved = True
                    self.engine.receive_datagram(datagram, (0, host, port), self.now)
            if not moved:
                return
        raise AssertionError("it never gets quiet")

    def _hand_out(self) -> bool:
        outbox, signals = self.engine.links.outbox[:], self.engine.signals[:]
        self.engine.links.outbox.clear()
        self.engine.signals.clear()
        self.reports += self.engine.reports
        self.engine.reports.clear()
        for datagram, (_, host, port) in outbox:
            self._media[host, port].receive(datagram)
        for connection, signal in signals:
            if connection in self._clients:
                self._clients[connection].take(signal)
        return bool(outbox or signals)

    def _to_wire(self, data: bytes | memoryview, to: tuple[str, int]) -> int:
        self._media[to].receive(bytes(data))
        return len(data)


class Client:
    """One LiveKit client in memory: what it was told, and its two transports."""

    def __init__(self, world: World, identity: str, connection: ConnectionId) -> None:
        self.world, self.identity, self.connection = world, identity, connection
        self.inbox: list[SignalResponse] = []
        self.hangup: Hangup | None = None
        self.answers_offers = True
        self.hears: ClientPeer | None = None
        self.speaks: ClientPeer | None = None
        self.pings = self.checks = True
        self.sequence = 60_000
        self.ssrc = 0x1234

    # -- signalling

    def take(self, signal: bytes | Hangup) -> None:
        """Be told something."""
        assert self.hangup is None, "told something after the hang-up"
        if isinstance(signal, Hangup):
            self.hangup = signal
            return
        message = SignalResponse.FromString(signal)
        self.inbox.append(message)
        if message.WhichOneof("message") == "offer" and self.answers_offers and self.hears:
            self.answer(message.offer)

    def heard(self, kind: str) -> list[Any]:
        """List the messages of one kind, oldest first."""
        return [getattr(each, kind) for each in self.inbox if each.WhichOneof("message") == kind]

    def order(self) -> list[str]:
        """List the kinds of all messages, oldest first."""
        return [each.WhichOneof("message") or "" for each in self.inbox]

    def forget(self) -> None:
        """Look at later messages only."""
        self.inbox.clear()

    def says(self, **message: Given) -> None:
        """Send one request."""
        self.says_bytes(SignalRequest(**message).SerializeToString())

    def says_bytes(self, data: bytes) -> None:
        """Send anything."""
        self.world.engine.receive_signal(self.connection, data, self.world.now)
        self.world.settle()

    def leaves(self) -> None:
        """Leave as a client does."""
        self.says(leave=LeaveRequest())
        self.drops()

    def drops(self) -> None:
        """Lose the socket."""
        self.pings = False
        self.world.engine.disconnected(self.connection, self.world.now)
        self.world.settle()

    def shows_life(self) -> None:
        """Ping, and check both transports."""
        if self.pings and self.hangup is None:
            self.says(ping=1)
        for media in (self.hears, self.speaks):
            if self.checks and media is not None:
                media.check()
        self.world.settle()

    @property
    def sid(self) -> str:
        return str(self.heard("join")[0].participant.sid) if self.heard("join") else ""

    # -- hearing

    def connect_media(self) -> None:
        """Answer the first offer and bring the transport up."""
        offer = self.heard("offer")[-1]
        self.hears = self.transport(offer.sdp)
        self.answer(offer)
        self.handshake(self.hears)

    def answer(self, offer: SessionDescription, *, setup: str = "active") -> None:
        """Answer an offer of slots as the clients do."""
        assert self.hears is not None
        self.says(
            answer=SessionDescription(
                type="answer", sdp=answer_to(offer.sdp, self.hears, setup), id=offer.id
            )
        )

    def sounds(self) -> list[bytes]:
        """Take the payloads heard since the last call."""
        assert self.hears is not None
        heard, self.hears.rtp = self.hears.rtp, []
        return [packet[12:] for packet in heard]

    def slots(self) -> dict[str, str]:
        """Say which track stands in which section of the newest offer, by mid."""
        return dict(slots_of(self.heard("offer")[-1].sdp))

    # -- speaking

    def announces(self, cid: str = "mic", *, muted: bool = False, **more: Given) -> str:
        """Say `add_track`; returns the track's sid, or nothing if it was refused."""
        before = len(self.heard("track_published"))
        request = AddTrackRequest(cid=cid, source=TrackSource.MICROPHONE, muted=muted)
        request.MergeFrom(AddTrackRequest(**more))
        self.says(add_track=request)
        published = self.heard("track_published")[before:]
        return str(published[0].track.sid) if published else ""

    def publishes(self, cid: str = "mic", *, muted: bool = False) -> str:
        """Announce a track, negotiate it and bring the transport up; returns its sid."""
        sid = self.announces(cid, muted=muted)
        self.offers([("0", "sendonly", cid)])
        self._speaks_now()
        self.world.forward(0.2)  # offers to one listener keep a distance
        return sid

    def offers(self, sections: list[tuple[str, str, str]], **more: Given) -> None:
        """Offer sections (mid, direction, track id) on the publisher's connection."""
        sdp = offer_of(sections, self.ssrc, **more)
        self.says(offer=SessionDescription(type="offer", sdp=sdp, id=1))

    def _speaks_now(self) -> None:
        if self.speaks is None:
            self.speaks = self.transport(self.heard("answer")[-1].sdp)
            self.handshake(self.speaks)

    def speaks_packet(self, payload: bytes = b"opus", **more: Given) -> None:
        """Send one packet of 20 ms."""
        assert self.speaks is not None
        self.sequence += 1
        packet = rtp(self.sequence, ssrc=self.ssrc, payload=payload, **more)
        self.speaks.outbox.append(self.speaks.protect(packet))
        self.world.settle()

    # -- inside

    def transport(self, sdp: str) -> ClientPeer:
        """Make the client's end of a transport, with an address of its own."""
        media = ClientPeer(line(sdp, "a=ice-ufrag:"), line(sdp, "a=ice-pwd:"))
        self.world.new_port(media)
        return media

    def handshake(self, media: ClientPeer) -> None:
        """Check the address and shake hands."""
        media.check()
        self.world.settle()
        media.start()
        self.world.settle()


def line(sdp: str, start: str) -> str:
    """Find the first line that starts so, and give the rest of it."""
    return next(each.removeprefix(start) for each in sdp.splitlines() if each.startswith(start))


def slots_of(sdp: str) -> Iterator[tuple[str, str]]:
    """List the sending sections of an offer: mid and track sid."""
    for section in sdp.split("m=audio")[1:]:
        if "a=sendonly" in section:
            yield line(section, "a=mid:"), line(section, "a=msid:").split(" ")[1]


def head_of(media_digest: bytes, setup: str, mids: list[str]) -> str:
    """Write the session level of a client's description."""
    return (
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
        f"a=group:BUNDLE {' '.join(mids)}\r\n"
        "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\n"
        f"a=fingerprint:sha-256 {media_digest.hex(':').upper()}\r\na=setup:{setup}\r\n"
    )


def answer_to(offer: str, media: ClientPeer, setup: str = "active") -> str:
    """Accept every section of an offer of slots, NACK included."""
    mids = [each.removeprefix("a=mid:") for each in offer.splitlines() if "a=mid:" in each]
    sending = dict(slots_of(offer))
    return head_of(media.who.digest, setup, mids) + "".join(
        "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\n"
        f"a=mid:{mid}\r\na={'recvonly' if mid in sending else 'inactive'}\r\na=rtcp-mux\r\n"
        "a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 nack\r\n"
        for mid in mids
    )


def offer_of(sections: list[tuple[str, str, str]], ssrc: int, *, setup: str = "actpass") -> str:
    """Write a publisher's offer: (mid, direction, track id) for each audio section."""
    digest = ClientPeer("", "").who.digest
    return head_of(digest, setup, [mid for mid, _, _ in sections]) + "".join(
        "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\n"
        f"a=mid:{mid}\r\na={direction}\r\na=rtcp-mux\r\n"
        "a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n"
        "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n"
        + (
            f"a=msid:stream {track}\r\na=ssrc:{ssrc + place} cname:x\r\n"
            if "send" in direction
            else ""
        )
        for place, (mid, direction, track) in enumerate(sections)
    )


def mute(sid: str, *, muted: bool) -> MuteTrackRequest:
    """Write a mute or an unmute."""
    return MuteTrackRequest(sid=sid, muted=muted)
