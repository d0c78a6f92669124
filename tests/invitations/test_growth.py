"""How invitations grow with taking part: the rule."""

from datetime import timedelta

import pytest
from tests.support.clock import NOON

from torg.invitations.growth import (
    MOST_UNUSED,
    ROOMS_FOR_ONE,
    WINDOW,
    Growth,
    Stay,
    growth,
    rooms_in_windows,
    windows,
)
from torg.kit.fresh import new_uuid
from torg.kit.ids import RoomId

A_MOMENT = timedelta(microseconds=1)
FIRST, SECOND, THIRD = (NOON + n * WINDOW for n in range(3))


def test_a_window_of_thirty_days_is_counted_when_it_has_ended() -> None:
    assert timedelta(days=30) == WINDOW
    assert [*windows(NOON, SECOND - A_MOMENT)] == []
    assert [*windows(NOON, SECOND)] == [(FIRST, SECOND)]
    assert [*windows(NOON, THIRD)] == [(FIRST, SECOND), (SECOND, THIRD)]


@pytest.mark.parametrize(("rooms", "more"), [(0, 0), (2, 0), (3, 1), (40, 1)])
def test_three_different_rooms_give_one_invitation(rooms: int, more: int) -> None:
    assert ROOMS_FOR_ONE == 3
    assert growth(NOON, SECOND, {FIRST: rooms}, unused=2) == Growth(more, SECOND)


@pytest.mark.parametrize(("unused", "more"), [(0, 1), (4, 1), (5, 0), (30, 0)])
def test_who_has_five_unused_is_given_no_more(unused: int, more: int) -> None:
    assert MOST_UNUSED == 5
    assert growth(NOON, SECOND, {FIRST: 3}, unused).more == more


def test_windows_that_were_missed_are_counted_one_by_one_up_to_five() -> None:
    rooms = {FIRST: 3, SECOND: 1, THIRD: 5}
    later = NOON + 3 * WINDOW + timedelta(days=10)

    assert growth(NOON, later, rooms, unused=0) == Growth(2, NOON + 3 * WINDOW)
    assert growth(NOON, later, rooms, unused=4) == Growth(1, NOON + 3 * WINDOW)


def test_before_its_end_a_window_gives_nothing() -> None:
    assert growth(NOON, SECOND - A_MOMENT, {FIRST: 9}, unused=0) == Growth(0, NOON)


def test_a_stay_counts_in_every_window_it_touches_and_each_room_once() -> None:
    one, two = RoomId(new_uuid()), RoomId(new_uuid())
    stays = [
        Stay(one, FIRST, FIRST + A_MOMENT),
        Stay(one, FIRST + A_MOMENT, FIRST + 2 * A_MOMENT),
        Stay(two, SECOND - A_MOMENT, SECOND + A_MOMENT),
    ]

    assert rooms_in_windows(stays, NOON, THIRD) == {FIRST: 2, SECOND: 1}


def test_a_stay_touches_no_window_at_its_edges_and_all_while_it_lasts() -> None:
    before = Stay(RoomId(new_uuid()), FIRST - A_MOMENT, FIRST)
    after = Stay(RoomId(new_uuid()), SECOND, SECOND + A_MOMENT)
    lasting = Stay(RoomId(new_uuid()), FIRST, None)

    assert rooms_in_windows([before, after], NOON, SECOND) == {FIRST: 0}
    assert rooms_in_windows([lasting], NOON, THIRD) == {FIRST: 1, SECOND: 1}
