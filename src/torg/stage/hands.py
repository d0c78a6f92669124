"""Raised hands: when one may go up, and in which order they are served."""

import math
from datetime import datetime

from torg.errors import NotAllowed
from torg.stage import commands as c
from torg.stage import events as e
from torg.stage.rights import require
from torg.stage.roles import Act
from torg.stage.state import REFUSALS_AT_MOST, REFUSED_HAND_RESTS, Hand, Stage


def in_order(stage: Stage) -> tuple[Hand, ...]:
    """Give the hands of those who are here, first raised first."""
    present = (hand for hand in stage.hands.values() if hand.until is None)
    return tuple(sorted(present, key=lambda hand: (hand.at, str(hand.account))))


def raise_hand(stage: Stage, command: c.RaiseHand, now: datetime) -> tuple[e.Event, ...]:
    """Put a hand up, unless "Not now" still stands. Raises NotAllowed, with the wait if any."""
    require(stage, command.by, Act.RAISE_HAND, on=command.by)
    if command.by in stage.hands:
        return ()
    refusals = stage.refusals.get(command.by)
    if refusals is not None:
        if refusals.times >= REFUSALS_AT_MOST:
            raise NotAllowed
        rest = refusals.last + REFUSED_HAND_RESTS - now
        if rest.total_seconds() > 0:
            raise NotAllowed(retry_after=math.ceil(rest.total_seconds()))
    return (e.HandRaised(command.by, at=now),)


def lower_hand(stage: Stage, command: c.LowerHand) -> tuple[e.Event, ...]:
    """Take one's hand down; without one there is nothing to do. Raises NotAllowed."""
    if command.by in stage.participants and command.by not in stage.hands:
        return ()
    require(stage, command.by, Act.LOWER_HAND, on=command.by)
    return (e.HandLowered(command.by),)


def refuse_hand(stage: Stage, command: c.RefuseHand, now: datetime) -> tuple[e.Event, ...]:
    """Say "Not now". Raises NotAllowed."""
    require(stage, command.by, Act.REFUSE_HAND, on=command.whom)
    return (e.HandRefused(command.whom, at=now),) if command.whom in stage.hands else ()
