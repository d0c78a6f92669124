"""The tree of admissions over HTTP: a member's own proof, and the whole for admins."""

import asyncio
from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from torg.accounts.repeats import Repeating
from torg.accounts.signed_in import Admin, Now, Reading, SignedIn, Tx, answers
from torg.errors import (
    ForeignOrigin,
    KeyReused,
    MemberNotFound,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TooMany,
    Validation,
)
from torg.invitations.proof import Proof, file_of
from torg.invitations.schemas import MoreInvitations, Nodes
from torg.invitations.tree import Tree
from torg.kit.fresh import new_uuid
from torg.kit.limits import Limited

router = APIRouter(prefix="/api", tags=["invitations"])

FILE_NAME: Final = "torg-proof.json"


@router.get("/tree/proof", response_model=Proof, responses=answers(NotSignedIn, NotFound, TooMany))
async def proof(me: SignedIn, transaction: Reading, now: Now, request: Request) -> Response:
    """Give a file that proves that my admission is in the tree; `torg tree verify` checks it."""
    state = request.app.state
    state.limits.spend(Limited.PROOF, account=me.id)
    made = await Tree(transaction).proof(me.id, state.instance_key, state.settings, now)
    headers = {
        "Content-Disposition": f'attachment; filename="{FILE_NAME}"',
        "Cache-Control": "no-store",
    }
    written = await asyncio.to_thread(file_of, made)
    return Response(written, media_type="application/json", headers=headers)


@router.get(
    "/admin/tree", responses=answers(NotSignedIn, NotAllowed, MemberNotFound, Validation, TooMany)
)
async def tree(
    me: Admin,
    transaction: Tx,
    now: Now,
    under: Annotated[UUID | None, Query()] = None,
    after: Annotated[UUID | None, Query()] = None,
) -> Nodes:
    """Give whom a member let in, or the first members; that an admin looked is written down."""
    return await Tree(transaction).nodes(me.id, under, after, now)


@router.post(
    "/admin/members/{member_id}/invitations",
    status_code=HTTPStatus.NO_CONTENT,
    responses=answers(
        NotSignedIn, ForeignOrigin, NotAllowed, MemberNotFound, KeyReused, Validation, TooMany
    ),
)
async def grant(  # noqa: PLR0913, PLR0917 - one parameter is one part of the request
    me: Admin,
    member_id: UUID,
    body: MoreInvitations,
    transaction: Tx,
    now: Now,
    repeating: Repeating,
) -> None:
    """Let a member give more invitations; the same `Idempotency-Key` gives them once."""
    fresh = new_uuid()
    if await repeating.first(fresh) == fresh:
        await Tree(transaction).grant(me.id, member_id, body.count, now)
