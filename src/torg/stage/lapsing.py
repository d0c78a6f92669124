"""What time does to a stage: offers, seats and kept hands run out, forsaken rooms end."""

from datetime import datetime

from torg.stage import events as e
from torg.stage.state import QUIET_AT_MOST, Closing, Presence, Stage


def lapse(stage: Stage, now: datetime) -> tuple[e.Event, ...]:
    """Say what has run out by now."""
    if stage.closing_at is not None and stage.closing_at <= now:
        return (e.RoomEnded(Closing.NO_MODERATOR, by=None, at=now),)
    if stage.quiet_since is not None and stage.quiet_since + QUIET_AT_MOST <= now:
        return (e.RoomEnded(Closing.NOBODY_THERE, by=None, at=now),)
    offers = (e.OfferEnded(o.account) for o in stage.offers.values() if o.until <= now)
    seats = (e.SeatGone(seat.account) for seat in stage.seats.values() if seat.until <= now)
    hands = (
        e.HandLowered(hand.account)
        for hand in stage.hands.values()
        if hand.until is not None and hand.until <= now
    )
    return (*offers, *seats, *hands)


def settle_quiet(stage: Stage, now: datetime) -> tuple[e.Event, ...]:
    """Note since when nobody is connected to the sound, or that somebody is again."""
    connected = any(p.presence is not Presence.JOINING for p in stage.participants.values())
    if connected:
        return () if stage.quiet_since is None else (e.QuietSet(None),)
    return () if stage.quiet_since is not None else (e.QuietSet(now),)
