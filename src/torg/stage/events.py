"""What happened on a stage; each event is one change to fold in and one to record."""

from dataclasses import dataclass
from datetime import datetime

from torg.kit.ids import AccountId, LeaseId
from torg.stage.roles import Role
from torg.stage.state import Closing, EndReason, Mic, Presence


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody came in, muted; a seat or a kept place in the queue is theirs again."""

    account: AccountId
    lease: LeaseId
    role: Role
    held: bool
    since: datetime
    """Since when the place is theirs; before `at` for a seat that was kept."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody's lease ended."""

    account: AccountId
    lease: LeaseId
    reason: EndReason
    at: datetime


@dataclass(frozen=True, slots=True)
class SeatKept:
    """A place on stage waits for somebody who lost the connection."""

    account: AccountId
    role: Role
    held: bool
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class SeatGone:
    """A seat is free again: taken up, run out or given away."""

    account: AccountId


@dataclass(frozen=True, slots=True)
class HandRaised:
    """A hand went up."""

    account: AccountId
    at: datetime


@dataclass(frozen=True, slots=True)
class HandKept:
    """A place in the queue waits until this time; None: its owner is back."""

    account: AccountId
    until: datetime | None


@dataclass(frozen=True, slots=True)
class HandLowered:
    """A hand went down without a word from a moderator."""

    account: AccountId


@dataclass(frozen=True, slots=True)
class HandRefused:
    """A moderator said "Not now"."""

    account: AccountId
    at: datetime


@dataclass(frozen=True, slots=True)
class SpeakerInvited:
    """A listener was offered a place on stage; earlier refusals are forgotten."""

    account: AccountId
    by: AccountId
    until: datetime


@dataclass(frozen=True, slots=True)
class OfferEnded:
    """An offer was accepted, declined or has run out."""

    account: AccountId


@dataclass(frozen=True, slots=True)
class RoleChanged:
    """A participant moved between audience and stage."""

    account: AccountId
    role: Role
    since: datetime


@dataclass(frozen=True, slots=True)
class MuteHeld:
    """A moderator keeps this microphone closed."""

    account: AccountId


@dataclass(frozen=True, slots=True)
class MuteReleased:
    """The person may open their own microphone again."""

    account: AccountId


@dataclass(frozen=True, slots=True)
class ChairPassed:
    """A moderator on stage has become the host."""

    to: AccountId


@dataclass(frozen=True, slots=True)
class ClosingSet:
    """Without a moderator the room ends at this time; None: there is one again."""

    at: datetime | None


@dataclass(frozen=True, slots=True)
class QuietSet:
    """Since this time nobody is connected to the sound; None: somebody is."""

    since: datetime | None


@dataclass(frozen=True, slots=True)
class Observed:
    """The media server's word on a participant has changed."""

    account: AccountId
    lease: LeaseId
    presence: Presence
    mic: Mic


@dataclass(frozen=True, slots=True)
class RoomEnded:
    """The room is over for everyone, and every lease of its epoch with it."""

    reason: Closing
    by: AccountId | None
    at: datetime


Event = (
    Entered
    | Left
    | SeatKept
    | SeatGone
    | HandRaised
    | HandKept
    | HandLowered
    | HandRefused
    | SpeakerInvited
    | OfferEnded
    | RoleChanged
    | MuteHeld
    | MuteReleased
    | ChairPassed
    | ClosingSet
    | QuietSet
    | Observed
    | RoomEnded
)
