"""What people, the media server and time may ask of a stage."""

from dataclasses import dataclass

from torg.kit.ids import AccountId, LeaseId
from torg.stage.state import EndReason, Mic, Presence


@dataclass(frozen=True, slots=True)
class Enter:
    """Come in by a new lease: as a listener, or back to a seat or the chair."""

    by: AccountId
    lease: LeaseId


@dataclass(frozen=True, slots=True)
class Leave:
    """Go: quietly, or because another device or a sign-out ended the lease."""

    by: AccountId
    reason: EndReason = EndReason.LEFT


@dataclass(frozen=True, slots=True)
class RaiseHand:
    """Ask for the floor."""

    by: AccountId


@dataclass(frozen=True, slots=True)
class LowerHand:
    """Take back one's own hand."""

    by: AccountId


@dataclass(frozen=True, slots=True)
class RefuseHand:
    """Say "Not now" to a raised hand."""

    by: AccountId
    whom: AccountId


@dataclass(frozen=True, slots=True)
class InviteToSpeak:
    """Offer a listener a place on stage."""

    by: AccountId
    whom: AccountId


@dataclass(frozen=True, slots=True)
class AcceptOffer:
    """Take the place that was offered."""

    by: AccountId


@dataclass(frozen=True, slots=True)
class DeclineOffer:
    """Stay in the audience."""

    by: AccountId


@dataclass(frozen=True, slots=True)
class HoldMute:
    """Keep somebody's microphone closed until it is released."""

    by: AccountId
    whom: AccountId


@dataclass(frozen=True, slots=True)
class ReleaseMute:
    """Let somebody open their own microphone again."""

    by: AccountId
    whom: AccountId


@dataclass(frozen=True, slots=True)
class MoveToAudience:
    """Take somebody, or oneself, off the stage."""

    by: AccountId
    whom: AccountId


@dataclass(frozen=True, slots=True)
class EndRoom:
    """End the room for everyone."""

    by: AccountId


@dataclass(frozen=True, slots=True)
class EndAsAdmin:
    """End the room for everyone, from outside of it; who may is asked before."""


@dataclass(frozen=True, slots=True)
class Observe:
    """Note what the media server and the signalling socket say about a lease."""

    lease: LeaseId
    presence: Presence
    mic: Mic


@dataclass(frozen=True, slots=True)
class Lose:
    """End a lease whose connection did not come back."""

    lease: LeaseId


@dataclass(frozen=True, slots=True)
class Tick:
    """Let time pass: what has run out lapses."""


Command = (
    Enter
    | Leave
    | RaiseHand
    | LowerHand
    | RefuseHand
    | InviteToSpeak
    | AcceptOffer
    | DeclineOffer
    | HoldMute
    | ReleaseMute
    | MoveToAudience
    | EndRoom
    | EndAsAdmin
    | Observe
    | Lose
    | Tick
)
