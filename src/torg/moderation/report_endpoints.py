"""Reports for everybody: make one, read what came of mine and those about me, appeal."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from torg.accounts.signed_in import Now, Reading, SignedIn, Tx, answers
from torg.errors import (
    AppealMade,
    ForeignOrigin,
    MemberNotFound,
    NotAllowed,
    NotSignedIn,
    ReportNotFound,
    ReportTooLate,
    RoomNotFound,
    TooMany,
    Validation,
)
from torg.kit.limits import Limited
from torg.moderation.report_rules import ReportState
from torg.moderation.report_schemas import MyReports, NewAppeal, NewReport, ReportMade
from torg.moderation.reporting import Reporting
from torg.rooms.dependencies import AtMost

router = APIRouter(prefix="/api/reports", tags=["reports"])


def _reporting(me: SignedIn, transaction: Tx, now: Now) -> Reporting:
    return Reporting(transaction, me.id, now)


Mine = Annotated[Reporting, Depends(_reporting, scope="function")]


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    dependencies=[Depends(AtMost(Limited.REPORT))],
    responses=answers(
        NotSignedIn,
        ForeignOrigin,
        RoomNotFound,
        MemberNotFound,
        NotAllowed,
        ReportTooLate,
        Validation,
        TooMany,
    ),
)
async def report(body: NewReport, reporting: Mine) -> ReportMade:
    """Report a member or a room, while I am there or up to ten minutes after."""
    return ReportMade(id=await reporting.report(body), state=ReportState.OPEN)


@router.get("/mine", responses=answers(NotSignedIn, TooMany))
async def my_reports(me: SignedIn, transaction: Reading, now: Now) -> MyReports:
    """List the reports I made, and the decided ones about me."""
    return await Reporting(transaction, me.id, now).mine()


@router.post(
    "/{report}/appeal",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(
        NotSignedIn, ForeignOrigin, ReportNotFound, NotAllowed, AppealMade, Validation, TooMany
    ),
)
async def appeal(report: UUID, body: NewAppeal, reporting: Mine) -> None:
    """Ask, once, that a decision be looked at again."""
    await reporting.appeal(report, body.words)
