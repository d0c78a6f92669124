"""Who is talking, from the levels that packets carry."""

from hypothesis import given
from hypothesis import strategies as st

from torg.sfu.levels import Levels
from torg.sfu.seam import TrackId

ANA, BO = TrackId(1), TrackId(2)


def hear(levels: Levels, track: TrackId, level: int, packets: int = 20) -> None:
    for _ in range(packets):
        levels.heard(track, level)


def test_a_loud_window_makes_a_talker_and_a_silent_one_ends_it_once() -> None:
    levels = Levels()
    hear(levels, ANA, 10)
    first = levels.changes()
    hear(levels, ANA, 127)

    assert first == {ANA: 0.25}
    assert levels.changes() == {ANA: 0.0}
    assert levels.changes() == {}


def test_talking_takes_forty_percent_of_the_window() -> None:
    levels = Levels()
    hear(levels, ANA, 20, packets=8)
    hear(levels, BO, 20, packets=7)
    hear(levels, BO, 36, packets=13)

    assert set(levels.changes()) == {ANA}


def test_35_is_loud_enough_and_36_is_not() -> None:
    levels = Levels()
    hear(levels, ANA, 35)
    hear(levels, BO, 36)

    assert levels.changes() == {ANA: 0.125}


def test_a_steady_voice_is_told_once() -> None:
    levels = Levels()
    told = []
    for _ in range(10):
        hear(levels, ANA, 5)
        told.append(levels.changes())

    assert told[-5:] == [{}] * 5
    assert told[0][ANA] < 10 ** (-5 / 20) + 0.125


def test_a_muted_track_stops_at_the_next_window() -> None:
    levels = Levels()
    hear(levels, ANA, 0)
    levels.changes()
    hear(levels, ANA, 0)
    levels.silence(ANA)
    levels.silence(BO)

    assert levels.changes() == {ANA: 0.0}


def test_a_track_that_only_stops_sending_is_forgotten() -> None:
    levels = Levels()
    for track in range(1000):
        hear(levels, TrackId(track), 60)
        levels.changes()

    assert len(levels._meters) <= 1


@given(st.lists(st.integers(0, 127), max_size=100))
def test_levels_are_eighths_from_0_to_1(heard: list[int]) -> None:
    levels = Levels()
    for level in heard:
        levels.heard(ANA, level)

    assert all(level * 8 in range(9) for level in levels.changes().values())
