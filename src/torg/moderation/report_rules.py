"""What a report may say, when it may be made, who may handle it: pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import Final

from torg.kit.ids import AccountId

REPORTED_WITHIN: Final = timedelta(minutes=10)
"""A room may be reported while one is there and this long after one's leaving or its end."""

KEPT: Final = timedelta(days=180)
"""After this a report is erased, decided or not, with its evidence and the appeals to it."""

WORDS_LIMIT: Final = 2_000

BY_A_REPORT: Final = "report"
"""The reason in the audit log of a suspension that a report led to; the words stand there."""

APPEAL_TICKET: Final = timedelta(minutes=30)
"""So long a suspended member may appeal after a right proof."""


class ReportReason(StrEnum):
    """What it is about, in one word."""

    HARASSMENT = auto()
    HATE = auto()
    IMPERSONATION = auto()
    UNWANTED = auto()
    """Advertising, or anything nobody asked for."""
    DANGER = auto()
    """Somebody may come to harm."""
    OTHER = auto()


class ReportState(StrEnum):
    """How far a report has come."""

    OPEN = auto()
    IN_REVIEW = auto()
    DECIDED = auto()


class Decision(StrEnum):
    """What followed from a report."""

    NO_ACTION = auto()
    WARNING = auto()
    SUSPENDED = auto()
    BANNED = auto()
    """Suspended until it is lifted."""


SUSPENDS: Final = frozenset({Decision.SUSPENDED, Decision.BANNED})

AGAINST_A_MEMBER: Final = SUSPENDS | {Decision.WARNING}
"""Decisions that need somebody whom the report is about."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Whom a report stands between; None: a deleted account, or the room as a whole."""

    reporter: AccountId | None
    reported: AccountId | None

    @property
    def all(self) -> frozenset[AccountId]:
        """Name both."""
        return frozenset({self.reporter, self.reported} - {None})  # type: ignore[arg-type]


def is_in_time(left_at: datetime | None, now: datetime) -> bool:
    """Say whether somebody may still report who left then; None: they are there."""
    return left_at is None or now - left_at <= REPORTED_WITHIN


def may_handle(admin: AccountId, sides: Sides) -> bool:
    """Say whether an admin may handle a report: never one by or about themself."""
    return admin not in sides.all


def may_answer(
    admin: AccountId, sides: Sides, decided_by: AccountId | None, admins: Collection[AccountId]
) -> bool:
    """Say whether an admin may answer an appeal: not who decided, where there is another.

    `admins` are all who could carry the answer out.
    """
    able = {one for one in admins if may_handle(one, sides)}
    return admin in able and (admin != decided_by or able == {admin})
