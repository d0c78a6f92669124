"""One transport of one peer connection: ICE, DTLS and the receiving half of SRTP."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from torg.sfu.dtls import Certificate
from torg.sfu.ice import Forgotten, Verified
from torg.sfu.rtp import ExtensionIds, RtpPacket
from torg.sfu.sdp import Fingerprint
from torg.sfu.seam import Address, PeerId, SendKeys

Reason = Literal["silent", "handshake", "fingerprint", "no_profile", "closed_by_peer"]


@dataclass(frozen=True, slots=True)
class PublishSection:
    """An accepted section that the peer sends in; `ssrcs` as its offer names them, maybe none."""

    mid: str
    payload_type: int
    ssrcs: tuple[int, ...]
    extensions: ExtensionIds


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
    """No sign of life for 20 s: send nothing."""


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
        self.ufrag = ""
        self.pwd = ""
        self.outbox: list[tuple[bytes, Address]] = []
        self.events: list[PeerEvent] = []

    def expect(self, fingerprint: Fingerprint, now: float) -> None:
        """Name the certificate that the peer's SDP promised; finishes a held handshake."""
        raise NotImplementedError

    def publish(self, sections: Sequence[PublishSection]) -> None:
        """Replace the set of sections whose packets are let in."""
        raise NotImplementedError

    def receive(self, data: bytes, source: Address, now: float) -> None:
        """Take one datagram of any kind; never raises."""
        raise NotImplementedError

    def tick(self, now: float) -> None:
        """Do what is due."""
        raise NotImplementedError

    def deadline(self) -> float | None:
        """Say when `tick` is next needed; None once dead."""
        raise NotImplementedError

    def counters(self) -> dict[str, int]:
        """Say how many datagrams were dropped, by cause."""
        raise NotImplementedError

    def close(self) -> None:
        """Say goodbye (close_notify) and forget all keys; no events after this."""
        raise NotImplementedError
