"""What clients say about rooms, and what they are told: bodies, cards, rows."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from torg.accounts.account import Person
from torg.accounts.schemas import Languages
from torg.feed.frames import WireTime
from torg.kit.ids import LeaseId
from torg.kit.shapes import Body, Shape
from torg.kit.text import one_line
from torg.rooms.room import RecordStatus, RoomType
from torg.stage.roles import Role
from torg.stage.state import Mic

TITLE_LIMIT = 60
LIST_LIMIT = 500


def _title(text: str) -> str:
    title = one_line(text)
    if not 1 <= len(title) <= TITLE_LIMIT:
        raise ValueError("a title has 1 to 60 signs")
    return title


Title = Annotated[str, Field(max_length=400), AfterValidator(_title)]
"""One line, 1 to 60 signs after normalising (400 is only the reader's bound)."""


class RoomWish(Body):
    """The room somebody wants to open; only a closed one has a list."""

    title: Title
    languages: Languages = Field(max_length=3)
    type: RoomType
    list: tuple[Annotated[str, Field(max_length=64)], ...] = Field(
        default=(), max_length=LIST_LIMIT
    )

    @model_validator(mode="after")
    def _only_closed_rooms_have_a_list(self) -> Self:
        if self.list and self.type is not RoomType.CLOSED:
            raise ValueError("only a closed room has a list")
        return self


class Card(Shape):
    """What is seen of a room from outside; listeners are only counted."""

    id: UUID
    title: str
    languages: tuple[str, ...]
    type: RoomType
    record_status: RecordStatus
    host: Person
    stage: tuple[Person, ...] = Field(max_length=4)
    on_stage: int
    listening: int
    opened_at: WireTime
    demo: bool
    followed: int
    """How many of those on stage I follow."""
    my_language: bool
    """Whether one of its languages is mine."""


class Ticket(Shape):
    """The right to be in a room: for livekit-client's `Room.connect(url, token)`."""

    lease_id: LeaseId
    token: str
    url: str
    role: Role


class Row(Shape):
    """One person in the room, or the seat that waits for one."""

    account: Person
    lease_id: LeaseId | None
    role: Role
    since: WireTime
    presence: Literal["joining", "present", "reconnecting", "seat"]
    mic: Mic
    held: bool
    new_here: bool
    offered: bool
    followed: bool
    """A listener whom somebody on stage follows."""
    blocked: bool
    """Somebody on stage whom I have blocked; listeners I blocked are only counted."""


class People(Shape):
    """One page of the audience; `next` continues it."""

    people: tuple[Row, ...]
    next: str | None
    count: int
    blocked: int


class Head(Shape):
    """The room itself, as those inside see it."""

    id: UUID
    title: str
    languages: tuple[str, ...]
    type: RoomType
    record_status: RecordStatus
    host: UUID
    opened_at: WireTime
    closing_at: WireTime | None
    demo: bool


class Audience(Shape):
    """The listeners: all of them, or only their number when they are many."""

    count: int
    blocked: int
    """How many of them I have blocked; they have no rows."""
    rows: tuple[Row, ...] | None


class HandLine(Shape):
    """One raised hand."""

    person: Person
    at: WireTime


class Hands(Shape):
    """The queue: its order for moderators, for others its length."""

    count: int
    rows: tuple[HandLine, ...] | None


class RoomState(Shape):
    """All that somebody inside a room is told of it."""

    room: Head
    stage: tuple[Row, ...]
    audience: Audience
    talking: tuple[UUID, ...]
    hands: Hands


class Ping(Body):
    """Whom to ask into the room."""

    to: UUID


class Pingable(Shape):
    """Followers who can be asked in, by handle, and how many pings I have left here."""

    people: tuple[Person, ...]
    left: int
