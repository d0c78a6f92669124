"""What admins are told about all live rooms and all invitations, and how they end a room."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from torg.accounts.account import Person
from torg.accounts.schemas import Language
from torg.invitations.rules import State
from torg.kit.shapes import Body, Shape
from torg.kit.text import one_line
from torg.rooms.schemas import Card

REASON_LIMIT = 280


def _reason(text: str) -> str:
    reason = one_line(text)
    if not 1 <= len(reason) <= REASON_LIMIT:
        raise ValueError("a reason has 1 to 280 signs")
    return reason


class EndRoom(Body):
    """Why an admin ends a room: one line that all who are there are shown."""

    reason: Annotated[str, Field(max_length=2_240), AfterValidator(_reason)]


class LiveRooms(Shape):
    """All live rooms by their cards, newest first, closed ones too."""

    rooms: tuple[Card, ...]


class SomebodysInvitation(Shape):
    """An invitation without its token; `member` is who came in by it."""

    id: UUID
    inviter: Person | None
    language: Language
    state: State
    created_at: datetime
    expires_at: datetime
    member: Person | None


class SomebodysInvitations(Shape):
    """A page of everybody's invitations, newest first."""

    invitations: tuple[SomebodysInvitation, ...]
    next: str | None
