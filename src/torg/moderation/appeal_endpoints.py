"""Appeals against suspensions: the suspended make one by a ticket, and admins answer it."""

from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from torg.accounts.signed_in import Now, Tx, answers, count_visitor
from torg.db.session import Database
from torg.errors import (
    AppealTicketDead,
    ForeignOrigin,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Suspended,
    TooMany,
    Validation,
)
from torg.kit.clock import Clock
from torg.kit.http import network_of, request_id_of
from torg.kit.ids import AccountId
from torg.kit.limits import Limited
from torg.kit.problems import problem
from torg.moderation import suspension_appeals
from torg.moderation.appeal_schemas import AppealByTicket, SuspensionAppeals
from torg.moderation.appealing import Appealing
from torg.moderation.dependencies import ReportHandler, departing_of
from torg.moderation.report_schemas import AppealAnswer
from torg.moderation.suspending import Suspending

router = APIRouter(prefix="/api", tags=["appeals"])

REFUSALS: Final = (NotSignedIn, ForeignOrigin, NotAllowed, NotFound, Validation, TooMany)


async def tell_the_suspended(request: Request, refused: Suspended) -> Response:
    """Answer a right proof of somebody who is suspended: why, until when, and how to appeal.

    The sign-in's own transaction is rolled back by now, so that it has spent nothing.
    """
    database: Database = request.app.state.database
    clock: Clock = request.app.state.clock
    async with database.transaction() as transaction:
        account = AccountId(refused.account)
        refused.told = await Appealing(transaction, clock.now()).told(account)
    return problem(refused, request_id_of(request))


@router.post(
    "/appeals",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=[Depends(count_visitor)],
    responses=answers(AppealTicketDead, ForeignOrigin, Validation, TooMany),
)
async def appeal(body: AppealByTicket, request: Request, transaction: Tx, now: Now) -> None:
    """Ask, once, that my suspension be lifted; the ticket came with the refusal to sign me in."""
    request.app.state.limits.spend(Limited.APPEAL, network=network_of(request))
    await Appealing(transaction, now).appeal(body.ticket, body.words)


@router.get("/admin/appeals", responses=answers(NotSignedIn, NotAllowed, TooMany))
async def waiting(me: ReportHandler, transaction: Tx, now: Now) -> SuspensionAppeals:
    """Read the appeals against suspensions that wait for an answer."""
    return await suspension_appeals.waiting(transaction, me, now)


def _suspending(me: ReportHandler, request: Request, transaction: Tx, now: Now) -> Suspending:
    return Suspending(transaction, me, departing_of(request, transaction), now)


Acting = Annotated[Suspending, Depends(_suspending, scope="function")]


@router.post(
    "/admin/appeals/{appeal}", status_code=HTTPStatus.NO_CONTENT, responses=answers(*REFUSALS)
)
async def answer(  # noqa: PLR0913, PLR0917 - one parameter is one part of the request
    appeal: UUID, body: AppealAnswer, me: ReportHandler, acting: Acting, transaction: Tx, now: Now
) -> None:
    """Say whether the suspension stands; where it does not, it is lifted at once."""
    await suspension_appeals.answer(transaction, me, acting, appeal, body, now)
