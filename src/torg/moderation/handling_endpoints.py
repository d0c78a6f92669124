"""Reports for admins; what one of them made, or what is about them, is not there for them."""

from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from torg.accounts.signed_in import Now, Tx, answers
from torg.errors import (
    BadRequest,
    ForeignOrigin,
    MemberNotFound,
    NotAllowed,
    NotFound,
    NotSignedIn,
    ReportDecided,
    ReportNotFound,
    TooMany,
    Validation,
)
from torg.kit.http import nothing_said
from torg.moderation import report_reading
from torg.moderation.cursors import After
from torg.moderation.dependencies import ReportHandler, departing_of
from torg.moderation.handling import Handling
from torg.moderation.report_rules import ReportState
from torg.moderation.report_schemas import AppealAnswer, NewDecision, Report, Reports
from torg.moderation.suspending import Suspending

router = APIRouter(prefix="/api/admin/reports", tags=["admins: reports"])

REFUSALS: Final = (NotSignedIn, ForeignOrigin, NotAllowed, ReportNotFound, Validation, TooMany)


def _handling(me: ReportHandler, request: Request, transaction: Tx, now: Now) -> Handling:
    suspending = Suspending(transaction, me, departing_of(request, transaction), now)
    return Handling(transaction, me, suspending, now)


Handles = Annotated[Handling, Depends(_handling, scope="function")]


@router.get("", responses=answers(NotSignedIn, NotAllowed, BadRequest, Validation, TooMany))
async def reports(
    me: ReportHandler,
    transaction: Tx,
    now: Now,
    state: ReportState | None = None,
    after: After = None,
) -> Reports:
    """Page through the reports, newest first: all, or those in one state."""
    return await report_reading.listed(transaction, me, state, after, now)


@router.get("/{report}", responses=answers(NotSignedIn, NotAllowed, ReportNotFound, TooMany))
async def open_report(report: UUID, me: ReportHandler, transaction: Tx, now: Now) -> Report:
    """Read a report with what was kept of that moment."""
    return await report_reading.opened(transaction, me, report, now)


@router.post(
    "/{report}/review",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=[Depends(nothing_said)],
    responses=answers(*REFUSALS, ReportDecided),
)
async def review(report: UUID, handling: Handles) -> None:
    """Take up a report."""
    await handling.review(report)


@router.post(
    "/{report}/decision",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(*REFUSALS, ReportDecided, MemberNotFound),
)
async def decide(report: UUID, body: NewDecision, handling: Handles) -> None:
    """Decide a report; what follows is carried out at once, and both sides are told."""
    await handling.decide(report, body)


@router.post(
    "/{report}/appeals/{appellant}",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(*REFUSALS, NotFound, MemberNotFound),
)
async def answer_appeal(
    report: UUID, appellant: UUID, body: AppealAnswer, handling: Handles
) -> None:
    """Say whether the decision stands."""
    await handling.answer(report, appellant, body)
