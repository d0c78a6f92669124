"""Taking one's data along, and going for good."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from torg.accounts.account import Account
from torg.accounts.cookie import clear_secret
from torg.accounts.signed_in import Now, Reading, SignedIn, answers
from torg.accounts.ways_back import WaysBack
from torg.config import Settings
from torg.db.session import Database, Transaction
from torg.errors import (
    ForeignOrigin,
    NotSignedIn,
    OwnerMustStay,
    ProofTooOld,
    TooMany,
    Validation,
)
from torg.instance.repository import Choices
from torg.kit.http import nothing_said
from torg.kit.limits import Limited, Limits
from torg.kit.shapes import Body
from torg.leaving.exporting import exported, in_pieces
from torg.leaving.register import backups_in, note_deleted
from torg.leaving.service import Leaving, require_proof
from torg.rooms.acting import Acting

router = APIRouter(prefix="/api/me", tags=["leaving"])

ZIP: Final = "application/zip"
A_ZIP: Final[Mapping[int | str, dict[str, Any]]] = {
    HTTPStatus.OK.value: {
        "description": "A ZIP with one JSON file a table, and a README.",
        "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}},
    }
}


class Farewell(Body, frozen=True):
    """What is typed so that nobody goes by mistake."""

    handle: str = Field(max_length=64)
    """One's own."""


@router.post(
    "/export",
    dependencies=[Depends(nothing_said)],
    response_class=StreamingResponse,
    responses={
        **A_ZIP,
        **answers(NotSignedIn, ForeignOrigin, ProofTooOld, Validation, TooMany),
    },
)
async def export(
    me: SignedIn, transaction: Reading, now: Now, request: Request
) -> StreamingResponse:
    """Give everything that is kept about me as a ZIP, once a day."""
    limits: Limits = request.app.state.limits
    settings: Settings = request.app.state.settings
    await require_proof(transaction, me, now)
    limits.spend(Limited.EXPORT, account=me.id)
    facts = await _facts(transaction, settings, me, now)
    packed = await exported(transaction, me, settings.data_dir, facts)
    name = f"torg-{me.handle}-{now:%Y-%m-%d}.zip"
    return StreamingResponse(
        in_pieces(packed),
        media_type=ZIP,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.post(
    "/delete",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(NotSignedIn, ForeignOrigin, ProofTooOld, OwnerMustStay, Validation, TooMany),
)
async def delete(
    me: SignedIn, farewell: Farewell, now: Now, request: Request, response: Response
) -> None:
    """Delete my account: everything open ends at once, and nothing but a random id stays."""
    state = request.app.state
    database: Database = state.database
    async with database.transaction() as transaction:
        acting = Acting(transaction, state.stage_limits, state.reconciler.kick)
        ways_back = WaysBack(transaction, mails=state.mail.is_set)
        leaving = Leaving(transaction, state.depart, acting, ways_back, now)
        await leaving.go(me, farewell.handle)
    # Should the program end right here, the next start puts it on the list (housekeeping).
    folder = await asyncio.to_thread(backups_in, state.settings.data_dir)
    await asyncio.to_thread(note_deleted, folder, [me.id])
    clear_secret(response, state.settings)


async def _facts(
    transaction: Transaction, settings: Settings, me: Account, now: datetime
) -> Mapping[str, str]:
    chosen = await Choices(transaction, settings).read()
    return {
        "instance": chosen.name,
        "host": settings.origin.host or "",
        "handle": me.handle,
        "at": f"{now:%Y-%m-%d %H:%M} UTC",
    }
