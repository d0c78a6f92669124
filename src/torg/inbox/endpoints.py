"""The inbox over HTTP: what I am told, what I have read, and how often I want to hear of what."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request

from torg.accounts.signed_in import Now, Reading, SignedIn, Tx, answers
from torg.errors import BadRequest, NotSignedIn
from torg.inbox.schemas import Notices, ReadUpTo, WishedKind, Wishes, WishFor
from torg.inbox.service import Reader

router = APIRouter(prefix="/api/inbox", tags=["inbox"])


@router.get("", responses=answers(NotSignedIn, BadRequest))
async def notices(
    me: SignedIn,
    transaction: Reading,
    request: Request,
    after: Annotated[str | None, Query(max_length=100)] = None,
) -> Notices:
    """Page through what I was told in the last 90 days, the latest first."""
    return await Reader(transaction, me.id, request.app.state.rooms_known).notices(after)


@router.post("/read", status_code=HTTPStatus.NO_CONTENT, responses=answers(NotSignedIn))
async def read(said: ReadUpTo, me: SignedIn, transaction: Tx, now: Now, request: Request) -> None:
    """Note that I have read everything, or all up to one notice."""
    await Reader(transaction, me.id, request.app.state.rooms_known).read(said.upto, now)


@router.get("/wishes", responses=answers(NotSignedIn))
async def wishes(me: SignedIn, transaction: Reading, request: Request) -> Wishes:
    """Say how often I hear of what."""
    return await Reader(transaction, me.id, request.app.state.rooms_known).wishes()


@router.put("/wishes/{kind}", status_code=HTTPStatus.NO_CONTENT, responses=answers(NotSignedIn))
async def wish(
    kind: WishedKind, said: WishFor, me: SignedIn, transaction: Tx, request: Request
) -> None:
    """Hear of a kind always, once an hour at most, or never; `all` and never is a pause."""
    await Reader(transaction, me.id, request.app.state.rooms_known).wish(kind, said.wish)
