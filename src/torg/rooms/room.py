"""What a room is beside its stage: plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from torg.kit.ids import AccountId, RoomId


class RoomType(StrEnum):
    """Who may enter."""

    OPEN = auto()
    SOCIAL = auto()
    """Those whom one of its moderators follows when they come in."""
    CLOSED = auto()


class RecordStatus(StrEnum):
    """What may be told of what is said; others arrive with the record."""

    OFF_THE_RECORD = auto()


@dataclass(frozen=True, slots=True)
class Room:
    """A room as one sees it from outside."""

    id: RoomId
    title: str
    languages: tuple[str, ...]
    type: RoomType
    record_status: RecordStatus
    host: AccountId
    opened_at: datetime
    demo: bool


@dataclass(frozen=True, slots=True)
class NewRoom:
    """What its host chooses for a room; `listed` are those who may enter a closed one."""

    title: str
    languages: tuple[str, ...]
    type: RoomType
    listed: frozenset[AccountId] = frozenset()
    demo: bool = False


class Tie(StrEnum):
    """What a member is to a room; they may be several things at once."""

    MEMBER = auto()
    """As everybody is."""
    HOST = auto()
    INSIDE = auto()
    """In the room now, or lost from its stage with a seat that waits."""
    LISTED = auto()
    FOLLOWED = auto()
    """By one of those who moderate the room now, its host among them."""
    BLOCKED = auto()
    """By the host; what anybody else has blocked does not matter here."""


Ties = frozenset[Tie]


@dataclass(frozen=True, slots=True)
class Entrance:
    """What decides whether one member may enter a room."""

    type: RoomType
    ties: Ties
