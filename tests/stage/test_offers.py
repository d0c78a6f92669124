"""Invitations to speak and the limit of the stage, each at its edge."""

from datetime import timedelta

import pytest
from tests.support.stages import ANA, BO, EVA, JON, SECOND, START, a_stage, after, lease_of

from torg.errors import NotAllowed, OfferGone, StageFull
from torg.stage import commands as c
from torg.stage.decide import decide
from torg.stage.roles import Role
from torg.stage.state import OFFER_LASTS, SEAT_LASTS, Limits, Mic, Stage

TWO_ON_STAGE = Limits(room=100, stage=2)


def invited(stage: Stage) -> Stage:
    return after(stage, c.InviteToSpeak(ANA, BO))


def test_an_accepted_offer_makes_a_speaker_who_is_muted() -> None:
    stage = after(invited(a_stage(listeners=[BO])), c.AcceptOffer(BO))

    assert stage.participants[BO].role is Role.SPEAKER
    assert stage.participants[BO].mic is Mic.NONE
    assert stage.offers == {}


def test_an_invitation_serves_the_raised_hand() -> None:
    assert invited(a_stage(hands=[BO])).hands == {}


def test_an_offer_puts_nobody_on_stage() -> None:
    assert invited(a_stage(listeners=[BO])).participants[BO].role is Role.LISTENER


def test_an_offer_holds_until_just_before_its_minute_is_over() -> None:
    stage = invited(a_stage(listeners=[BO]))
    stage = after(stage, c.AcceptOffer(BO), at=START + OFFER_LASTS - SECOND / 1000)

    assert stage.participants[BO].role is Role.SPEAKER


def test_an_offer_expires_at_sixty_seconds() -> None:
    stage = invited(a_stage(listeners=[BO]))
    with pytest.raises(OfferGone):
        decide(stage, c.AcceptOffer(BO), START + timedelta(seconds=60))


def test_time_takes_an_expired_offer_away() -> None:
    stage = after(invited(a_stage(listeners=[BO])), c.Tick(), at=START + OFFER_LASTS)

    assert stage.offers == {}


def test_an_expired_offer_can_be_made_again_before_time_has_cleared_it() -> None:
    stage = invited(a_stage(listeners=[BO]))
    stage = after(stage, c.InviteToSpeak(ANA, BO), at=START + OFFER_LASTS)

    assert stage.offers[BO].until == START + 2 * OFFER_LASTS


def test_an_open_offer_is_not_made_longer_by_repeating_it() -> None:
    stage = invited(a_stage(listeners=[BO]))

    assert decide(stage, c.InviteToSpeak(ANA, BO), START + SECOND) == ()


def test_accepting_twice_is_the_same_as_once() -> None:
    stage = after(invited(a_stage(listeners=[BO])), c.AcceptOffer(BO))

    assert decide(stage, c.AcceptOffer(BO), START) == ()


def test_nobody_accepts_for_another() -> None:
    stage = invited(a_stage(listeners=[BO, EVA]))
    with pytest.raises(OfferGone):
        decide(stage, c.AcceptOffer(EVA), START)


def test_a_declined_offer_is_gone() -> None:
    stage = after(invited(a_stage(listeners=[BO])), c.DeclineOffer(BO))
    with pytest.raises(OfferGone):
        decide(stage, c.AcceptOffer(BO), START)


def test_the_last_place_on_stage_can_be_offered_and_no_more() -> None:
    stage = invited(a_stage(listeners=[BO, EVA], limits=TWO_ON_STAGE))
    with pytest.raises(StageFull):
        decide(stage, c.InviteToSpeak(ANA, EVA), START)


def test_an_expired_offer_no_longer_takes_a_place() -> None:
    stage = invited(a_stage(listeners=[BO, EVA], limits=TWO_ON_STAGE))
    stage = after(stage, c.InviteToSpeak(ANA, EVA), at=START + OFFER_LASTS)

    assert EVA in stage.offers


def test_a_kept_seat_takes_a_place_until_it_has_run_out() -> None:
    stage = a_stage(speakers=[BO], listeners=[EVA], limits=TWO_ON_STAGE)
    stage = after(stage, c.Lose(lease_of(BO)))
    with pytest.raises(StageFull):
        decide(stage, c.InviteToSpeak(ANA, EVA), START + SEAT_LASTS - SECOND)

    assert EVA in after(stage, c.InviteToSpeak(ANA, EVA), at=START + SEAT_LASTS).offers


def test_an_accepted_offer_is_refused_where_the_limit_was_lowered_meanwhile() -> None:
    stage = invited(a_stage(speakers=[EVA], listeners=[BO]))
    lowered = Stage(
        stage.room,
        stage.host,
        TWO_ON_STAGE,
        participants=stage.participants,
        offers=stage.offers,
    )
    with pytest.raises(StageFull):
        decide(lowered, c.AcceptOffer(BO), START)


def test_somebody_on_stage_cannot_be_invited() -> None:
    with pytest.raises(NotAllowed):
        decide(a_stage(speakers=[JON]), c.InviteToSpeak(ANA, JON), START)


def test_an_offer_goes_with_the_person() -> None:
    stage = invited(a_stage(listeners=[BO]))

    assert after(stage, c.Leave(BO)).offers == {}
    assert after(stage, c.Lose(lease_of(BO))).offers == {}
