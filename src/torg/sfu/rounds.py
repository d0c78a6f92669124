"""What recurs while people talk: levels, quality, and reports in both directions."""

from collections.abc import Iterable
from typing import Final

from livekit.protocol.rtc import ConnectionQualityInfo, ConnectionQualityUpdate, SignalResponse

from torg.sfu.forwarding import Forwarding
from torg.sfu.guard import Guard
from torg.sfu.levels import WINDOW_S
from torg.sfu.links import Link, Links, Side
from torg.sfu.metrics import Metrics
from torg.sfu.participant import say_to_all
from torg.sfu.quality import EVERY_S as QUALITY_EVERY_S
from torg.sfu.room import Room
from torg.sfu.rtcp import write_receiver_report
from torg.sfu.seam import Fanout

REPORT_EVERY_S: Final = 5.0
SHARDS: Final = 20
"""Each listener is in one of these; its reports come with its shard's turn, not all at once."""
OUR_SSRC: Final = 1
"""Ours in reports to publishers: we send them no media of which it could be the source."""


class Every:
    """A period; late by less than a tick, and without catching up."""

    __slots__ = ("_next", "period_s")

    def __init__(self, period_s: float, now: float) -> None:
        self.period_s, self._next = period_s, now + period_s

    def due(self, now: float) -> bool:
        """Whether it has passed again."""
        if now < self._next:
            return False
        self._next = max(self._next + self.period_s, now)
        return True


class Rounds:
    """The clockwork of all rooms; call `tick` at least ten times a second."""

    def __init__(
        self, forwarding: Forwarding, fanout: Fanout, metrics: Metrics, now: float
    ) -> None:
        self._forwarding, self._fanout, self._guard = forwarding, fanout, Guard(metrics)
        self._levels = Every(WINDOW_S, now)
        self._shard = Every(REPORT_EVERY_S / SHARDS, now)
        self._quality = Every(QUALITY_EVERY_S, now)
        self._to_publishers = Every(REPORT_EVERY_S, now)
        self._turn = 0

    def tick(self, rooms: Iterable[Room], links: Links, now: float, wall: float) -> None:
        """Do what is due."""
        levels, shard = self._levels.due(now), self._shard.due(now)
        judged = self._quality.due(now)
        self._turn = (self._turn + shard) % SHARDS
        for room in rooms:
            with self._guard:
                if levels:
                    room.talking()
                if shard:
                    self._report_to_listeners(room, now, wall)
                if judged:
                    judge(room)
        if self._to_publishers.due(now):
            for link in links:
                with self._guard:
                    self._report_to_publisher(link, now)

    def _report_to_listeners(self, room: Room, now: float, wall: float) -> None:
        for _, publication in room.published.values():
            shard = (self._turn, SHARDS)
            self._forwarding.report(publication.track, shard, room.cname, now, wall)

    def _report_to_publisher(self, link: Link, now: float) -> None:
        if link.side is not Side.SPEAKS or not link.connected:
            return
        blocks = [
            publication.track.reception.block(now)
            for publication in link.participant.by_mid.values()
            if publication.track.reception is not None
        ]
        if blocks:
            self._fanout.rtcp([link.peer.peer_id], write_receiver_report(OUR_SSRC, blocks))
            link.participant.hearing.note(max(each.fraction_lost for each in blocks) / 256)


def judge(room: Room) -> None:
    """Tell each one how well he is connected, and all how those are whom they may see.

    It is one message for all who are announced: one each would be more than a queue holds.
    """
    seen = []
    for participant in room.participants.values():
        verdict = participant.hearing.changed()
        if verdict is None:
            continue
        info = ConnectionQualityInfo(
            participant_sid=participant.sid, quality=verdict.quality, score=verdict.score
        )
        if participant.announced:
            seen.append(info)
        else:
            participant.say(quality([info]))
    if seen:
        say_to_all(room.participants.values(), quality(seen))


def quality(updates: Iterable[ConnectionQualityInfo]) -> SignalResponse:
    """Write how well some participants are connected."""
    return SignalResponse(connection_quality=ConnectionQualityUpdate(updates=updates))
