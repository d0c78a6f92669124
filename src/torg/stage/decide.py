"""The one decision: what a command changes on a stage, if it may."""

from datetime import datetime

from torg.errors import RoomNotFound
from torg.stage import commands as c
from torg.stage import events as e
from torg.stage.entering import enter, leave, lose
from torg.stage.evolve import evolve_all
from torg.stage.hands import lower_hand, raise_hand, refuse_hand
from torg.stage.lapsing import lapse, settle_quiet
from torg.stage.moderating import end_room, hold_mute, move_to_audience, release_mute
from torg.stage.offers import accept, decline, invite
from torg.stage.state import Closing, Mic, Stage
from torg.stage.succession import settle_chair


def decide(stage: Stage, command: c.Command, now: datetime) -> tuple[e.Event, ...]:
    """Say what the command changes; () means nothing.

    Raises NotAllowed, StageFull, OfferGone, RoomFull, and RoomNotFound for a room that is over.
    """
    if stage.ended is not None:
        match command:
            case c.Leave() | c.Observe() | c.Lose() | c.Tick():
                return ()
            case _:
                raise RoomNotFound
    events = _directly(stage, command, now)
    after = evolve_all(stage, events)
    if after.ended is not None:
        return events
    return (*events, *settle_quiet(after, now), *settle_chair(after, now))


def _directly(stage: Stage, command: c.Command, now: datetime) -> tuple[e.Event, ...]:
    match command:
        case c.Enter() | c.Leave() | c.Lose():
            return _coming_and_going(stage, command, now)
        case c.Observe():
            return _observe(stage, command)
        case c.Tick():
            return lapse(stage, now)
        case c.EndAsAdmin():
            return (e.RoomEnded(Closing.BY_ADMIN, by=None, at=now),)
        case c.HoldMute() | c.ReleaseMute() | c.MoveToAudience() | c.EndRoom():
            return _by_moderators(stage, command, now)
        case _:
            return _towards_the_stage(stage, command, now)


def _coming_and_going(
    stage: Stage, command: c.Enter | c.Leave | c.Lose, now: datetime
) -> tuple[e.Event, ...]:
    match command:
        case c.Enter():
            return enter(stage, command, now)
        case c.Leave():
            return leave(stage, command, now)
        case c.Lose():
            return lose(stage, command, now)


def _towards_the_stage(
    stage: Stage,
    command: c.RaiseHand
    | c.LowerHand
    | c.RefuseHand
    | c.InviteToSpeak
    | c.AcceptOffer
    | c.DeclineOffer,
    now: datetime,
) -> tuple[e.Event, ...]:
    match command:
        case c.RaiseHand():
            return raise_hand(stage, command, now)
        case c.LowerHand():
            return lower_hand(stage, command)
        case c.RefuseHand():
            return refuse_hand(stage, command, now)
        case c.InviteToSpeak():
            return invite(stage, command, now)
        case c.AcceptOffer():
            return accept(stage, command, now)
        case c.DeclineOffer():
            return decline(stage, command)


def _by_moderators(
    stage: Stage,
    command: c.HoldMute | c.ReleaseMute | c.MoveToAudience | c.EndRoom,
    now: datetime,
) -> tuple[e.Event, ...]:
    match command:
        case c.HoldMute():
            return hold_mute(stage, command)
        case c.ReleaseMute():
            return release_mute(stage, command)
        case c.MoveToAudience():
            return move_to_audience(stage, command, now)
        case c.EndRoom():
            return end_room(stage, command, now)


def _observe(stage: Stage, command: c.Observe) -> tuple[e.Event, ...]:
    here = stage.with_lease(command.lease)
    if here is None:
        return ()
    # A report made just before a move or a hold must not bring the microphone back.
    mic = command.mic if here.role.is_on_stage and not here.held else Mic.NONE
    if (here.presence, here.mic) == (command.presence, mic):
        return ()
    return (e.Observed(here.account, here.lease, command.presence, mic),)
