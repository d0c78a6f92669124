"""What holds on every stage, whatever is asked of it: found by random scripts."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.scripts import BEGINNINGS, Step, steps
from tests.support.stages import START

from torg.errors import NotAllowed, OfferGone, RoomFull, RoomNotFound, StageFull
from torg.kit.ids import AccountId
from torg.stage.decide import decide
from torg.stage.evolve import evolve_all
from torg.stage.roles import Role
from torg.stage.state import Mic, Stage

REFUSALS = (NotAllowed, OfferGone, RoomFull, RoomNotFound, StageFull)


def _after(stage: Stage, step: Step, now: datetime) -> Stage:
    """Give the stage after the step; anything but one of the known refusals is a failure."""
    try:
        return evolve_all(stage, decide(stage, step.command, now))
    except REFUSALS:
        return stage


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.lists(steps(), max_size=30))
def test_a_stage_obeys_its_laws_whatever_is_asked(stage: Stage, script: list[Step]) -> None:
    now = START
    for step in script:
        now += step.wait
        stage = _after(stage, step, now)

        people = stage.participants.values()
        assert sum(person.role is Role.HOST for person in people) <= 1
        assert stage.taken(now) <= stage.limits.stage
        assert len(stage.participants) <= stage.limits.room
        assert not [h for h in stage.hands if _is_on_stage(stage, h)]
        assert not [p for p in people if p.role is Role.LISTENER and p.mic is not Mic.NONE]
        assert stage.participants.keys().isdisjoint(stage.seats)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.lists(steps(), max_size=20), steps())
def test_a_command_given_twice_does_no_more_than_once(
    stage: Stage, script: list[Step], last: Step
) -> None:
    now = START
    for step in script:
        now += step.wait
        stage = _after(stage, step, now)
    now += timedelta(seconds=1)
    once = _after(stage, last, now)

    assert _after(once, last, now) == once


def _is_on_stage(stage: Stage, account: AccountId) -> bool:
    here = stage.participants.get(account)
    return here is not None and here.role.is_on_stage
