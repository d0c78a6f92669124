"""Whether the parts of the gateway work, for people and for whatever watches it."""

from typing import Literal

from fastapi import APIRouter, Request

from torg.db.health import database_answers
from torg.kit.shapes import Shape

MediaState = Literal["ok", "starting", "away"]


class Health(Shape):
    """How the gateway is; degraded means that something people need does not answer."""

    status: Literal["ok", "degraded"]
    database: Literal["ok", "away"]
    media: MediaState


router = APIRouter(prefix="/api", tags=["instance"])


@router.get("/health")
async def health(request: Request) -> Health:
    """Say what answers; the status is 200 as long as the gateway itself lives."""
    answers = await database_answers(request.app.state.database)
    media: MediaState = request.app.state.media_state()
    return Health(
        status="ok" if answers and media == "ok" else "degraded",
        database="ok" if answers else "away",
        media=media,
    )
