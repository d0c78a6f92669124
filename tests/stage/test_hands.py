"""Raised hands: their order, and what "Not now" means."""

from datetime import timedelta

import pytest
from tests.support.stages import ANA, BO, EVA, SECOND, START, a_stage, after

from torg.errors import NotAllowed
from torg.kit.ids import AccountId
from torg.stage import commands as c
from torg.stage.decide import decide
from torg.stage.hands import in_order
from torg.stage.state import LOST_HAND_LASTS, REFUSALS_AT_MOST, REFUSED_HAND_RESTS, Stage


def queue(stage: Stage) -> list[AccountId]:
    return [hand.account for hand in in_order(stage)]


def refused(stage: Stage, times: int) -> Stage:
    at = START
    for _ in range(times):
        stage = after(stage, c.RaiseHand(BO), c.RefuseHand(ANA, BO), at=at)
        at += REFUSED_HAND_RESTS
    return stage


def test_hands_are_served_in_the_order_they_went_up() -> None:
    stage = a_stage(listeners=[BO, EVA])
    stage = after(stage, c.RaiseHand(EVA), at=START)
    stage = after(stage, c.RaiseHand(BO), at=START + SECOND)

    assert queue(stage) == [EVA, BO]


def test_a_hand_that_is_up_stays_where_it_is_when_raised_again() -> None:
    assert decide(a_stage(hands=[BO]), c.RaiseHand(BO), START) == ()


def test_only_listeners_raise_hands() -> None:
    with pytest.raises(NotAllowed):
        decide(a_stage(speakers=[BO]), c.RaiseHand(BO), START)


def test_not_now_lowers_the_hand() -> None:
    stage = after(a_stage(hands=[BO]), c.RefuseHand(ANA, BO))

    assert BO not in stage.hands


def test_after_not_now_a_hand_rests_for_two_minutes() -> None:
    stage = refused(a_stage(listeners=[BO]), times=1)
    with pytest.raises(NotAllowed) as refusal:
        decide(stage, c.RaiseHand(BO), START + REFUSED_HAND_RESTS - SECOND)

    assert refusal.value.retry_after == 1


def test_two_minutes_after_not_now_a_hand_may_go_up_again() -> None:
    stage = refused(a_stage(listeners=[BO]), times=1)
    stage = after(stage, c.RaiseHand(BO), at=START + REFUSED_HAND_RESTS)

    assert BO in stage.hands


def test_after_three_refusals_a_hand_stays_down() -> None:
    stage = refused(a_stage(listeners=[BO]), times=REFUSALS_AT_MOST)
    with pytest.raises(NotAllowed) as refusal:
        decide(stage, c.RaiseHand(BO), START + timedelta(days=1))

    assert refusal.value.retry_after is None


def test_going_out_and_in_again_does_not_forget_a_refusal() -> None:
    stage = refused(a_stage(listeners=[BO]), times=REFUSALS_AT_MOST)
    stage = after(stage, c.Leave(BO), c.Enter(BO, stage.participants[BO].lease))
    with pytest.raises(NotAllowed):
        decide(stage, c.RaiseHand(BO), START + timedelta(days=1))


def test_an_invitation_forgets_all_refusals() -> None:
    stage = refused(a_stage(listeners=[BO]), times=REFUSALS_AT_MOST)
    stage = after(stage, c.InviteToSpeak(ANA, BO), c.DeclineOffer(BO), c.RaiseHand(BO))

    assert BO in stage.hands


def test_a_lost_hand_keeps_its_place_but_is_not_shown() -> None:
    stage = a_stage(hands=[BO, EVA])
    gone = after(stage, c.Lose(stage.participants[BO].lease))
    back = after(gone, c.Enter(BO, stage.participants[BO].lease), at=START + LOST_HAND_LASTS / 2)

    assert queue(gone) == [EVA]
    assert queue(back) == [BO, EVA]


@pytest.mark.parametrize(("wait", "kept"), [(-SECOND, True), (timedelta(0), False)])
def test_the_place_of_a_lost_hand_waits_two_minutes(wait: timedelta, *, kept: bool) -> None:
    stage = a_stage(hands=[BO])
    stage = after(stage, c.Lose(stage.participants[BO].lease))
    stage = after(stage, c.Tick(), at=START + LOST_HAND_LASTS + wait)

    assert (BO in stage.hands) is kept
