"""What a live stage is at one moment: frozen values, changed only by folding events in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import Final, Self

from torg.kit.ids import AccountId, LeaseId, RoomId
from torg.stage.roles import Role

OFFER_LASTS: Final = timedelta(seconds=60)
SEAT_LASTS: Final = timedelta(seconds=60)
LOST_HAND_LASTS: Final = timedelta(minutes=2)
REFUSED_HAND_RESTS: Final = timedelta(minutes=2)
REFUSALS_AT_MOST: Final = 3
CLOSES_AFTER: Final = timedelta(minutes=2)
QUIET_AT_MOST: Final = timedelta(seconds=60)


class Presence(StrEnum):
    """How well a participant is connected, as the media server and the signalling socket say."""

    JOINING = auto()
    PRESENT = auto()
    RECONNECTING = auto()


class Mic(StrEnum):
    """The microphone track that the media server lists for a participant."""

    NONE = auto()
    MUTED = auto()
    LIVE = auto()


class EndReason(StrEnum):
    """Why a lease ended."""

    LEFT = auto()
    DISPLACED = auto()
    ROOM_ENDED = auto()
    LOST = auto()
    SIGNED_OUT = auto()


class Closing(StrEnum):
    """Why a room ended."""

    BY_HOST = auto()
    NO_MODERATOR = auto()
    NOBODY_THERE = auto()
    BY_ADMIN = auto()


@dataclass(frozen=True, slots=True)
class Participant:
    """One person in the room, by one live lease."""

    account: AccountId
    lease: LeaseId
    role: Role
    since: datetime
    """Since when the person is where they are now: on the stage or in the audience."""
    held: bool = False
    presence: Presence = Presence.JOINING
    mic: Mic = Mic.NONE


@dataclass(frozen=True, slots=True)
class Hand:
    """One raised hand; its place in the queue is its time."""

    account: AccountId
    at: datetime
    until: datetime | None = None
    """When the place lapses; set only while the person has lost the connection."""


@dataclass(frozen=True, slots=True)
class Refusals:
    """How often a moderator has said "Not now" since the last invitation."""

    times: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """An open invitation to speak."""

    account: AccountId
    by: AccountId
    until: datetime


@dataclass(frozen=True, slots=True)
class Seat:
    """What a person who lost the connection on stage finds again."""

    account: AccountId
    role: Role
    held: bool
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Limits:
    """The greatest numbers of people: in the room, and on its stage."""

    room: int
    stage: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A live room as its rules see it."""

    room: RoomId
    host: AccountId
    """Who holds the chair, or held it last and finds it again on return."""
    limits: Limits
    epoch: int = 1
    participants: Mapping[AccountId, Participant] = field(default_factory=dict)
    hands: Mapping[AccountId, Hand] = field(default_factory=dict)
    refusals: Mapping[AccountId, Refusals] = field(default_factory=dict)
    offers: Mapping[AccountId, Offer] = field(default_factory=dict)
    seats: Mapping[AccountId, Seat] = field(default_factory=dict)
    quiet_since: datetime | None = None
    """Since when nobody is connected to the sound."""
    closing_at: datetime | None = None
    """When the room ends if no moderator comes back."""
    ended: Closing | None = None

    @classmethod
    def opened(cls, room: RoomId, host: AccountId, limits: Limits, now: datetime) -> Self:
        """Give a new room: empty but for the seat that waits for its host."""
        seat = Seat(host, Role.HOST, held=False, since=now, until=now + SEAT_LASTS)
        return cls(room, host, limits, seats={host: seat}, quiet_since=now)

    def with_participant(self, participant: Participant) -> Self:
        """Give the stage with this person put in, or put in anew."""
        people = {**self.participants, participant.account: participant}
        return replace(self, participants=people)

    @property
    def on_stage(self) -> tuple[Participant, ...]:
        """Everyone on stage, longest there first."""
        return _by_time(p for p in self.participants.values() if p.role.is_on_stage)

    @property
    def audience(self) -> tuple[Participant, ...]:
        """Everyone in the audience, longest there first."""
        return _by_time(p for p in self.participants.values() if not p.role.is_on_stage)

    def taken(self, now: datetime) -> int:
        """Count the places on stage that are used, kept or offered at this time."""
        offers = sum(offer.until > now for offer in self.offers.values())
        seats = sum(seat.until > now for seat in self.seats.values())
        return len(self.on_stage) + seats + offers

    def with_lease(self, lease: LeaseId) -> Participant | None:
        """Find who is here by this lease."""
        return next((p for p in self.participants.values() if p.lease == lease), None)


def _by_time(people: Iterable[Participant]) -> tuple[Participant, ...]:
    return tuple(sorted(people, key=lambda person: (person.since, str(person.account))))
