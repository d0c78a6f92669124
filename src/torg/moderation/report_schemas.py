"""What is said and told about reports: by and to the two sides, and to admins."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from torg.accounts.account import Person
from torg.accounts.suspension import DAYS_AT_MOST
from torg.kit.shapes import Body, Shape
from torg.kit.text import some_lines
from torg.moderation.audit_schemas import Entry, RoomNamed
from torg.moderation.member_schemas import REASON_LIMIT
from torg.moderation.report_rules import WORDS_LIMIT, Decision, ReportReason, ReportState
from torg.stage.roles import Role


def _words(text: str) -> str:
    words = some_lines(text)
    if len(words) > WORDS_LIMIT:
        raise ValueError("words have 2,000 signs at most")
    return words


Words = Annotated[str, Field(max_length=16_000), AfterValidator(_words)]
"""Up to 2,000 signs on several lines (16,000 is only the reader's bound)."""


def _short_words(text: str) -> str:
    words = some_lines(text)
    if len(words) > REASON_LIMIT:
        raise ValueError("these words have 500 signs at most")
    return words


ShortWords = Annotated[str, Field(max_length=4_000), AfterValidator(_short_words)]
"""Up to 500 signs on several lines, as the audit log keeps them (4,000 is the reader's bound)."""


class NewReport(Body):
    """A report about a member, or about the room as a whole (`account_id` null)."""

    room_id: UUID
    account_id: UUID | None
    reason: ReportReason
    words: Words


class ReportMade(Shape):
    """A new report."""

    id: UUID
    state: ReportState


class NewAppeal(Body):
    """Why a decision should be looked at again."""

    words: Words


class MyAppeal(Shape):
    """My appeal, and what came of it; `upheld` says whether the decision stood."""

    at: datetime
    answered_at: datetime | None
    upheld: bool | None


class MyReport(Shape):
    """A report I made."""

    id: UUID
    room: RoomNamed
    about: Person | None
    reason: ReportReason
    created_at: datetime
    state: ReportState
    decided_at: datetime | None
    decision: Decision | None
    note: str | None
    appeal: MyAppeal | None


class ReportAboutMe(Shape):
    """A decided report about me; who made it, and in which words, stays with the admins."""

    id: UUID
    room: RoomNamed
    reason: ReportReason
    decided_at: datetime
    decision: Decision
    note: str | None
    appeal: MyAppeal | None


class MyReports(Shape):
    """The reports I made and the decided ones about me, newest first."""

    made: tuple[MyReport, ...]
    about_me: tuple[ReportAboutMe, ...]


class ReportRow(Shape):
    """A report in the admins' list."""

    id: UUID
    room: RoomNamed
    about: Person | None
    reason: ReportReason
    created_at: datetime
    state: ReportState
    decision: Decision | None
    appeals_open: int


class Reports(Shape):
    """A page of reports, newest first."""

    reports: tuple[ReportRow, ...]
    next: str | None


class Present(Shape):
    """Who was in the room when the report was made, and as what."""

    person: Person | None
    role: Role


class Appeal(Shape):
    """One side's appeal, as admins see it; `mine_to_answer` unless another admin has to."""

    person: Person
    words: str
    at: datetime
    answered_at: datetime | None
    upheld: bool | None
    mine_to_answer: bool


class Report(Shape):
    """A report as an admin opens it, with what was kept of that moment."""

    id: UUID
    room: RoomNamed
    reporter: Person | None
    about: Person | None
    reason: ReportReason
    words: str
    created_at: datetime
    state: ReportState
    reviewed_by: Person | None
    decided_at: datetime | None
    decision: Decision | None
    note: str | None
    present: tuple[Present, ...]
    entries: tuple[Entry, ...]
    appeals: tuple[Appeal, ...]


class NewDecision(Body):
    """What follows from a report; `days` for a suspension (null: until it is lifted)."""

    decision: Decision
    days: Annotated[int, Field(ge=1, le=DAYS_AT_MOST)] | None = None
    note: Words

    @model_validator(mode="after")
    def _days_are_for_suspensions(self) -> Self:
        if self.days is not None and self.decision is not Decision.SUSPENDED:
            raise ValueError("days are for suspensions")
        return self


class AppealAnswer(Body):
    """Whether the decision stands."""

    upheld: bool
    note: ShortWords = ""
