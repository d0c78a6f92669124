"""The law of the feed: a client that folds frames equals a fresh snapshot."""

import json
from datetime import datetime
from typing import Any
from unittest.mock import ANY

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.client import fold
from tests.support.scripts import BEGINNINGS, Step, steps
from tests.support.stages import BO, EVA, EVERYONE, JON, ROOM, SECOND, START, a_stage, lease_of

from torg.accounts.account import Person
from torg.errors import TorgError
from torg.kit.ids import AccountId
from torg.rooms import view
from torg.rooms.frames import frames_between
from torg.rooms.room import RecordStatus, Room, RoomType
from torg.rooms.schemas import RoomState
from torg.rooms.view import Member, as_seen_by_a_blocker, state_of, without_names_of_hands
from torg.stage import commands as c
from torg.stage.decide import decide
from torg.stage.evolve import evolve_all
from torg.stage.state import Stage

MEMBERS = {
    account: Member(Person(account, f"member{account.int}", "Somebody", None), START)
    for account in EVERYONE
}
FACTS = Room(
    ROOM, "Late talk", ("en",), RoomType.OPEN, RecordStatus.OFF_THE_RECORD, BO, START, demo=False
)

BLOCKED = st.frozensets(st.sampled_from(EVERYONE), max_size=2)


def allowed(stage: Stage, command: c.Command, now: datetime) -> Stage:
    """Give the stage after the command, or as it was when the rules refuse."""
    try:
        return evolve_all(stage, decide(stage, command, now))
    except TorgError:
        return stage


def shown(
    stage: Stage,
    talking: AccountId,
    *,
    to_a_moderator: bool,
    blocked: frozenset[AccountId] = frozenset(),
) -> RoomState:
    state = state_of(FACTS, stage, MEMBERS, frozenset({lease_of(talking)}), START)
    seen = state if to_a_moderator else without_names_of_hands(state)
    listening = {who.account for who in stage.audience}
    return as_seen_by_a_blocker(seen, blocked, len(blocked & listening)) if blocked else seen


@pytest.mark.parametrize("rows_at_most", [1, 2, 200])
@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(BEGINNINGS),
    st.lists(st.tuples(steps(), st.sampled_from(EVERYONE), st.booleans(), BLOCKED), max_size=20),
)
def test_a_client_that_folds_frames_equals_a_fresh_snapshot(
    rows_at_most: int,
    stage: Stage,
    script: list[tuple[Step, AccountId, bool, frozenset[AccountId]]],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        # An audience crosses the edge between rows and numbers with a few people, too.
        patch.setattr(view, "ROWS_AT_MOST", rows_at_most)
        now, before = START + 60 * SECOND, shown(stage, BO, to_a_moderator=True)
        client = via_json(before)
        for step, talking, moderates, blocked in script:
            # No two things happen at the very same time, so the order of rows is that of events.
            now += step.wait + SECOND / 1000
            stage = allowed(stage, step.command, now)
            state = shown(stage, talking, to_a_moderator=moderates, blocked=blocked)
            for frame in frames_between(before, state):
                client = fold(client, json.loads(frame.model_dump_json()))
            before = state

            assert client == via_json(state)


def test_nothing_is_told_when_nothing_changed() -> None:
    state = shown(a_stage(speakers=[BO], hands=[EVA]), BO, to_a_moderator=True)

    assert list(frames_between(state, state)) == []


def test_a_raised_hand_is_one_frame_without_a_name_for_those_who_do_not_moderate() -> None:
    stage = a_stage(listeners=[EVA])
    after = allowed(stage, c.RaiseHand(EVA), START)
    frames = frames_between(
        shown(stage, BO, to_a_moderator=False), shown(after, BO, to_a_moderator=False)
    )

    assert [frame.model_dump() for frame in frames] == [
        {"kind": "hands", "hands": {"count": 1, "rows": None}}
    ]


def test_who_becomes_a_moderator_is_told_whose_hands_are_up() -> None:
    stage = a_stage(moderators=[JON], hands=[EVA])
    frames = frames_between(
        shown(stage, BO, to_a_moderator=False), shown(stage, BO, to_a_moderator=True)
    )

    assert [frame.model_dump() for frame in frames] == [
        {"kind": "hands", "hands": {"count": 1, "rows": (ANY,)}}
    ]


def test_times_on_the_wire_sort_as_text() -> None:
    stage = a_stage(speakers=[BO])
    late = allowed(stage, c.Enter(EVA, lease_of(EVA)), START + SECOND / 3)
    rows = via_json(shown(late, BO, to_a_moderator=True))["audience"]["rows"]

    assert rows[0]["since"] == "2026-03-01T20:00:00.333333Z"
    assert via_json(shown(late, BO, to_a_moderator=True))["stage"][0]["since"].endswith(
        "20:00:00.000000Z"
    )


def via_json(state: RoomState) -> dict[str, Any]:
    text = state.model_dump_json()
    found: dict[str, Any] = json.loads(text)
    return found
