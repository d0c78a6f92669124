"""The audit log as each may read it: about oneself, about a room one moderates, or all of it."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from fastapi import APIRouter

from torg.accounts.signed_in import Now, Reading, SignedIn, Tx, answers
from torg.audit.acts import Act
from torg.audit.repository import Audit, Behind, Written
from torg.db.session import Transaction
from torg.errors import (
    BadRequest,
    NotAllowed,
    NotFound,
    NotSignedIn,
    RoomNotFound,
    TooMany,
    Validation,
)
from torg.kit.ids import RoomId
from torg.moderation.audit_rules import PAGE, next_after
from torg.moderation.audit_schemas import Entries
from torg.moderation.cursors import After, by_count, count_in
from torg.moderation.dependencies import AuditReader
from torg.moderation.looking import note_look
from torg.moderation.naming import entries_of
from torg.moderation.rooms_repository import BeenThere

router = APIRouter(prefix="/api", tags=["audit log"])

REFUSALS: Final = (NotSignedIn, BadRequest, Validation, TooMany)


@router.get("/audit", responses=answers(*REFUSALS))
async def about_me(me: SignedIn, transaction: Reading, after: After = None) -> Entries:
    """Read what was done to me."""
    behind = _behind(after)
    found = await Audit(transaction).about(me.id, behind, PAGE + 1)
    return await _page(transaction, found, behind)


@router.get(
    "/audit/rooms/{room_id}", responses=answers(*REFUSALS, RoomNotFound, NotAllowed, NotFound)
)
async def of_room(
    room_id: UUID, me: SignedIn, transaction: Reading, after: After = None
) -> Entries:
    """Read what was done in a room I host or moderate, or did when it ended."""
    room, behind = RoomId(room_id), _behind(after)
    await BeenThere(transaction).require_moderator(room, me.id)
    found = await Audit(transaction).of_room(room, behind, PAGE + 1)
    return await _page(transaction, found, behind)


@router.get("/admin/audit", responses=answers(*REFUSALS, NotAllowed))
async def everything(me: AuditReader, transaction: Tx, now: Now, after: After = None) -> Entries:
    """Read the whole log; that I did is an entry too."""
    behind = _behind(after)
    await note_look(transaction, me, Act.AUDIT_LOOKED_AT, now, continues=after is not None)
    found = await Audit(transaction).all(behind, PAGE + 1)
    return await _page(transaction, found, behind)


def _behind(cursor: str | None) -> Behind | None:
    return None if cursor is None else Behind(*count_in(cursor))


async def _page(
    transaction: Transaction, found: Sequence[Written], behind: Behind | None
) -> Entries:
    page = found[:PAGE]
    last = next_after(page, behind) if len(found) > PAGE else None
    return Entries(
        entries=await entries_of(transaction, page),
        next=None if last is None else by_count(last.at, last.told),
    )
