"""Tracks on their way from one publisher to many listeners: gates, numbers, reports, resends."""

from collections.abc import Callable, Sequence
from typing import Final

from torg.sfu.levels import Levels
from torg.sfu.metrics import Budget, Metrics
from torg.sfu.reception import OPUS_RATE, Reception
from torg.sfu.rtcp import SenderReport, ntp_of, write_sender_report
from torg.sfu.rtp import RtpPacket
from torg.sfu.sdp_write import LISTENER_PAYLOAD_TYPE
from torg.sfu.seam import Fanout, Form, PeerId, TrackId

RING: Final = 256
LONGEST_JUMP: Final = 3000
"""Numbers a source may skip (a minute of sound) and still show as loss; RFC 3550's MAX_DROPOUT."""
LATEST: Final = 200
"""Numbers a packet may be late: the fan-out refuses what left its ring."""
RESEND_WITHIN_S: Final = 1.0
RESENDS_PER_S: Final = 50
RESENDS_OF_ONE: Final = 2
REPORTS_FOR_S: Final = 5.0
"""Sender reports go on this long after the last packet."""


class Track:
    """One published track as it is forwarded: its own SSRC, numbers and clock for all listeners."""

    __slots__ = (
        "_drop_before",
        "_renumber",
        "_sent_at",
        "_shift",
        "_skip",
        "gate_open",
        "id",
        "index",
        "levels",
        "listeners",
        "octets",
        "packets",
        "reception",
        "sent_at",
        "ssrc",
        "timestamp",
    )

    def __init__(
        self, track: TrackId, ssrc: int, index: int, levels: Levels, *, gate_open: bool
    ) -> None:
        self.id, self.ssrc, self.levels, self.gate_open = track, ssrc, levels, gate_open
        self.index = index
        """The extended number sent last; the next packet gets one more."""
        self.timestamp = 0
        self.sent_at: float | None = None
        self.packets = self.octets = 0
        self.reception: Reception | None = None
        self.listeners: dict[PeerId, int] = {}
        """Who is sent it, and under which SSRC."""
        self._renumber = True
        self._drop_before = 0
        self._skip = 0
        self._shift = 0
        self._sent_at = [(-1, 0.0)] * RING

    def close_gate(self) -> None:
        """Let nothing more through until it opens; what comes then follows without a hole."""
        self.gate_open = False
        self._renumber = True

    def open_gate(self) -> None:
        """Let packets through, but none that was on its way while the gate was closed."""
        if self.reception is not None and not self.gate_open:
            self._drop_before = self.reception.highest + 1
        self.gate_open = True

    def arrived(self, packet: RtpPacket, now: float) -> int:
        """Count a packet of the publisher; returns its number in the source's own order."""
        reception = self.reception
        if reception is None or reception.ssrc != packet.ssrc:
            reception = self.reception = Reception(packet.ssrc, packet.sequence)
            self._renumber, self._drop_before = True, 0
            if self.sent_at is not None:
                # The new source has its own clock: go on where the old one would be now.
                due = self.timestamp + int((now - self.sent_at) * OPUS_RATE)
                self._shift = (due - packet.timestamp) & 0xFFFFFFFF
        elif (packet.sequence - reception.highest) & 0xFFFF in _LONG_JUMPS:
            self._renumber = True
        return reception.take(packet.sequence, packet.timestamp, now)

    def renumbered(self, number: int) -> int | None:
        """Turn a source number into ours; None for what came too late to be sent."""
        if number < self._drop_before:
            return None
        if self._renumber:
            self._renumber, self._drop_before = False, number
            self._skip = number - (self.index + 1)
        if number - self._skip < self.index - LATEST:
            return None
        return number - self._skip

    def sent(self, index: int, source_timestamp: int, octets: int, now: float) -> int:
        """Note what leaves under `index`; returns its timestamp."""
        timestamp = (source_timestamp + self._shift) & 0xFFFFFFFF
        if index > self.index or self.sent_at is None:
            self.index, self.timestamp, self.sent_at = index, timestamp, now
        self.packets += 1
        self.octets += octets
        self._sent_at[index % RING] = (index, now)
        return timestamp

    def index_of(self, sequence: int, now: float) -> int | None:
        """Find which packet a listener asks for again; None when it left too long ago."""
        index = self.index - ((self.index - sequence) & 0xFFFF)
        kept, at = self._sent_at[index % RING]
        return index if kept == index and now - at <= RESEND_WITHIN_S else None


_LONG_JUMPS: Final = range(LONGEST_JUMP, 0x8000)


