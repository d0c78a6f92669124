"""Bodies and answers of the waiting list."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from torg.accounts.schemas import Languages, Name
from torg.accounts.sign_in_schemas import NewCredential
from torg.kit.shapes import Body, Shape
from torg.waiting.rules import KNOWN_AT_MOST

Handle = Annotated[str, Field(max_length=64)]
"""A handle as it was typed."""


class WhoWaits(Body):
    """Whom a passkey is to name to its holder."""

    handle: Handle
    name: Name


class WaitingOptions(Shape):
    """A `PublicKeyCredentialCreationOptionsJSON`; `id` goes back with the answer, in 5 minutes."""

    id: UUID
    options: dict[str, Any]


class ReservedPasskey(Body):
    """A passkey to come back by, under a name its holder will know it by."""

    id: UUID
    credential: NewCredential
    name: Name


class NewReservation(Body):
    """What a person without an invitation says about themselves."""

    name: Name
    handle: Handle
    languages: Languages = Field(max_length=3)
    known: tuple[Handle, ...] = Field(default=(), max_length=KNOWN_AT_MOST)
    """Handles of members who know the person."""
    passkey: ReservedPasskey | None = None


class Reserved(Shape):
    """A reservation, with ten codes that are shown this once."""

    reservation_id: UUID
    codes: tuple[str, ...]
    expires_at: datetime


class ByCode(Body):
    """Who comes back to the waiting list: the reserved handle and one of the codes."""

    handle: Handle
    code: str = Field(max_length=128)


class WaitingState(StrEnum):
    """How far somebody has come who reserved a name."""

    WAITING = "waiting"
    LET_IN = "let_in"


class Standing(Shape):
    """How it stands; once let in, `handle` is the member's, and the codes sign in."""

    state: WaitingState
    handle: str
    expires_at: datetime | None


class Reservation(Shape):
    """Somebody who waits, as those see them who may let them in."""

    id: UUID
    name: str
    handle: str
    languages: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    names_me: bool
    """Whether they say that I know them; only then can I decline."""


class Reservations(Shape):
    """Whom I may let in, who came first first; `next` leads to the next page."""

    reservations: tuple[Reservation, ...]
    next: str | None
