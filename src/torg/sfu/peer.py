"""One transport of one peer connection: ICE, DTLS and the receiving half of SRTP."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from torg.sfu.demux import Kind, kind_of
from torg.sfu.dtls import Certificate, Dtls, Failed, Finished
from torg.sfu.dtls import Reason as DtlsReason
from torg.sfu.errors import MalformedPacket
from torg.sfu.hello import COOKIE_BYTES
from torg.sfu.ice import (
    Expired,
    Forgotten,
    Heard,
    IceAgent,
    IceEvent,
    Selected,
    Silent,
    Verified,
)
from torg.sfu.rtp import RtpPacket, read_rtp
from torg.sfu.sdp import Fingerprint
from torg.sfu.seam import Address, PeerId, SendKeys
from torg.sfu.sources import PublishSection, Sources
from torg.sfu.srtp import Receiver, SrtpRefused, split_keys

LONGEST_PAYLOAD: Final = 1200
LONGEST_RTCP: Final = 1200

Reason = Literal["silent"] | DtlsReason


@dataclass(frozen=True, slots=True)
class Connected:
    """DTLS is done and its certificate is the one the SDP named."""

    keys: SendKeys
    to: Address


@dataclass(frozen=True, slots=True)
class Moved:
    """A valid check selected another address; comes only between Connected and Dead."""

    to: Address


@dataclass(frozen=True, slots=True)
class Media:
    """A packet of the negotiated Opus, authentic and not a replay, of the section `mid`."""

    mid: str
    packet: RtpPacket


@dataclass(frozen=True, slots=True)
class Control:
    """An authentic RTCP packet in plaintext."""

    packet: bytes


@dataclass(frozen=True, slots=True)
class Paused:
    """A connected peer gave no sign of life for 20 s: send nothing."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The peer is heard again: send to this address."""

    to: Address


@dataclass(frozen=True, slots=True)
class Dead:
    """The transport is over; nothing comes after this."""

    reason: Reason


PeerEvent = Connected | Moved | Verified | Forgotten | Media | Control | Paused | Resumed | Dead


