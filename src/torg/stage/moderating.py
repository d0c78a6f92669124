"""What moderators do to people on stage: hold a mute, release it, move to the audience, end."""

from datetime import datetime

from torg.errors import NotAllowed
from torg.kit.ids import AccountId
from torg.stage import commands as c
from torg.stage import events as e
from torg.stage.rights import require, role_of
from torg.stage.roles import Act, On, Role, may
from torg.stage.state import Closing, Stage


def hold_mute(stage: Stage, command: c.HoldMute) -> tuple[e.Event, ...]:
    """Keep a microphone closed. Raises NotAllowed."""
    require(stage, command.by, Act.HOLD_MUTE, on=command.whom)
    return () if _is_held(stage, command.whom) else (e.MuteHeld(command.whom),)


def release_mute(stage: Stage, command: c.ReleaseMute) -> tuple[e.Event, ...]:
    """Make unmuting possible again; it unmutes nobody. Raises NotAllowed."""
    require(stage, command.by, Act.RELEASE_MUTE, on=command.whom)
    return (e.MuteReleased(command.whom),) if _is_held(stage, command.whom) else ()


def move_to_audience(stage: Stage, command: c.MoveToAudience, now: datetime) -> tuple[e.Event, ...]:
    """Take somebody off the stage, or free the seat that waits for them. Raises NotAllowed."""
    if role_of(stage, command.whom) is Role.LISTENER:
        return _already_in_audience(stage, command)
    require(stage, command.by, Act.MOVE_TO_AUDIENCE, on=command.whom)
    if command.whom in stage.participants:
        return (e.RoleChanged(command.whom, Role.LISTENER, since=now),)
    return (e.SeatGone(command.whom),)


def end_room(stage: Stage, command: c.EndRoom, now: datetime) -> tuple[e.Event, ...]:
    """End the room for everyone. Raises NotAllowed."""
    require(stage, command.by, Act.END_ROOM)
    return (e.RoomEnded(Closing.BY_HOST, command.by, at=now),)


def _already_in_audience(stage: Stage, command: c.MoveToAudience) -> tuple[e.Event, ...]:
    """Let the command be repeated by whoever could have given it."""
    actor = role_of(stage, command.by)
    if command.by == command.whom or (
        actor is not None and may(actor, Act.MOVE_TO_AUDIENCE, On.SPEAKER)
    ):
        return ()
    raise NotAllowed


def _is_held(stage: Stage, whom: AccountId) -> bool:
    place = stage.participants.get(whom) or stage.seats.get(whom)
    return place is not None and place.held
