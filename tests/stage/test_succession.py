"""Who takes the chair, and how a room without a moderator closes."""

from datetime import timedelta

from tests.support.stages import ANA, BO, EVA, JON, SECOND, START, a_stage, after, lease_of

from torg.stage import commands as c
from torg.stage.roles import Role
from torg.stage.state import CLOSES_AFTER, SEAT_LASTS, Closing


def test_the_longest_serving_moderator_takes_the_chair_at_once() -> None:
    stage = after(a_stage(moderators=[JON, EVA]), c.Leave(ANA))

    assert stage.participants[JON].role is Role.HOST
    assert stage.host == JON
    assert stage.closing_at is None


def test_the_chair_passes_when_the_host_steps_down() -> None:
    stage = after(a_stage(moderators=[JON]), c.MoveToAudience(ANA, ANA))

    assert stage.participants[ANA].role is Role.LISTENER
    assert stage.participants[JON].role is Role.HOST


def test_a_speaker_does_not_take_the_chair() -> None:
    stage = after(a_stage(speakers=[BO]), c.Leave(ANA))

    assert stage.participants[BO].role is Role.SPEAKER
    assert stage.closing_at == START + CLOSES_AFTER


def test_a_room_without_a_moderator_ends_after_two_minutes() -> None:
    stage = after(a_stage(speakers=[BO]), c.Leave(ANA))
    early = after(stage, c.Tick(), at=START + CLOSES_AFTER - SECOND)
    late = after(stage, c.Tick(), at=START + CLOSES_AFTER)

    assert early.ended is None
    assert late.ended is Closing.NO_MODERATOR


def test_a_host_who_is_back_in_time_keeps_the_room_open() -> None:
    stage = after(a_stage(speakers=[BO]), c.Leave(ANA))
    stage = after(stage, c.Enter(ANA, lease_of(ANA, 2)), at=START + CLOSES_AFTER - SECOND)

    assert stage.closing_at is None
    assert stage.participants[ANA].role is Role.HOST


def test_the_chair_of_a_lost_host_waits_as_long_as_the_seat() -> None:
    stage = after(a_stage(moderators=[JON]), c.Lose(lease_of(ANA)))
    later = after(stage, c.Tick(), at=START + SEAT_LASTS)

    assert stage.participants[JON].role is Role.MODERATOR
    assert later.participants[JON].role is Role.HOST


def test_a_host_who_comes_back_after_the_chair_has_passed_is_a_listener() -> None:
    stage = after(a_stage(moderators=[JON]), c.Leave(ANA), c.Enter(ANA, lease_of(ANA, 2)))

    assert stage.participants[ANA].role is Role.LISTENER


def test_a_moderator_back_at_a_kept_seat_takes_an_empty_chair() -> None:
    stage = after(a_stage(moderators=[JON]), c.Lose(lease_of(JON)), c.Leave(ANA))
    back = after(stage, c.Enter(JON, lease_of(JON, 2)), at=START + timedelta(seconds=30))

    assert stage.closing_at is not None
    assert back.closing_at is None
    assert back.host == JON