class Peer:
    """One transport; drain `outbox` and `events` after every call."""

    def __init__(
        self,
        peer_id: PeerId,
        certificate: Certificate,
        random: Callable[[int], bytes],
        now: float,
    ) -> None:
        self.peer_id = peer_id
        self.outbox: list[tuple[bytes, Address]] = []
        self.events: list[PeerEvent] = []
        self._ice = IceAgent(random, now)
        self._dtls = Dtls(certificate, random(COOKIE_BYTES))
        self._receiver: Receiver | None = None
        self._sources = Sources()
        self._dropped: Counter[str] = Counter()
        self._dead = False

    @property
    def ufrag(self) -> str:
        """By which a check finds this transport."""
        return self._ice.ufrag

    @property
    def pwd(self) -> str:
        """What a check proves to know."""
        return self._ice.pwd

    @property
    def connected(self) -> bool:
        """Whether keys were exported and the transport is not over."""
        return self._receiver is not None and not self._dead

    @property
    def shaking(self) -> bool:
        """Whether a DTLS handshake is half done; the process allows 500 of these."""
        return self._dtls.shaking

    def expect(self, fingerprint: Fingerprint) -> None:
        """Name the certificate that the peer's SDP promised; finishes a held handshake."""
        self._dtls.expect(fingerprint)
        self._drain()

    def publish(self, sections: Sequence[PublishSection]) -> None:
        """Replace the set of sections whose packets are let in."""
        self._sources.replace(sections)

    @property
    def heard_at(self) -> float:
        """When the last sign of life came."""
        return self._ice.heard_at

    def disown(self, address: Address) -> None:
        """Take nothing from an address that is another's; its next valid check asks again."""
        self._ice.disown(address)

    def receive(self, data: bytes, source: Address, now: float) -> None:
        """Take one datagram of any kind; what is not sound is dropped and counted."""
        if self._dead:
            return
        kind = kind_of(data)
        if kind is Kind.STUN:
            try:
                self._ice.receive(data, source, now)
            except MalformedPacket:
                self._dropped["stun"] += 1
        elif kind is None or not self._ice.owns(source):
            self._dropped["stray"] += 1
        elif kind is Kind.DTLS:
            self._dtls.receive(data, now)
        elif self._receiver is None:
            self._dropped["early"] += 1
        elif kind is Kind.RTCP:
            self._control(self._receiver, data, source, now)
        else:
            self._media(self._receiver, data, source, now)
        self._drain()

    def tick(self, now: float) -> None:
        """Do what is due."""
        if not self._dead:
            self._ice.tick(now)
            self._dtls.tick(now)
            self._drain()

    def deadline(self) -> float | None:
        """Say when `tick` is next needed; None once dead."""
        if self._dead:
            return None
        times = [time for time in (self._ice.deadline(), self._dtls.deadline()) if time is not None]
        return min(times, default=None)

    def counters(self) -> dict[str, int]:
        """Say how many datagrams were dropped, by cause."""
        return dict(self._dropped) | {"dtls": self._dtls.errors}

    def close(self) -> None:
        """Say goodbye (close_notify) and forget all keys; no events after this."""
        if not self._dead:
            self._dtls.close()
            self._send_dtls()
            self._forget()
            self.events.clear()

    def _media(self, receiver: Receiver, data: bytes, source: Address, now: float) -> None:
        try:
            sender = self._sources.of(data, now)
            if sender is None:
                self._dropped["ssrc"] += 1
                return
            plaintext = receiver.rtp(data)
            self._ice.heard(source, now)
            self._sources.learn(data, sender, now)
            packet = read_rtp(plaintext, sender.section.extensions)
        except MalformedPacket:
            self._dropped["malformed"] += 1
        except SrtpRefused:
            self._dropped["srtp"] += 1
        else:
            if packet.payload_type != sender.section.payload_type:
                self._dropped["payload_type"] += 1
            elif not 0 < len(packet.payload) <= LONGEST_PAYLOAD:
                self._dropped["payload_size"] += 1
            elif not sender.may_send(now):
                self._dropped["rate"] += 1
            else:
                self.events.append(Media(sender.section.mid, packet))

    def _control(self, receiver: Receiver, data: bytes, source: Address, now: float) -> None:
        try:
            plaintext = receiver.rtcp(data)
        except SrtpRefused:
            self._dropped["srtp"] += 1
            return
        self._ice.heard(source, now)
        if len(plaintext) > LONGEST_RTCP:
            self._dropped["malformed"] += 1
        else:
            self.events.append(Control(plaintext))

    def _drain(self) -> None:
        """Turn what the parts said into what the transport says."""
        self.outbox += self._ice.outbox
        self._ice.outbox.clear()
        self._send_dtls()
        for ice_event in self._ice.events:
            self._on_ice(ice_event)
        self._ice.events.clear()
        for dtls_event in self._dtls.events:
            match dtls_event:
                case Finished():
                    self._connect(dtls_event)
                case Failed(reason):
                    self._die(reason)
        self._dtls.events.clear()

    def _send_dtls(self) -> None:
        # Until a check has verified an address nothing of DTLS is let in, so nothing is lost here.
        to = self._ice.selected
        if to is not None:
            self.outbox += [(datagram, to) for datagram in self._dtls.outbox]
        self._dtls.outbox.clear()

    def _on_ice(self, event: IceEvent) -> None:
        match event:
            case Verified() | Forgotten():
                self.events.append(event)
            case Expired():
                self._die("silent")
            case Selected(address) if self.connected:
                self.events.append(Moved(address))
            case Silent() if self.connected:
                self.events.append(Paused())
            case Heard() if self.connected and self._ice.selected is not None:
                self.events.append(Resumed(self._ice.selected))
            case Selected() | Silent() | Heard():
                pass

    def _connect(self, finished: Finished) -> None:
        to = self._ice.selected
        if to is None or self._dead:
            return
        theirs, ours = split_keys(finished.profile, finished.exported)
        self._receiver = Receiver(theirs)
        self.events.append(Connected(ours, to))

    def _die(self, reason: Reason) -> None:
        if not self._dead:
            self._forget()
            self.events.append(Dead(reason))

    def _forget(self) -> None:
        self._dead = True
        self._receiver = None
        self._dtls.close()
