"""Who is still there: lost sockets, missing answers, empty rooms, a dead gateway."""

from typing import Final

from livekit.protocol.models import DisconnectReason

from torg.sfu.metrics import Metrics
from torg.sfu.participant import Participant
from torg.sfu.room import RECONNECT, Room

LOST_FOR_S: Final = 15
"""How long media outlives its socket (a gateway's restart, a change of network)."""
CONNECT_WITHIN_S: Final = 30
"""How long the transport may take to come up after `join`."""
LEAVE_WITHIN_S: Final = 2
"""How long `leave` may come after its sender closed a transport."""
CLOCK_STANDS_AFTER_S: Final = 3
"""With the gateway silent for this long, nobody is removed for a lost socket."""


class Presence:
    """Looks through every room about twice a second."""

    def __init__(self, dead_man_s: float, metrics: Metrics, now: float) -> None:
        self._dead_man_s, self._metrics, self._at = dead_man_s, metrics, now

    def abandoned(self, governed_at: float, now: float) -> bool:
        """Whether the gateway has been silent for so long that nobody may stay."""
        return 0 < self._dead_man_s <= now - governed_at

    def looked(self, now: float) -> None:
        """Note that all rooms were looked through."""
        self._at = now

    def look(self, room: Room, governed_at: float, now: float, wall: float) -> None:
        """Remove those who are gone; nobody, of a gateway that may only be restarting."""
        passed = now - self._at
        alone = self._dead_man_s > 0 and now - governed_at >= CLOCK_STANDS_AFTER_S
        abandoned = self.abandoned(governed_at, now)
        for participant in [*room.participants.values()]:
            late = wall - participant.joined_at > CONNECT_WITHIN_S
            closed_at = participant.closed_at
            if abandoned:
                self._send_away(room, participant, "dead_man", now)
            elif participant.listening.overdue(now):
                self._send_away(room, participant, "answer_missing", now)
            elif closed_at is not None:
                if now - closed_at > LEAVE_WITHIN_S:
                    self._send_away(room, participant, "transport_closed", now)
            elif participant.hears_at is None and late:
                self._send_away(room, participant, "never_connected", now)
            elif participant.connection is None and not alone:
                participant.lost_s += passed
                if participant.lost_s >= LOST_FOR_S:
                    self._metrics.count("removed_lost")
                    room.remove(participant, DisconnectReason.SIGNAL_CLOSE, now=now)

    def finished(self, room: Room, now: float) -> bool:
        """Whether an empty room has waited long enough for somebody to come."""
        wait = room.departure_timeout_s if room.was_joined else room.empty_timeout_s
        return not room.participants and now - room.empty_since >= wait

    def _send_away(self, room: Room, participant: Participant, cause: str, now: float) -> None:
        self._metrics.count(f"removed_{cause}")
        room.remove(participant, DisconnectReason.STATE_MISMATCH, RECONNECT, now=now)
