"""What a room shows, and its pages, at their edges."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from tests.support.stages import ANA, BO, EVA, JON, ROOM, SECOND, START, a_stage

from torg.accounts.account import Person
from torg.accounts.rules import NEW_FOR
from torg.errors import BadRequest
from torg.kit.ids import AccountId, LeaseId
from torg.rooms.page import PAGE, page_after
from torg.rooms.room import RecordStatus, Room, RoomType
from torg.rooms.schemas import RoomState
from torg.rooms.view import ROWS_AT_MOST, Member, accounts_shown, state_of
from torg.stage.roles import Role
from torg.stage.state import Participant, Stage

FACTS = Room(
    ROOM, "Late talk", ("en",), RoomType.OPEN, RecordStatus.OFF_THE_RECORD, ANA, START, demo=False
)


def a_crowd(size: int) -> Stage:
    """Make a room with a host and so many listeners, who came one after the other."""
    people = [AccountId(UUID(int=1_000 + number)) for number in range(size)]
    audience = {
        who: Participant(who, LeaseId(f"{who.int:032x}"), Role.LISTENER, START + n * SECOND)
        for n, who in enumerate(people)
    }
    stage = a_stage()
    return replace(stage, participants={**stage.participants, **audience})


def shown(stage: Stage, *, joined_ago: timedelta = NEW_FOR) -> RoomState:
    members = {
        who: Member(Person(who, f"m{who.int}"[:16], "Somebody", None), START - joined_ago)
        for who in accounts_shown(stage)
    }
    return state_of(FACTS, stage, members, frozenset(), START)


def test_an_audience_is_shown_by_rows_up_to_its_edge() -> None:
    audience = shown(a_crowd(ROWS_AT_MOST)).audience

    assert audience.count == ROWS_AT_MOST
    assert audience.rows is not None
    assert len(audience.rows) == ROWS_AT_MOST


def test_one_listener_more_and_only_the_number_is_shown() -> None:
    audience = shown(a_crowd(ROWS_AT_MOST + 1)).audience

    assert (audience.count, audience.rows) == (ROWS_AT_MOST + 1, None)


@pytest.mark.parametrize(("ago", "new"), [(NEW_FOR - SECOND, True), (NEW_FOR, False)])
def test_a_member_is_new_here_for_seven_days(ago: timedelta, *, new: bool) -> None:
    assert shown(a_stage(), joined_ago=ago).stage[0].new_here is new


def test_the_stage_is_shown_in_the_order_people_came_on_it() -> None:
    rows = shown(a_stage(host=EVA, moderators=[JON], speakers=[BO])).stage

    assert [row.account.id for row in rows] == [EVA, JON, BO]


def test_a_page_holds_a_hundred_and_says_when_there_is_no_more() -> None:
    audience = a_crowd(PAGE).audience
    page = page_after(audience, None)

    assert page.people == audience
    assert page.next is None


def test_pages_leave_nobody_out_and_show_nobody_twice() -> None:
    audience = a_crowd(2 * PAGE + 1).audience
    seen: list[Participant] = []
    cursor = None
    for _ in range(3):
        page = page_after(audience, cursor)
        seen += page.people
        cursor = page.next

    assert tuple(seen) == audience
    assert cursor is None


def test_a_cursor_holds_when_the_person_it_was_made_from_has_gone() -> None:
    audience = a_crowd(PAGE + 2).audience
    cursor = page_after(audience, None).next
    without = tuple(who for who in audience if who is not audience[PAGE - 1])

    assert page_after(without, cursor).people == audience[PAGE:]


@pytest.mark.parametrize(
    "cursor", ["", "~", "2026-03-01T20:00:00+00:00~x", f"2026-03-01T20:00:00~{ANA}"]
)
def test_a_cursor_nobody_was_given_is_refused(cursor: str) -> None:
    with pytest.raises(BadRequest):
        page_after(a_crowd(1).audience, cursor)
