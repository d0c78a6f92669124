"""What a room is beside its stage: plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from torg.kit.ids import AccountId, RoomId


class RoomType(StrEnum):
    """Who may enter."""

    OPEN = auto()
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


@dataclass(frozen=True, slots=True)
class Entrance:
    """What decides whether one member may enter a room."""

    type: RoomType
    is_listed: bool
