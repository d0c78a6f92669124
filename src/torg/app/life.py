"""What the gateway starts before its first request, and ends in order after its last."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from fastapi import FastAPI

from torg.config import Settings
from torg.db.session import Database
from torg.feed.hub import Hub
from torg.kit.clock import Clock
from torg.media.running import Told, media_running
from torg.media.webhooks import PATH as WEBHOOK

Prepare = Callable[[Database], Awaitable[None]]
"""Makes sure that all tables are there."""

EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - read, not bound
"""Where this machine reaches a gateway that listens on all its addresses."""


@asynccontextmanager
async def alive(
    app: FastAPI, settings: Settings, clock: Clock, prepare: Prepare
) -> AsyncIterator[None]:
    """Run the parts of a gateway for as long as the block; each stands on `app.state`."""
    hub = Hub()
    database = Database(settings.sqlalchemy_url, hub.publish)
    app.state.hub, app.state.database = hub, database
    try:
        await prepare(database)
        told = Told(observe=_observe, talking=_talking)
        async with media_running(settings, database, clock, told, webhook_of(settings)) as media:
            app.state.depart = _depart
            app.state.media = media.media
            app.state.media_state = media.state
            app.state.reconciler = media.reconciler
            app.state.sockets = media.sockets
            app.state.lease_keys = media.lease_keys
            app.state.reports = media.reports
            yield
    finally:
        await hub.close()
        await database.close()


def webhook_of(settings: Settings) -> str:
    """Give the address at which our own media server reaches this gateway."""
    host = EVERYWHERE.get(settings.listen_host, settings.listen_host)
    return f"http://{host}:{settings.listen_port}{WEBHOOK}"


async def _observe(room_id: object, changes: object, now: object) -> None: ...
def _talking(room_id: object, lease_ids: object) -> None: ...
async def _depart(
    transaction: object, account: object, login_session: object, now: object
) -> None: ...
