"""The values that stand for a member: as others see them, and as they act."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from torg.kit.ids import AccountId, LoginSessionId


class InstanceRole(StrEnum):
    """What an account may do on the instance as a whole."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Person:
    """A member as every other member sees them."""

    id: AccountId
    handle: str
    name: str
    photo: UUID | None
    """Where their photo is: `/api/photos/{photo}`; it changes with the photo."""


@dataclass(frozen=True, slots=True)
class Account:
    """A member who acts: who they are, and by which login session."""

    id: AccountId
    handle: str
    name: str
    photo: UUID | None
    languages: tuple[str, ...]
    role: InstanceRole
    login_session: LoginSessionId

    @property
    def person(self) -> Person:
        """This member as others see them."""
        return Person(self.id, self.handle, self.name, self.photo)
