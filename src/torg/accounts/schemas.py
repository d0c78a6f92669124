"""What is told about members, and what a newcomer says about themselves."""

from datetime import datetime
from typing import Annotated, Final, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field

from torg.accounts.account import Account, InstanceRole
from torg.accounts.names import has_badge
from torg.kit.ids import RoomId
from torg.kit.shapes import Body, Shape
from torg.kit.text import one_line
from torg.media.leases import Lease
from torg.stage.roles import Role

Language = Literal["en", "is", "ru"]
"""A language this instance speaks."""

NAME_LIMIT = 50


def _name(text: str) -> str:
    name = one_line(text)
    if not 1 <= len(name) <= NAME_LIMIT:
        raise ValueError("a name has 1 to 50 signs")
    if has_badge(name):
        raise ValueError("a name holds a sign that only the instance gives")
    return name


def _each_once(languages: tuple[Language, ...]) -> tuple[Language, ...]:
    return tuple(dict.fromkeys(languages))


Name = Annotated[str, Field(max_length=400), AfterValidator(_name)]
"""A display name: one line, 1 to 50 signs after normalising (400 is only the reader's bound)."""

Languages = Annotated[tuple[Language, ...], Field(min_length=1), AfterValidator(_each_once)]


class Newcomer(Body, frozen=True):
    """What a person says about themselves when they come in."""

    token: str = Field(min_length=1, max_length=128)
    handle: str = Field(max_length=64)
    name: Name
    languages: Languages = Field(max_length=3)


class MyLease(Shape):
    """Where I am, and as what."""

    room_id: UUID
    lease_id: str
    role: Role


class Ways(Shape):
    """By how many passkeys and unused recovery codes a member can come back."""

    passkeys: int
    recovery_codes: int


NO_WAYS: Final = Ways(passkeys=0, recovery_codes=0)
"""What a newcomer has."""


class RecoveryNotice(Shape):
    """A recovery link was printed on the console for this account, and perhaps used."""

    made_at: datetime
    used_at: datetime | None


class Me(Shape):
    """The member who asks."""

    id: UUID
    handle: str
    name: str
    photo: UUID | None
    languages: tuple[str, ...]
    role: InstanceRole
    lease: MyLease | None
    ways: Ways
    recovery: RecoveryNotice | None
    """The last recovery link that was made, until the member has dismissed the notice."""
    unread: int
    """How many notices in my inbox I have not read."""

    @classmethod
    def of(
        cls,
        account: Account,
        lease: Lease | None,
        ways: Ways = NO_WAYS,
        recovery: RecoveryNotice | None = None,
        unread: int = 0,
    ) -> Self:
        """Put together what a member is told about themselves."""
        return cls(
            id=account.id,
            handle=account.handle,
            name=account.name,
            photo=account.photo,
            languages=account.languages,
            role=account.role,
            lease=lease and MyLease(room_id=RoomId(lease.room), lease_id=lease.id, role=lease.role),
            ways=ways,
            recovery=recovery,
            unread=unread,
        )
