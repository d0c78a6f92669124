"""The open signalling connections of this gateway: who is on the line, and how to cut it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from typing import Final

from livekit.protocol.rtc import SpeakersChanged

from torg.kit.clock import Clock
from torg.kit.ids import LeaseId, RoomId
from torg.kit.window import MovingWindow
from torg.media.leases import LOST_AFTER_S, Lease
from torg.media.metrics import LINES
from torg.media.pulse import Pulse
from torg.media.talking import Talking
from torg.stage.roles import Role

STAGE_BEAT_S: Final = 1.0
AUDIENCE_BEAT_S: Final = 2.0

JOINS: Final = 200
JOINS_WITHIN: Final = timedelta(seconds=1)
"""How fast a whole instance is let in, above all after the media server was gone."""

TellTalking = Callable[[RoomId, frozenset[LeaseId]], None]


class Line:
    """One signalling connection of a lease; a lease has two for a moment when it reconnects."""

    def __init__(self, lease: Lease, pulse: Pulse, cut: Callable[[], None]) -> None:
        self.lease = lease.id
        self.room = lease.room
        self.sid = ""
        self.cut = cut
        self._pulse = pulse
        self.keep_pace(lease.role)

    def keep_pace(self, role: Role) -> None:
        """Ping people on stage more often: there a lost connection is heard."""
        self._pulse.beat_every(STAGE_BEAT_S if role.is_on_stage else AUDIENCE_BEAT_S)

    def silent_for_s(self) -> float:
        """Give the seconds since the last sign of life."""
        return self._pulse.silent_for_s()


class Sockets:
    """The registry of lines, by room; `tell` hears who is talking whenever that changes."""

    def __init__(self, clock: Clock, tell: TellTalking) -> None:
        self._clock = clock
        self._tell = tell
        self._joins = MovingWindow(JOINS, JOINS_WITHIN)
        # Dicts as ordered sets: the oldest line of a room that hears all is its ear.
        self._rooms: defaultdict[RoomId, dict[Line, None]] = defaultdict(dict)
        self._hear_all: defaultdict[RoomId, dict[Line, None]] = defaultdict(dict)
        self._leases: defaultdict[LeaseId, dict[Line, None]] = defaultdict(dict)
        self._talking: defaultdict[RoomId, Talking] = defaultdict(Talking)

    def has_room_for_a_join(self) -> bool:
        """Count one connect, if this second still has room for it."""
        now = self._clock.monotonic()
        if self._joins.wait_s("instance", now):
            return False
        self._joins.note("instance", now)
        return True

    def add(self, line: Line, *, hears_all: bool = True) -> None:
        """Register a line before its lease is read for the last time: a removal then finds it.

        `hears_all` says whether the media server sends it every voice.
        """
        self._rooms[line.room][line] = None
        if hears_all:
            if not self._hear_all.get(line.room):
                self._changing(line.room, self._talking[line.room].new_ear)
            self._hear_all[line.room][line] = None
        self._leases[line.lease][line] = None
        LINES.inc()

    def drop(self, line: Line) -> None:
        """Forget a line that has closed."""
        talking = self._talking[line.room]
        if self.is_ear(line):
            self._changing(line.room, talking.new_ear)
        self._changing(line.room, lambda: talking.forget(line.sid))
        self._hear_all.get(line.room, {}).pop(line, None)
        del self._rooms[line.room][line], self._leases[line.lease][line]
        LINES.dec()
        if not self._leases[line.lease]:
            del self._leases[line.lease]
        if not self._rooms[line.room]:
            del self._rooms[line.room], self._talking[line.room]
            self._hear_all.pop(line.room, None)

    def rooms(self) -> frozenset[RoomId]:
        """Give the rooms that have a line."""
        return frozenset(self._rooms)

    def heard_in(self, room: RoomId) -> Mapping[LeaseId, float]:
        """Give when each lease on the line last gave a sign, in monotonic seconds."""
        now = self._clock.monotonic()
        heard: dict[LeaseId, float] = {}
        for line in self._rooms.get(room, ()):
            at = now - line.silent_for_s()
            heard[line.lease] = max(at, heard.get(line.lease, at))
        return heard

    def keep_pace(self, lease: Lease) -> None:
        """Fit the pings of a lease's lines to its role."""
        for line in self._leases.get(lease.id, ()):
            line.keep_pace(lease.role)

    def without_lease(self, room: RoomId, live: Mapping[LeaseId, Lease]) -> tuple[LeaseId, ...]:
        """Give who is on the line in a room without a live lease there."""
        return tuple({line.lease for line in self._rooms.get(room, ())} - live.keys())

    def cut(self, lease: LeaseId) -> None:
        """End every line of a lease."""
        for line in tuple(self._leases.get(lease, ())):
            line.cut()

    def cut_dead(self, room: RoomId) -> None:
        """End the lines that gave no sign for so long that their lease would be lost."""
        for line in tuple(self._rooms.get(room, ())):
            if line.silent_for_s() > LOST_AFTER_S:
                line.cut()

    def joined(self, line: Line, sid: str) -> None:
        """Note under which sid the media server speaks of this line's lease."""
        line.sid = sid
        self._talking[line.room].learn(sid, line.lease)

    def doubt(self, line: Line) -> None:
        """Note that this line may not be told of every voice: its client chooses whom it hears."""
        was_ear = self.is_ear(line)
        self._hear_all.get(line.room, {}).pop(line, None)
        if was_ear and not self.is_ear(line):
            self._changing(line.room, self._talking[line.room].new_ear)

    def is_ear(self, line: Line) -> bool:
        """Say whether this line's speaker messages are the ones to read.

        Where nobody hears all, it is the oldest line: part of the voices is better than none.
        """
        lines = self._hear_all.get(line.room) or self._rooms.get(line.room, {})
        return next(iter(lines), None) is line

    def hear(self, line: Line, changed: SpeakersChanged) -> None:
        """Fold in who began and stopped talking, as the ear was told."""
        self._changing(line.room, lambda: self._talking[line.room].hear(changed))

    def silence(self, room: RoomId, leases: Collection[LeaseId]) -> None:
        """Show nobody as talking who has no open microphone; unknown people change nothing."""
        if room in self._rooms:
            self._changing(room, lambda: self._talking[room].silence(leases))

    def _changing(self, room: RoomId, change: Callable[[], None]) -> None:
        before = self._talking[room].leases
        change()
        after = self._talking[room].leases
        if after != before:
            self._tell(room, after)
