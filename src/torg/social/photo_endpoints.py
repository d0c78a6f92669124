"""Photos, for members only."""

from datetime import datetime
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from torg.accounts.cookie import secret_in
from torg.accounts.photos_repository import Photos
from torg.accounts.signed_in import Now, answers, bearer
from torg.db.session import Database
from torg.errors import NotFound, NotSignedIn, TooMany
from torg.kit.http import network_of
from torg.kit.limits import Limited, Limits
from torg.social.people_repository import People

router = APIRouter(prefix="/api/photos", tags=["people"])

HEADERS: Final = {"Cache-Control": "private, max-age=31536000, immutable"}
"""The name changes with the photo."""


@router.get(
    "/{photo}",
    response_class=Response,
    responses={
        200: {"content": {"image/webp": {"schema": {"type": "string", "format": "binary"}}}},
        **answers(NotSignedIn, NotFound, TooMany),
    },
)
async def photo(photo: UUID, now: Now, request: Request) -> Response:
    """Give a member's photo, WebP of 320 x 320; of whoever has blocked me there is none."""
    image = await _seen(photo, now, request)
    return Response(image, media_type="image/webp", headers=HEADERS)


async def _seen(photo: UUID, now: datetime, request: Request) -> bytes:
    """Read it for whoever asks, counted by itself: one page of faces fetches many at once."""
    database: Database = request.app.state.database
    me = await bearer(request, database, now)
    limits: Limits = request.app.state.limits
    if me is None:
        if secret_in(request) is not None:
            # A false cookie buys nothing here either (torg.accounts.signed_in).
            limits.spend(Limited.REQUEST_SIGNED_OUT, network=network_of(request))
        raise NotSignedIn
    limits.spend(Limited.PHOTO, account=me.id)
    async with database.reading() as transaction:
        if not await People(transaction, me.id, now).has_photo(photo):
            raise NotFound
        image = await Photos(transaction).image(photo)
    if image is None:
        raise NotFound
    return image
