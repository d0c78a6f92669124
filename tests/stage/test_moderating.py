"""Held mutes, moves to the audience, and the end of a room."""

from dataclasses import replace

import pytest
from tests.support.stages import ANA, BO, EVA, JON, START, a_stage, after, lease_of

from torg.errors import NotAllowed, RoomNotFound
from torg.stage import commands as c
from torg.stage.decide import decide
from torg.stage.roles import Role
from torg.stage.state import SEAT_LASTS, Closing, EndReason, Mic, Presence


def test_a_held_speaker_stays_a_speaker() -> None:
    stage = after(a_stage(speakers=[BO]), c.HoldMute(ANA, BO))

    assert stage.participants[BO].held
    assert stage.participants[BO].role is Role.SPEAKER


def test_a_held_mute_survives_a_reconnect() -> None:
    stage = after(a_stage(speakers=[BO]), c.HoldMute(ANA, BO), c.Lose(lease_of(BO)))
    stage = after(stage, c.Enter(BO, lease_of(BO, 2)), at=START + SEAT_LASTS / 2)

    assert stage.participants[BO].held


def test_a_held_mute_survives_a_second_device() -> None:
    stage = after(a_stage(speakers=[BO], held=[BO]), c.Enter(BO, lease_of(BO, 2)))

    assert stage.participants[BO].held


def test_a_mute_can_be_held_and_released_on_somebody_who_lost_the_connection() -> None:
    lost = after(a_stage(speakers=[BO]), c.Lose(lease_of(BO)), c.HoldMute(ANA, BO))
    released = after(lost, c.ReleaseMute(ANA, BO))

    assert lost.seats[BO].held
    assert not released.seats[BO].held


def test_holding_and_releasing_twice_changes_nothing_more() -> None:
    stage = a_stage(speakers=[BO, EVA], held=[BO])

    assert decide(stage, c.HoldMute(ANA, BO), START) == ()
    assert decide(stage, c.ReleaseMute(ANA, EVA), START) == ()


def test_a_late_report_does_not_bring_a_held_microphone_back() -> None:
    stage = a_stage(speakers=[BO], held=[BO])
    report = c.Observe(lease_of(BO), Presence.PRESENT, Mic.LIVE)

    assert decide(stage, report, START) == ()


def test_a_release_unmutes_nobody() -> None:
    stage = a_stage(speakers=[BO], held=[BO])

    assert after(stage, c.ReleaseMute(ANA, BO)).participants[BO].mic is Mic.NONE


def test_whoever_is_moved_to_the_audience_has_no_microphone() -> None:
    stage = a_stage(speakers=[BO])
    loud = replace(stage.participants[BO], mic=Mic.LIVE)
    stage = after(stage.with_participant(loud), c.MoveToAudience(ANA, BO))

    assert stage.participants[BO].role is Role.LISTENER
    assert stage.participants[BO].mic is Mic.NONE


def test_whoever_comes_up_again_is_no_longer_held() -> None:
    stage = after(a_stage(speakers=[BO], held=[BO]), c.MoveToAudience(ANA, BO))
    stage = after(stage, c.InviteToSpeak(ANA, BO), c.AcceptOffer(BO))

    assert not stage.participants[BO].held


def test_moving_somebody_who_is_in_the_audience_already_changes_nothing() -> None:
    stage = a_stage(moderators=[JON], listeners=[BO])

    assert decide(stage, c.MoveToAudience(JON, BO), START) == ()
    assert decide(stage, c.MoveToAudience(BO, BO), START) == ()


def test_a_listener_learns_nothing_by_moving_others() -> None:
    with pytest.raises(NotAllowed):
        decide(a_stage(listeners=[BO, EVA]), c.MoveToAudience(BO, EVA), START)


def test_an_empty_seat_can_be_given_up_by_a_moderator() -> None:
    stage = after(a_stage(speakers=[BO]), c.Lose(lease_of(BO)), c.MoveToAudience(ANA, BO))
    stage = after(stage, c.Enter(BO, lease_of(BO, 2)))

    assert stage.participants[BO].role is Role.LISTENER


def test_ending_a_room_raises_its_epoch_and_empties_it() -> None:
    before = a_stage(speakers=[BO], hands=[EVA])
    stage = after(before, c.EndRoom(ANA))

    assert stage.epoch == before.epoch + 1
    assert stage.ended is Closing.BY_HOST
    assert not any([stage.participants, stage.hands, stage.offers, stage.seats])


@pytest.mark.parametrize("command", [c.Enter(BO, lease_of(BO)), c.RaiseHand(BO), c.EndRoom(ANA)])
def test_a_room_that_is_over_is_not_there(command: c.Command) -> None:
    stage = after(a_stage(listeners=[BO]), c.EndRoom(ANA))
    with pytest.raises(RoomNotFound):
        decide(stage, command, START)


@pytest.mark.parametrize(
    "command", [c.Leave(BO), c.Leave(BO, EndReason.DISPLACED), c.Lose(lease_of(BO)), c.Tick()]
)
def test_going_and_time_find_nothing_to_do_in_a_room_that_is_over(command: c.Command) -> None:
    stage = after(a_stage(listeners=[BO]), c.EndRoom(ANA))

    assert decide(stage, command, START) == ()
