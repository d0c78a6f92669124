"""The Python implementation of the fan-out seam; also the oracle for a native one."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from struct import Struct
from typing import Final, Protocol

from pylibsrtp import Session

from torg.sfu.batch import Batch, Buffers, send_messages, socket_name
from torg.sfu.errors import NonceReuse, UnknownId
from torg.sfu.seal import OneByOne, Seal, SendTo, Target, target_of
from torg.sfu.seam import Address, Form, PeerId, Profile, SendKeys, TrackId
from torg.sfu.srtp import SHAPES, sending_session

RING: Final = 256
"""Packets kept per track for resends: 5 s of 20 ms frames."""

HALF: Final = 1 << 15
"""From a sequence number this far away neither side can tell the roll-over counter."""

NO_START_FROM: Final = 65_470
"""A listener that starts here or later and loses the rest of the round is deaf for good."""

MOST_SSRCS: Final = 1024
"""libsrtp searches a peer's streams one by one, and none may be dropped while the key lives."""

_HEADER: Final = Struct("!BBHII")
_VERSION_2: Final = 0x80


@dataclass(frozen=True, slots=True)
class Packet:
    """What is kept of a forwarded packet: enough to write it again in any form."""

    index: int
    timestamp: int
    marker: bool
    opus: bytes
    red: bytes | None

    def write(self, form: Form) -> bytes | None:
        """Write the plaintext that all listeners of the form get; None if RED is lacking."""
        payload = self.red if form.red else self.opus
        if payload is None:
            return None
        second = form.payload_type | 0x80 if self.marker else form.payload_type
        header = _HEADER.pack(
            _VERSION_2, second, self.index & 0xFFFF, self.timestamp & 0xFFFF_FFFF, form.ssrc
        )
        return header + payload


@dataclass(slots=True)
class _Subscription:
    form: Form
    first: int | None = None  # None: waits for an index that is safe to start at
    paused_at: int | None = None


class _Group(Protocol):
    """The listeners of one form, profile and way out."""

    members: dict[PeerId, Target]

    def put(self, peer: PeerId, target: Target) -> None: ...
    def take(self, peer: PeerId) -> bool: ...
    def send(self, packet: bytes) -> int: ...


_Way = int | None  # the descriptor of a socket that takes batches, or none
_Key = tuple[Form, Profile, _Way]


@dataclass(slots=True)
class _Track:
    groups: dict[_Key, _Group] = field(default_factory=dict)
    subscriptions: dict[PeerId, _Subscription] = field(default_factory=dict)
    waiting: set[PeerId] = field(default_factory=set)
    ring: list[Packet | None] = field(default_factory=lambda: [None] * RING)
    newest: int = -1
    last_start: int = -1  # the greatest `first` of any listener

    def kept(self, index: int) -> Packet | None:
        packet = self.ring[index % RING]
        return packet if packet is not None and packet.index == index else None


@dataclass(slots=True)
class _Listener:
    session: Session
    profile: Profile
    target: Target | None
    way: _Way
    tracks: set[TrackId] = field(default_factory=set)
    ssrcs: set[int] = field(default_factory=set)


