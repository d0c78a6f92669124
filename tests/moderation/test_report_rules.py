"""When a report may be made, and which admin may handle it."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.support.clock import NOON

from torg.kit.ids import AccountId
from torg.moderation.report_rules import Sides, is_in_time, may_answer, may_handle

ANA, BOB, ADA, EVE = (AccountId(UUID(int=n)) for n in range(1, 5))
SIDES = Sides(ANA, BOB)


@pytest.mark.parametrize(
    ("ago", "may"),
    [
        (timedelta(0), True),
        (timedelta(minutes=9, seconds=59), True),
        (timedelta(minutes=10), True),
        (timedelta(minutes=10, seconds=1), False),
    ],
)
def test_a_room_is_reported_within_ten_minutes(ago: timedelta, *, may: bool) -> None:
    assert is_in_time(NOON - ago, NOON) is may


def test_who_is_there_may_always_report() -> None:
    assert is_in_time(None, NOON)


def test_no_admin_handles_what_they_are_a_side_of() -> None:
    assert may_handle(ADA, SIDES)
    assert not may_handle(ANA, SIDES)
    assert not may_handle(BOB, SIDES)
    assert may_handle(ADA, Sides(None, None))


@pytest.mark.parametrize(
    ("admin", "admins", "may"),
    [
        (ADA, {ADA}, True),
        (ADA, {ADA, EVE}, False),
        (EVE, {ADA, EVE}, True),
        (ADA, {ADA, ANA}, True),
        (ANA, {ADA, ANA}, False),
    ],
)
def test_an_appeal_is_answered_by_another_admin_where_there_is_one(
    admin: AccountId, admins: set[AccountId], *, may: bool
) -> None:
    assert may_answer(admin, SIDES, decided_by=ADA, admins=admins) is may
