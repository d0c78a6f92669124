"""What admins are told about members, and what they say when they act on one."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from torg.accounts.account import InstanceRole, Person
from torg.accounts.suspension import DAYS_AT_MOST
from torg.kit.shapes import Body, Shape
from torg.kit.text import one_line

REASON_LIMIT = 500


def _reason(text: str) -> str:
    reason = one_line(text)
    if not 1 <= len(reason) <= REASON_LIMIT:
        raise ValueError("a reason has 1 to 500 signs")
    return reason


Reason = Annotated[str, Field(max_length=4_000), AfterValidator(_reason)]
"""Why: one line of 1 to 500 signs after normalising (4,000 is only the reader's bound)."""

Days = Annotated[int, Field(ge=1, le=DAYS_AT_MOST)]


class Suspend(Body):
    """For so many days, or until it is lifted (null)."""

    days: Days | None
    reason: Reason


class Suspended(Shape):
    """Since when a member may not act, and until when; null: until it is lifted."""

    since: datetime
    until: datetime | None


class MemberRow(Shape):
    """A member as admins see them in the list."""

    person: Person
    role: InstanceRole
    joined_at: datetime
    suspended: Suspended | None
    invitations_left: int


class Members(Shape):
    """A page of members by handle, and where the next one begins."""

    members: tuple[MemberRow, ...]
    next: str | None


class BranchSuspended(Shape):
    """How many were suspended, and who was passed over: owner and admins."""

    count: int
    skipped: tuple[Person, ...]