class PythonFanout:
    """Builds a packet once per form, then encrypts and sends it peer by peer."""

    def __init__(self, sockets: Sequence[SendTo], descriptors: Sequence[int] = ()) -> None:
        """Take the `sendto` of each socket; Address[0] is the index into them.

        With the sockets' descriptors as well, copies go to the kernel in batches where it can.
        """
        self._sockets, self._descriptors = tuple(sockets), tuple(descriptors)
        self._seal, self._buffers = Seal(), Buffers()
        self._send_messages = send_messages() if descriptors else None
        self._peers: dict[PeerId, _Listener] = {}
        self._tracks: dict[TrackId, _Track] = {}
        self._resent = 0

    def open_peer(self, peer: PeerId, keys: SendKeys, to: Address) -> None:
        """Take a peer's keys and start sending to its address."""
        if peer in self._peers:
            raise NonceReuse("this peer has its keys already")
        session = sending_session(keys)
        target, way = self._target(session, to), self._way(to)
        self._peers[peer] = _Listener(session, keys.profile, target, way)

    def move_peer(self, peer: PeerId, to: Address | None) -> None:
        """Send to another address from now on; None sends nothing."""
        listener = self._listener(peer)
        for track_id in listener.tracks:
            self._take(self._tracks[track_id], peer, listener)
        listener.target = None if to is None else self._target(listener.session, to)
        listener.way = None if to is None else self._way(to)
        for track_id in tuple(listener.tracks):
            track = self._tracks[track_id]
            subscription = track.subscriptions[peer]
            if subscription.first is None:
                continue
            if listener.target is None:
                if subscription.paused_at is None:
                    subscription.paused_at = track.newest
            elif _missed(track, subscription) < HALF:
                subscription.paused_at = None
                self._put(track, peer, listener)
            else:  # the next packet would be encrypted under a wrong roll-over counter
                self.unsubscribe(track_id, peer)

    def close_peer(self, peer: PeerId) -> None:
        """Wipe the peer's keys and forget its subscriptions."""
        listener = self._peers.get(peer)
        if listener is None:
            return
        for track_id in tuple(listener.tracks):
            self.unsubscribe(track_id, peer)
        del self._peers[peer]

    def subscribe(self, track: TrackId, peer: PeerId, form: Form) -> None:
        """Send the track to the peer from the next packet on that is safe to start at."""
        listener = self._listener(peer)
        if form.ssrc in listener.ssrcs:
            raise NonceReuse("this peer was sent this SSRC before")
        if len(listener.ssrcs) >= MOST_SSRCS:
            raise NonceReuse("this peer was sent as many SSRCs as one key serves")
        self.unsubscribe(track, peer)
        listener.ssrcs.add(form.ssrc)
        listener.tracks.add(track)
        state = self._tracks.setdefault(track, _Track())
        state.subscriptions[peer] = _Subscription(form)
        state.waiting.add(peer)

    def unsubscribe(self, track: TrackId, peer: PeerId) -> None:
        """Send nothing more of the track to the peer."""
        state, listener = self._tracks.get(track), self._peers.get(peer)
        if state is None or listener is None:
            return
        if peer in state.subscriptions:
            self._take(state, peer, listener)
            del state.subscriptions[peer]
            state.waiting.discard(peer)
            listener.tracks.discard(track)

    def close_track(self, track: TrackId) -> None:
        """Forget the track, its ring and its subscriptions."""
        state = self._tracks.pop(track, None)
        if state is not None:
            for peer in state.subscriptions:
                self._peers[peer].tracks.discard(track)

    def forward(  # noqa: PLR0913, PLR0917 - as the seam has it
        self,
        track: TrackId,
        index: int,
        timestamp: int,
        marker: bool,  # noqa: FBT001 - as the seam has it
        opus: bytes,
        red: bytes | None = None,
    ) -> int:
        """Send one packet to all subscribers; returns how many copies the kernel took."""
        state = self._tracks.get(track)
        if state is None:
            state = self._tracks[track] = _Track()
        packet = Packet(index, timestamp, marker, opus, red)
        _check_nonce(state, packet)
        state.ring[index % RING] = packet
        if index > state.newest:
            state.newest = index
            if state.waiting and index & 0xFFFF < NO_START_FROM:
                self._start_waiting(state, index)
        sent = 0
        for (form, profile, _), group in state.groups.items():
            plaintext = packet.write(form)
            if plaintext is None:
                continue
            if index >= state.last_start:
                sent += group.send(plaintext)
            else:
                started = [
                    target
                    for peer, target in group.members.items()
                    if _started(state.subscriptions[peer], index)
                ]
                sent += self._seal.send_rtp(plaintext, SHAPES[profile].overhead, started)
        return sent

    def resend(self, track: TrackId, peer: PeerId, indexes: Sequence[int]) -> int:
        """Send packets of the ring once more to one peer; returns how many went out."""
        listener, state = self._listener(peer), self._tracks.get(track)
        if state is None:
            raise UnknownId(f"track {track}")
        subscription = state.subscriptions.get(peer)
        if subscription is None or listener.target is None:
            return 0
        overhead, sent = SHAPES[listener.profile].overhead, 0
        for index in indexes:
            packet = state.kept(index)
            if packet is None or not _started(subscription, index):
                continue
            plaintext = packet.write(subscription.form)
            if plaintext is not None:
                sent += self._seal.send_rtp(plaintext, overhead, (listener.target,))
        self._resent += sent
        return sent

    def rtcp(self, peers: Sequence[PeerId], packet: bytes) -> int:
        """Send one RTCP text to several peers; owns the SRTCP index of each."""
        by_profile: dict[Profile, list[Target]] = {}
        for peer in peers:
            listener = self._listener(peer)
            if listener.target is not None:
                by_profile.setdefault(listener.profile, []).append(listener.target)
        return sum(
            self._seal.send_rtcp(packet, SHAPES[profile].overhead, targets)
            for profile, targets in by_profile.items()
        )

    def counters(self) -> Mapping[str, int]:
        """Say what was sent since the start: copies and bytes, RTCP and resends among them."""
        return asdict(self._seal.tally) | {"resent": self._resent}

    def _target(self, session: Session, to: Address) -> Target:
        index, host, port = to
        return target_of(session, self._sockets[index], (host, port))

    def _way(self, to: Address) -> _Way:
        index, host, port = to
        if self._send_messages is None or socket_name(host, port) is None:
            return None
        return self._descriptors[index]

    def _put(self, track: _Track, peer: PeerId, listener: _Listener) -> None:
        if listener.target is None:
            return
        key = track.subscriptions[peer].form, listener.profile, listener.way
        group = track.groups.get(key)
        if group is None:
            group = track.groups[key] = self._group(listener.profile, listener.way)
        group.put(peer, listener.target)

    def _take(self, track: _Track, peer: PeerId, listener: _Listener) -> None:
        key = track.subscriptions[peer].form, listener.profile, listener.way
        group = track.groups.get(key)
        if group is not None and group.take(peer) and not group.members:
            del track.groups[key]

    def _group(self, profile: Profile, way: _Way) -> _Group:
        overhead = SHAPES[profile].overhead
        if self._send_messages is None or way is None:
            return OneByOne(self._seal, overhead)
        return Batch(self._seal, self._buffers, self._send_messages, way, overhead)

    def _listener(self, peer: PeerId) -> _Listener:
        try:
            return self._peers[peer]
        except KeyError:
            raise UnknownId(f"peer {peer}") from None

    def _start_waiting(self, state: _Track, index: int) -> None:
        for peer in tuple(state.waiting):
            listener, subscription = self._peers[peer], state.subscriptions[peer]
            if listener.target is not None:
                state.waiting.discard(peer)
                subscription.first = state.last_start = index
                self._put(state, peer, listener)


def _started(subscription: _Subscription, index: int) -> bool:
    # An earlier index would lie before roll-over 0 of this listener.
    return subscription.first is not None and subscription.first <= index


def _missed(track: _Track, subscription: _Subscription) -> int:
    return 0 if subscription.paused_at is None else track.newest - subscription.paused_at


def _check_nonce(track: _Track, packet: Packet) -> None:
    """Refuse an index whose nonce may have served other bytes, or that libsrtp would misread."""
    ahead = packet.index - track.newest
    if track.newest < 0 <= packet.index or 0 < ahead < HALF:
        return
    if not -RING < ahead <= 0:
        raise NonceReuse(f"index {packet.index} is too far from {track.newest}")
    kept = track.kept(packet.index)
    if kept is not None and kept != packet:
        raise NonceReuse(f"index {packet.index} was used for other bytes")
