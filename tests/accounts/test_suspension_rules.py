"""When a suspension holds: pure."""

from datetime import timedelta

import pytest
from tests.support.clock import NOON

from torg.accounts.suspension import Suspension, end_after, holds, lasts_as_long, seconds_left

DAY = timedelta(days=1)
FOR_A_DAY = Suspension(NOON, NOON + DAY)
UNTIL_LIFTED = Suspension(NOON, None)


@pytest.mark.parametrize(
    ("suspension", "passed", "held"),
    [
        (None, DAY, False),
        (FOR_A_DAY, DAY - timedelta(microseconds=1), True),
        (FOR_A_DAY, DAY, False),
        (UNTIL_LIFTED, 10_000 * DAY, True),
    ],
)
def test_when_a_suspension_holds(
    suspension: Suspension | None, passed: timedelta, *, held: bool
) -> None:
    assert holds(suspension, NOON + passed) is held


def test_days_count_from_now_and_none_has_no_end() -> None:
    assert end_after(1, NOON) == NOON + DAY
    assert end_after(None, NOON) is None


def test_the_seconds_left_are_whole_and_never_none_at_all() -> None:
    assert seconds_left(FOR_A_DAY, NOON) == 86_400
    assert seconds_left(FOR_A_DAY, NOON + DAY - timedelta(milliseconds=1)) == 1
    assert seconds_left(UNTIL_LIFTED, NOON) is None


@pytest.mark.parametrize(
    ("suspension", "until", "stands"),
    [
        (UNTIL_LIFTED, None, True),
        (UNTIL_LIFTED, NOON + DAY, True),
        (FOR_A_DAY, None, False),
        (FOR_A_DAY, NOON + DAY, True),
        (FOR_A_DAY, NOON + 2 * DAY, False),
    ],
)
def test_a_longer_suspension_stands(suspension: Suspension, until: None, *, stands: bool) -> None:
    assert lasts_as_long(suspension, until) is stands
