"""How entries of the audit log are told; their order is all that tells them apart."""

from datetime import datetime
from uuid import UUID

from torg.accounts.account import Person
from torg.audit.acts import Act
from torg.kit.shapes import Shape


class RoomNamed(Shape):
    """A room by its title, live or over."""

    id: UUID
    title: str


class Entry(Shape):
    """One privileged act; without an actor it was the console, or the instance itself."""

    at: datetime
    act: Act
    actor: Person | None
    target: Person | None
    room: RoomNamed | None
    reason: str | None


class Entries(Shape):
    """A page of the audit log, newest first."""

    entries: tuple[Entry, ...]
    next: str | None
