"""Tracks on their way: gates, numbers, sources that change, and what is sent again."""

from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torg.sfu.forwarding import RESENDS_PER_S, Forwarding, Track
from torg.sfu.levels import Levels
from torg.sfu.metrics import Metrics
from torg.sfu.rtp import RtpPacket
from torg.sfu.seam import Form, PeerId, TrackId

BO = PeerId(7)


@dataclass
class Recorded:
    """A fan-out that writes down what it is told."""

    sent: list[tuple[int, int, bytes]] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    reports: list[list[PeerId]] = field(default_factory=list)

    def forward(
        self,
        _track: TrackId,
        index: int,
        timestamp: int,
        _marker: bool,  # noqa: FBT001 - as the seam has it
        opus: bytes,
    ) -> int:
        self.sent.append((index, timestamp, opus))
        return 1

    def resend(self, _track: TrackId, _peer: PeerId, indexes: list[int]) -> int:
        self.again += indexes
        return len(indexes)

    def rtcp(self, peers: list[PeerId], _packet: bytes) -> int:
        self.reports.append(peers)
        return len(peers)

    def subscribe(self, _track: TrackId, _peer: PeerId, _form: Form) -> None:
        """Take a listener."""

    def unsubscribe(self, _track: TrackId, _peer: PeerId) -> None:
        """Lose a listener."""

    def close_track(self, _track: TrackId) -> None:
        """End."""


class Line:
    """One track with its publisher."""

    def __init__(self, *, gate_open: bool = True) -> None:
        self.fanout = Recorded()
        random = Random(3).randbytes  # noqa: S311 - the same in every run
        self.forwarding = Forwarding(self.fanout, random, Metrics())  # type: ignore[arg-type] # what is used of it
        self.track: Track = self.forwarding.open(Levels(), gate_open=gate_open)

    def says(
        self, sequence: int, *, ssrc: int = 1, timestamp: int | None = None, now: float = 0
    ) -> None:
        stamp = sequence * 960 if timestamp is None else timestamp
        packet = RtpPacket(
            payload_type=111,
            marker=False,
            sequence=sequence & 0xFFFF,
            timestamp=stamp & 0xFFFFFFFF,
            ssrc=ssrc,
            payload=b"%d" % sequence,
            level=10,
            mid=None,
        )
        self.forwarding.receive(self.track, packet, now)

    def gate(self, *, is_open: bool) -> None:
        self.forwarding.gate(self.track, is_open=is_open)

    def numbers(self) -> list[int]:
        first = self.fanout.sent[0][0]
        return [index - first for index, _, _ in self.fanout.sent]

    def words(self) -> list[bytes]:
        return [opus for _, _, opus in self.fanout.sent]


def test_lost_packets_stay_visible_as_holes() -> None:
    line = Line()
    for sequence in (5, 6, 9, 8):
        line.says(sequence)

    assert line.numbers() == [0, 1, 4, 3]


def test_a_closed_gate_leaves_no_hole() -> None:
    line = Line()
    line.says(1)
    line.gate(is_open=False)
    line.says(2)
    line.says(3)
    line.gate(is_open=True)
    line.says(4)

    assert line.words() == [b"1", b"4"]
    assert line.numbers() == [0, 1]


def test_what_was_said_behind_the_gate_is_never_heard_late() -> None:
    line = Line()
    line.gate(is_open=False)
    for sequence in (1, 2, 4):
        line.says(sequence)
    line.gate(is_open=True)
    line.says(3)
    line.says(5)

    assert line.words() == [b"5"]


def test_a_track_announced_muted_starts_closed() -> None:
    line = Line(gate_open=False)
    line.says(1)

    assert line.fanout.sent == []


def test_another_source_goes_on_in_number_and_time() -> None:
    line = Line()
    line.says(100, now=1.0)
    line.says(7, ssrc=2, timestamp=99, now=1.5)
    line.says(8, ssrc=2, timestamp=99 + 960, now=1.52)

    times = [time for _, time, _ in line.fanout.sent]
    assert line.numbers() == [0, 1, 2]
    assert [each - times[0] for each in times] == [0, 24_000, 24_960]


def test_a_source_that_jumps_far_ahead_does_not() -> None:
    line = Line()
    line.says(1)
    line.says(20_001)
    line.says(20_002)

    assert line.numbers() == [0, 1, 2]


def test_a_very_late_packet_is_dropped() -> None:
    line = Line()
    line.says(1)
    for sequence in range(3, 300):
        line.says(sequence)
    line.says(2)

    assert b"2" not in line.words()


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("say"), st.integers(0, 70_000), st.integers(1, 3)),
            st.tuples(st.just("gate"), st.integers(0, 1), st.just(0)),
        ),
        max_size=60,
    )
)
def test_no_number_is_ever_used_twice(script: list[tuple[str, int, int]]) -> None:
    line, said = Line(), set()
    for act, value, ssrc in script:
        if act == "gate":
            line.gate(is_open=bool(value))
        elif (value & 0xFFFF, ssrc) not in said:  # replays end in SRTP, before they come here
            said.add((value & 0xFFFF, ssrc))
            line.says(value, ssrc=ssrc)

    numbers = [index for index, _, _ in line.fanout.sent]
    assert len(numbers) == len(set(numbers))
    newest = 0
    for number in numbers:
        assert not newest or -256 < number - newest < 0x8000
        newest = max(newest, number)


def test_a_listener_gets_again_what_it_asks_for_twice_at_most() -> None:
    line = Line()
    line.forwarding.subscribe(line.track, BO, 55)
    line.says(1)
    sequence = line.fanout.sent[0][0] & 0xFFFF

    for _ in range(3):
        line.forwarding.resend(BO, 55, [sequence], 0.5)

    assert line.fanout.again == [line.fanout.sent[0][0]] * 2


@pytest.mark.parametrize(
    ("ssrc", "ahead", "at"),
    [(56, 0, 0.5), (55, 1, 0.5), (55, -300, 0.5), (55, 0, 1.1)],
    ids=["another SSRC", "never sent", "long ago", "more than a second ago"],
)
def test_nothing_else_is_sent_again(ssrc: int, ahead: int, at: float) -> None:
    line = Line()
    line.forwarding.subscribe(line.track, BO, 55)
    line.says(1)
    sequence = (line.fanout.sent[0][0] + ahead) & 0xFFFF

    assert line.forwarding.resend(BO, ssrc, [sequence], at) == 0


def test_resends_are_limited_in_rate() -> None:
    line = Line()
    line.forwarding.subscribe(line.track, BO, 55)
    for sequence in range(100):
        line.says(sequence)
    asked = [index & 0xFFFF for index, _, _ in line.fanout.sent]

    assert line.forwarding.resend(BO, 55, asked, 0.5) == RESENDS_PER_S


def test_each_listener_gets_a_report_once_a_round() -> None:
    line = Line()
    for peer in range(40):
        line.forwarding.subscribe(line.track, PeerId(peer), 55)
    line.says(1, now=1)
    for turn in range(20):
        line.forwarding.report(line.track, (turn, 20), "cname", now=2, wall=1e9)

    told = [peer for peers in line.fanout.reports for peer in peers]
    assert sorted(told) == list(range(40))


def test_a_track_that_fell_silent_is_reported_no_more() -> None:
    line = Line()
    line.forwarding.subscribe(line.track, BO, 55)
    line.says(1, now=1)
    line.forwarding.report(line.track, (7, 20), "cname", now=6.1, wall=1e9)

    assert line.fanout.reports == []
