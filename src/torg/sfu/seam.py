"""The seam between deciding who hears a track and encrypting each copy of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NewType, Protocol

PeerId = NewType("PeerId", int)
"""One DTLS association; never reused within a process."""

TrackId = NewType("TrackId", int)
"""One published track; never reused within a process."""

Address = tuple[int, str, int]
"""Which of our sockets (its index), the peer's host, the peer's port."""

Profile = Literal["AEAD_AES_128_GCM", "AES_CM_128_HMAC_SHA1_80"]


@dataclass(frozen=True, slots=True)
class SendKeys:
    """What encrypts to one peer: key of 16 bytes, salt of 12 (GCM) or 14 (CM)."""

    profile: Profile
    key: bytes = field(repr=False)
    salt: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Form:
    """How a track looks to a group of listeners."""

    ssrc: int
    payload_type: int
    red: bool = False


class Fanout(Protocol):
    """Sends copies of tracks to peers; the only owner of send keys.

    A peer that was not opened raises UnknownId, except in close_peer and unsubscribe, which may
    be repeated; a track begins with its first use. Sending never blocks: what would is dropped
    and counted.
    """

    def open_peer(self, peer: PeerId, keys: SendKeys, to: Address) -> None:
        """Take a peer's keys and start sending to its address."""

    def move_peer(self, peer: PeerId, to: Address | None) -> None:
        """Send to another address from now on; None sends nothing."""

    def close_peer(self, peer: PeerId) -> None:
        """Wipe the peer's keys and forget its subscriptions."""

    def subscribe(self, track: TrackId, peer: PeerId, form: Form) -> None:
        """Send the track to the peer from the next packet on that is safe to start at.

        Raises NonceReuse when this peer was already sent this form's SSRC.
        """

    def unsubscribe(self, track: TrackId, peer: PeerId) -> None:
        """Send nothing more of the track to the peer."""

    def close_track(self, track: TrackId) -> None:
        """Forget the track, its ring and its subscriptions."""

    def forward(  # noqa: PLR0913, PLR0917 - plain arguments cross into native code
        self,
        track: TrackId,
        index: int,
        timestamp: int,
        marker: bool,  # noqa: FBT001 - as above
        opus: bytes,
        red: bytes | None = None,
    ) -> int:
        """Send one packet to all subscribers; returns how many copies the kernel took.

        `index` is the extended sequence number: roll-overs x 65,536 + sequence.
        Raises NonceReuse for an index that was already used for other bytes.
        """

    def resend(self, track: TrackId, peer: PeerId, indexes: Sequence[int]) -> int:
        """Send packets of the ring once more to one peer; returns how many went out."""

    def rtcp(self, peers: Sequence[PeerId], packet: bytes) -> int:
        """Send one RTCP text to several peers; owns the SRTCP index of each."""

    def counters(self) -> Mapping[str, int]:
        """Say how much was sent, bytes, would_block, resent, refused, since the start."""