class Forwarding:
    """All tracks of the process, and what each listener may still ask for again."""

    def __init__(self, fanout: Fanout, random: Callable[[int], bytes], metrics: Metrics) -> None:
        self._fanout, self._random, self._metrics = fanout, random, metrics
        self._newest = 0
        self._by_ssrc: dict[tuple[PeerId, int], Track] = {}
        self._resends: dict[PeerId, _Resends] = {}

    def open(self, levels: Levels, *, gate_open: bool) -> Track:
        """Make a track that nobody listens to yet; its levels go to the room's meters."""
        self._newest += 1
        index = 0x10000 + int.from_bytes(self._random(2)) // 2
        track = TrackId(self._newest)
        return Track(track, self.fresh_ssrc(), index, levels, gate_open=gate_open)

    def close(self, track: Track) -> None:
        """Forget a track; its listeners hear nothing more of it."""
        track.close_gate()
        for peer, ssrc in track.listeners.items():
            self._by_ssrc.pop((peer, ssrc), None)
        track.listeners.clear()
        track.levels.silence(track.id)
        self._fanout.close_track(track.id)

    def gate(self, track: Track, *, is_open: bool) -> None:
        """Let the track's packets pass from the next one on, or none."""
        if is_open:
            track.open_gate()
        elif track.gate_open:
            track.close_gate()
            track.levels.silence(track.id)

    def fresh_ssrc(self) -> int:
        """Draw an SSRC; 0 is none."""
        return int.from_bytes(self._random(4)) or 1

    def receive(self, track: Track, packet: RtpPacket, now: float) -> int:
        """Forward one packet of the publisher; returns how many copies left."""
        number = track.arrived(packet, now)
        if not track.gate_open:
            self._metrics.count("rtp_gated")
            return 0
        if packet.level is not None:
            track.levels.heard(track.id, packet.level)
        index = track.renumbered(number)
        if index is None:
            self._metrics.count("rtp_late")
            return 0
        self._metrics.count("rtp_forwarded")
        opus = packet.payload
        timestamp = track.sent(index, packet.timestamp, len(opus), now)
        return self._fanout.forward(track.id, index, timestamp, packet.marker, opus)

    def subscribe(self, track: Track, peer: PeerId, ssrc: int) -> None:
        """Send the track to a connected peer under an SSRC it was never sent before."""
        self._fanout.subscribe(track.id, peer, Form(ssrc, LISTENER_PAYLOAD_TYPE))
        track.listeners[peer] = ssrc
        self._by_ssrc[peer, ssrc] = track

    def unsubscribe(self, track: Track, peer: PeerId) -> None:
        """Send the peer nothing more of the track; may be repeated."""
        ssrc = track.listeners.pop(peer, None)
        if ssrc is not None:
            self._by_ssrc.pop((peer, ssrc), None)
            self._fanout.unsubscribe(track.id, peer)

    def forget(self, peer: PeerId) -> None:
        """Drop what is kept about a peer that is gone."""
        self._resends.pop(peer, None)

    def hears(self, peer: PeerId, ssrc: int) -> Track | None:
        """Find the track that the peer is sent under that SSRC."""
        return self._by_ssrc.get((peer, ssrc))

    def resend(self, peer: PeerId, ssrc: int, sequences: Sequence[int], now: float) -> int:
        """Answer a NACK within its limits; returns how many packets went out again."""
        track = self._by_ssrc.get((peer, ssrc))
        if track is None:
            return 0
        resends = self._resends.get(peer)
        if resends is None:
            resends = self._resends[peer] = _Resends(now)
        indexes = [
            index
            for sequence in sequences
            if (index := track.index_of(sequence, now)) is not None
            and resends.allow(track.id, index, now)
        ]
        return self._fanout.resend(track.id, peer, indexes) if indexes else 0

    def report(
        self, track: Track, shard: tuple[int, int], cname: str, now: float, wall: float
    ) -> None:
        """Send the track's SR to the listeners of one shard (which, of how many)."""
        if track.sent_at is None or now - track.sent_at > REPORTS_FOR_S:
            return
        which, of = shard
        peers: dict[int, list[PeerId]] = {}
        for peer, ssrc in track.listeners.items():
            if peer % of == which:
                peers.setdefault(ssrc, []).append(peer)
        timestamp = track.timestamp + int((now - track.sent_at) * OPUS_RATE)
        for ssrc, listeners in peers.items():
            report = SenderReport(
                ssrc=ssrc,
                ntp=ntp_of(wall),
                timestamp=timestamp & 0xFFFFFFFF,
                packets=track.packets & 0xFFFFFFFF,
                octets=track.octets & 0xFFFFFFFF,
            )
            self._fanout.rtcp(listeners, write_sender_report(report, cname))


class _Resends:
    """What one listener was sent again: bounded in rate, per packet, and in memory."""

    __slots__ = ("_budget", "_times")

    def __init__(self, now: float) -> None:
        self._budget = Budget(RESENDS_PER_S, RESENDS_PER_S, now)
        self._times: dict[tuple[TrackId, int], int] = {}

    def allow(self, track: TrackId, index: int, now: float) -> bool:
        times = self._times.pop((track, index), 0)
        self._times[track, index] = times
        if len(self._times) > RING:
            del self._times[next(iter(self._times))]
        if times >= RESENDS_OF_ONE or not self._budget.take(now):
            return False
        self._times[track, index] = times + 1
        return True
