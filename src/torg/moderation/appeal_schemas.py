"""What is said and told about appeals against suspensions."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from torg.accounts.account import Person
from torg.kit.shapes import Body, Shape
from torg.moderation.member_schemas import Suspended
from torg.moderation.report_schemas import Words


def _not_empty(words: str) -> str:
    if not words:
        raise ValueError("an appeal has words")
    return words


class AppealByTicket(Body):
    """Why a suspension should be looked at again, by whoever has the ticket against it."""

    ticket: str = Field(max_length=128)
    words: Annotated[Words, AfterValidator(_not_empty)]


class SuspensionAppeal(Shape):
    """An appeal against a suspension that no report led to, as admins see it.

    `suspended` is null once that suspension is over; `suspended_by` and `reason` are null when
    the audit log has forgotten them; `mine_to_answer` unless another admin has to.
    """

    id: UUID
    person: Person
    words: str
    at: datetime
    suspended: Suspended | None
    suspended_by: Person | None
    reason: str | None
    mine_to_answer: bool


class SuspensionAppeals(Shape):
    """The appeals against suspensions that wait for an answer; the oldest 50, the oldest first."""

    appeals: tuple[SuspensionAppeal, ...]
