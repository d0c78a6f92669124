"""My own profile: name, bio, languages, handle and photo."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request

from torg.accounts import service
from torg.accounts.account import Account
from torg.accounts.drawing import Drawing
from torg.accounts.photos import CONTENT_TYPES, PHOTO_BYTES, looks_like_a_photo
from torg.accounts.profile import OwnProfile
from torg.accounts.profile_schemas import NewHandle, ProfileChange
from torg.accounts.repository import Accounts
from torg.accounts.schemas import Me
from torg.accounts.signed_in import Now, SignedIn, Tx, answers
from torg.db.session import Database, Transaction
from torg.errors import (
    BodyTooLarge,
    ForeignOrigin,
    HandleRefused,
    HandleTaken,
    HandleTooSoon,
    NotSignedIn,
    PhotoRefused,
    TooMany,
    Validation,
)
from torg.kit.http import nothing_said
from torg.kit.limits import Limited
from torg.kit.uploads import read_upload

router = APIRouter(prefix="/api/me", tags=["profile"])

PHOTO: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in sorted(CONTENT_TYPES)
        },
    }
}


def _own(me: SignedIn, transaction: Tx, now: Now) -> OwnProfile:
    return OwnProfile(transaction, me, now)


Own = Annotated[OwnProfile, Depends(_own, scope="function")]


@router.patch("", responses=answers(NotSignedIn, ForeignOrigin, Validation, TooMany))
async def change(me: SignedIn, wish: ProfileChange, own: Own, transaction: Tx) -> Me:
    """Change my name, bio or languages."""
    await own.change(wish)
    return await _me(transaction, me)


@router.put(
    "/handle",
    responses=answers(
        NotSignedIn, ForeignOrigin, HandleRefused, HandleTaken, HandleTooSoon, Validation, TooMany
    ),
)
async def change_handle(me: SignedIn, wish: NewHandle, own: Own, transaction: Tx) -> Me:
    """Take another handle, once in 90 days; the old one stays locked as long."""
    await own.change_handle(wish.handle)
    return await _me(transaction, me)


@router.put(
    "/photo",
    openapi_extra=PHOTO,
    responses=answers(NotSignedIn, ForeignOrigin, BodyTooLarge, PhotoRefused, TooMany),
)
async def set_photo(me: SignedIn, now: Now, request: Request) -> Me:
    """Send my photo as it is (JPEG, PNG or WebP, at most 2 MB); it is drawn anew, and cut square.

    Nothing else that the file holds is kept.
    """
    state = request.app.state
    state.limits.spend(Limited.UPLOAD, account=me.id)
    sent = await read_upload(request, PHOTO_BYTES)
    if not looks_like_a_photo(sent):
        raise PhotoRefused
    drawing: Drawing = state.drawing
    image = await drawing.drawn(sent)
    database: Database = state.database
    # Not before: nobody may hold the database while a picture is drawn.
    async with database.transaction() as transaction:
        await OwnProfile(transaction, me, now).set_photo(image)
        return await _me(transaction, me)


@router.delete(
    "/photo",
    dependencies=[Depends(nothing_said)],
    responses=answers(NotSignedIn, ForeignOrigin, Validation, TooMany),
)
async def remove_photo(me: SignedIn, own: Own, transaction: Tx) -> Me:
    """Show no photo of mine any more."""
    await own.remove_photo()
    return await _me(transaction, me)


async def _me(transaction: Transaction, before: Account) -> Me:
    account = await Accounts(transaction).acting(before.id, before.login_session)
    if account is None:
        raise NotSignedIn
    return await service.me(transaction, account)
