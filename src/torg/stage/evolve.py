"""Fold what happened into the stage: one event in, the next stage out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce
from typing import TypeVar

from torg.kit.ids import AccountId
from torg.stage import events as e
from torg.stage.roles import Role
from torg.stage.state import Hand, Mic, Offer, Participant, Refusals, Seat, Stage

V = TypeVar("V")


def evolve_all(stage: Stage, events: Iterable[e.Event]) -> Stage:
    """Fold several events in, in order."""
    return reduce(evolve, events, stage)


def evolve(stage: Stage, event: e.Event) -> Stage:
    """Give the stage as it is after the event."""
    match event:
        case (
            e.HandRaised()
            | e.HandKept()
            | e.HandLowered()
            | e.HandRefused()
            | e.SpeakerInvited()
            | e.OfferEnded()
        ):
            return _queue(stage, event)
        case e.SeatKept() | e.SeatGone() | e.MuteHeld() | e.MuteReleased():
            return _places(stage, event)
        case e.Entered() | e.Left() | e.RoleChanged() | e.ChairPassed() | e.Observed():
            return _people(stage, event)
        case e.ClosingSet(at):
            return replace(stage, closing_at=at)
        case e.QuietSet(since):
            return replace(stage, quiet_since=since)
        case e.RoomEnded(reason):
            over = Stage(stage.room, stage.host, stage.limits, epoch=stage.epoch + 1)
            return replace(over, ended=reason)


def _people(
    stage: Stage, event: e.Entered | e.Left | e.RoleChanged | e.ChairPassed | e.Observed
) -> Stage:
    match event:
        case e.Entered(account, lease, role, held, since):
            return stage.with_participant(Participant(account, lease, role, since, held))
        case e.Left(account):
            return replace(stage, participants=_without(stage.participants, account))
        case e.RoleChanged(account, role, since):
            # A held mute belongs to a place on stage; whoever is invited again starts anew.
            moved = replace(
                stage.participants[account], role=role, since=since, held=False, mic=Mic.NONE
            )
            return stage.with_participant(moved)
        case e.ChairPassed(to):
            host = replace(stage.participants[to], role=Role.HOST)
            return replace(stage.with_participant(host), host=to)
        case e.Observed(account, _, presence, mic):
            return stage.with_participant(
                replace(stage.participants[account], presence=presence, mic=mic)
            )


def _places(stage: Stage, event: e.SeatKept | e.SeatGone | e.MuteHeld | e.MuteReleased) -> Stage:
    match event:
        case e.SeatKept(account, role, held, since, until):
            seat = Seat(account, role, held, since, until)
            return replace(stage, seats={**stage.seats, account: seat})
        case e.SeatGone(account):
            return replace(stage, seats=_without(stage.seats, account))
        case e.MuteHeld(account):
            return _with_hold(stage, account, held=True)
        case e.MuteReleased(account):
            return _with_hold(stage, account, held=False)


def _with_hold(stage: Stage, account: AccountId, *, held: bool) -> Stage:
    seat = stage.seats.get(account)
    if seat is not None:
        return replace(stage, seats={**stage.seats, account: replace(seat, held=held)})
    # Holding takes the track away; releasing gives back only the right to publish one.
    return stage.with_participant(replace(stage.participants[account], held=held, mic=Mic.NONE))


def _queue(
    stage: Stage,
    event: e.HandRaised
    | e.HandKept
    | e.HandLowered
    | e.HandRefused
    | e.SpeakerInvited
    | e.OfferEnded,
) -> Stage:
    match event:
        case e.HandRaised(account, at):
            return replace(stage, hands={**stage.hands, account: Hand(account, at)})
        case e.HandKept(account, until):
            kept = replace(stage.hands[account], until=until)
            return replace(stage, hands={**stage.hands, account: kept})
        case e.HandLowered(account):
            return replace(stage, hands=_without(stage.hands, account))
        case e.HandRefused(account, at):
            before = stage.refusals.get(account)
            refusals = Refusals(1 if before is None else before.times + 1, at)
            return replace(
                stage,
                hands=_without(stage.hands, account),
                refusals={**stage.refusals, account: refusals},
            )
        case e.SpeakerInvited(account, by, until):
            return replace(
                stage,
                refusals=_without(stage.refusals, account),
                offers={**stage.offers, account: Offer(account, by, until)},
            )
        case e.OfferEnded(account):
            return replace(stage, offers=_without(stage.offers, account))


def _without(entries: Mapping[AccountId, V], account: AccountId) -> Mapping[AccountId, V]:
    return {key: value for key, value in entries.items() if key != account}
