"""Coming and going: who comes back as what, and what waits for those who were lost."""

from datetime import datetime

from torg.errors import RoomFull
from torg.kit.ids import AccountId
from torg.stage import commands as c
from torg.stage import events as e
from torg.stage.roles import Role
from torg.stage.state import LOST_HAND_LASTS, SEAT_LASTS, EndReason, Participant, Stage


def enter(stage: Stage, command: c.Enter, now: datetime) -> tuple[e.Event, ...]:
    """Let somebody in, in the role that waits for them. Raises RoomFull."""
    here = stage.participants.get(command.by)
    if here is not None:
        return _on_another_device(here, command, now)
    seat = stage.seats.get(command.by)
    if seat is None and len(stage.participants) + len(stage.seats) >= stage.limits.room:
        raise RoomFull
    events: list[e.Event] = [] if seat is None else [e.SeatGone(command.by)]
    if seat is not None and seat.until > now:
        events.append(e.Entered(command.by, command.lease, seat.role, seat.held, seat.since, now))
    else:
        role = Role.HOST if _chair_waits_for(stage, command.by) else Role.LISTENER
        events.append(e.Entered(command.by, command.lease, role, held=False, since=now, at=now))
    hand = stage.hands.get(command.by)
    if hand is not None and hand.until is not None:
        back = e.HandKept(command.by, until=None)
        events.append(back if hand.until > now else e.HandLowered(command.by))
    return tuple(events)


def leave(stage: Stage, command: c.Leave, now: datetime) -> tuple[e.Event, ...]:
    """Let somebody go for good, with hand, offer and seat; who is not here has nothing to do."""
    here = stage.participants.get(command.by)
    gone = () if here is None else (e.Left(here.account, here.lease, command.reason, at=now),)
    seat = (e.SeatGone(command.by),) if command.by in stage.seats else ()
    hand = (e.HandLowered(command.by),) if command.by in stage.hands else ()
    return (*gone, *seat, *hand, *_offer_over(stage, command.by))


def lose(stage: Stage, command: c.Lose, now: datetime) -> tuple[e.Event, ...]:
    """End a lease that stayed silent; a place on stage and one in the queue wait a while."""
    here = stage.with_lease(command.lease)
    if here is None:
        return ()
    events: list[e.Event] = [e.Left(here.account, here.lease, EndReason.LOST, at=now)]
    if here.role.is_on_stage:
        until = now + SEAT_LASTS
        events.append(e.SeatKept(here.account, here.role, here.held, here.since, until))
    if here.account in stage.hands:
        events.append(e.HandKept(here.account, until=now + LOST_HAND_LASTS))
    return (*events, *_offer_over(stage, here.account))


def _on_another_device(here: Participant, command: c.Enter, now: datetime) -> tuple[e.Event, ...]:
    """Let the newest device take over, in the same role and muted; the older one is out."""
    if here.lease == command.lease:
        return ()
    return (
        e.Left(here.account, here.lease, EndReason.DISPLACED, at=now),
        e.Entered(here.account, command.lease, here.role, here.held, here.since, now),
    )


def _chair_waits_for(stage: Stage, account: AccountId) -> bool:
    others_hold_it = any(p.role is Role.HOST for p in stage.participants.values())
    return stage.host == account and not others_hold_it


def _offer_over(stage: Stage, account: AccountId) -> tuple[e.Event, ...]:
    return (e.OfferEnded(account),) if account in stage.offers else ()
