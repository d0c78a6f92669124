"""Coming and going: arrival, seats, second devices, the limit of the room."""

from datetime import timedelta

import pytest
from tests.support.stages import ANA, BO, EVA, KIM, ROOM, SECOND, START, a_stage, after, lease_of

from torg.errors import RoomFull
from torg.kit.ids import LeaseId
from torg.stage import commands as c
from torg.stage import events as e
from torg.stage.decide import decide
from torg.stage.roles import Role
from torg.stage.state import QUIET_AT_MOST, SEAT_LASTS, EndReason, Limits, Mic, Presence, Stage

LIMITS = Limits(room=3, stage=2)


def an_opened_room() -> Stage:
    return Stage.opened(ROOM, ANA, LIMITS, START)


def present(lease: LeaseId) -> c.Observe:
    return c.Observe(lease, Presence.PRESENT, Mic.NONE)


def test_whoever_enters_is_a_listener_and_muted() -> None:
    stage = after(a_stage(), c.Enter(BO, lease_of(BO)))

    assert stage.participants[BO].role is Role.LISTENER
    assert stage.participants[BO].mic is Mic.NONE
    assert stage.participants[BO].presence is Presence.JOINING


def test_the_host_of_a_new_room_finds_the_chair_whoever_came_first() -> None:
    stage = after(an_opened_room(), c.Enter(BO, lease_of(BO)), c.Enter(ANA, lease_of(ANA)))

    assert stage.participants[ANA].role is Role.HOST
    assert stage.closing_at is None


def test_entering_twice_by_the_same_lease_changes_nothing() -> None:
    stage = a_stage(listeners=[BO])

    assert decide(stage, c.Enter(BO, lease_of(BO)), START) == ()


def test_the_newest_device_takes_over_in_the_same_place() -> None:
    stage = a_stage(speakers=[BO])
    here = stage.participants[BO]
    events = decide(stage, c.Enter(BO, lease_of(BO, 2)), START + SECOND)

    assert events == (
        e.Left(BO, lease_of(BO), EndReason.DISPLACED, START + SECOND),
        e.Entered(
            BO, lease_of(BO, 2), Role.SPEAKER, held=False, since=here.since, at=START + SECOND
        ),
    )


def test_a_lost_speaker_is_back_in_the_same_role_within_the_minute() -> None:
    stage = after(a_stage(speakers=[BO]), c.Lose(lease_of(BO)))
    stage = after(stage, c.Enter(BO, lease_of(BO, 2)), at=START + SEAT_LASTS - SECOND)

    assert stage.participants[BO].role is Role.SPEAKER
    assert stage.seats == {}


def test_a_seat_is_gone_after_sixty_seconds() -> None:
    stage = after(a_stage(speakers=[BO]), c.Lose(lease_of(BO)))
    stage = after(stage, c.Enter(BO, lease_of(BO, 2)), at=START + timedelta(seconds=60))

    assert stage.participants[BO].role is Role.LISTENER
    assert stage.seats == {}


def test_no_seat_waits_for_who_left_of_their_own_will() -> None:
    assert after(a_stage(speakers=[BO]), c.Leave(BO)).seats == {}


def test_leaving_gives_up_a_seat_that_was_kept() -> None:
    stage = after(a_stage(speakers=[BO]), c.Lose(lease_of(BO)), c.Leave(BO))

    assert stage.seats == {}


def test_a_lost_listener_leaves_no_seat() -> None:
    assert after(a_stage(listeners=[BO]), c.Lose(lease_of(BO))).seats == {}


def test_leaving_a_room_one_is_not_in_changes_nothing() -> None:
    assert decide(a_stage(), c.Leave(BO), START) == ()


def test_a_lease_that_has_ended_is_neither_lost_nor_observed() -> None:
    stage = a_stage(listeners=[BO])

    assert decide(stage, c.Lose(lease_of(BO, 2)), START) == ()
    assert decide(stage, present(lease_of(BO, 2)), START) == ()


def test_exactly_the_limit_of_a_room_is_admitted() -> None:
    stage = a_stage(listeners=[BO], limits=LIMITS)
    stage = after(stage, c.Enter(EVA, lease_of(EVA)))
    with pytest.raises(RoomFull):
        decide(stage, c.Enter(KIM, lease_of(KIM)), START)

    assert len(stage.participants) == LIMITS.room


def test_a_reconnect_loses_no_place_in_a_full_room() -> None:
    stage = a_stage(speakers=[BO], listeners=[EVA], limits=LIMITS)
    stage = after(stage, c.Lose(lease_of(BO)))
    with pytest.raises(RoomFull):
        decide(stage, c.Enter(KIM, lease_of(KIM)), START)

    assert BO in after(stage, c.Enter(BO, lease_of(BO, 2))).participants


def test_a_room_to_which_nobody_connects_ends_after_sixty_seconds() -> None:
    stage = after(an_opened_room(), c.Enter(BO, lease_of(BO)))
    early = after(stage, c.Tick(), at=START + QUIET_AT_MOST - SECOND)
    late = after(stage, c.Tick(), at=START + QUIET_AT_MOST)

    assert early.ended is None
    assert late.ended is not None


def test_a_room_in_which_somebody_is_connected_goes_on() -> None:
    stage = after(an_opened_room(), c.Enter(ANA, lease_of(ANA)), present(lease_of(ANA)))
    stage = after(stage, c.Tick(), at=START + timedelta(hours=5))

    assert stage.ended is None


def test_the_minute_begins_anew_when_the_last_connected_person_goes() -> None:
    stage = after(a_stage(), c.Leave(ANA), at=START + timedelta(hours=1))

    assert stage.quiet_since == START + timedelta(hours=1)
