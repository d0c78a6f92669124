"""What the gateway starts before its first request, and ends in order after its last."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Final

from fastapi import FastAPI

from torg.accounts.names_repository import Names
from torg.app.housekeeping import keep_house
from torg.config import Settings
from torg.db.opening import usable
from torg.db.session import Database, Transaction
from torg.feed.hub import Hub
from torg.hallway.reading import HallwayReading
from torg.hallway.topics import serve_topics
from torg.invitations.instance_key import instance_key
from torg.invitations.planting import make_tree_ready
from torg.kit.clock import Clock
from torg.kit.ids import AccountId, LoginSessionId, RoomId
from torg.kit.mail import Mail
from torg.kit.mail_relay import relay_of
from torg.kit.starting import CannotStart
from torg.media.running import MediaParts, Told, media_running
from torg.media.webhooks import PATH as WEBHOOK
from torg.rooms.entrances import rooms_known
from torg.rooms.service import LiveRooms
from torg.rooms.talking import Talking
from torg.rooms.timekeeper import keep_time
from torg.rooms.upkeep import Upkeep
from torg.stage.state import Limits

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
    with usable(settings.sqlalchemy_url):
        database = Database(settings.sqlalchemy_url, hub.publish, settings.database_connections)
    limits = Limits(room=settings.room_limit, stage=settings.stage_limit)
    talking = Talking(hub.publish)
    upkeep = Upkeep(database, limits, _kick_of(app))
    app.state.hub, app.state.database, app.state.upkeep = hub, database, upkeep
    app.state.stage_limits = limits
    app.state.mail = mail_of(settings)
    app.state.depart = _departure(limits, _kick_of(app))
    app.state.on_block = _seeing_off(limits, _kick_of(app))
    app.state.hallway = HallwayReading(database)
    app.state.rooms_known = rooms_known
    hub.overhear(app.state.hallway.note)
    serve_topics(hub, database, app.state.hallway, clock, limits, talking)
    try:
        with usable(settings.sqlalchemy_url):
            await prepare(database)
            app.state.instance_key = instance_key(settings.data_dir)
            await make_tree_ready(database, app.state.instance_key)
        async with database.transaction() as transaction:
            await Names(transaction).complete()
        told = Told(observe=upkeep.observe, talking=talking.tell)
        async with media_running(settings, database, clock, told, webhook_of(settings)) as media:
            _publish(app, media)
            async with (
                _beside(keep_time(upkeep, hub, database, clock)),
                _beside(keep_house(database, settings, clock)),
                _beside(app.state.mail.run()),
            ):
                yield
    finally:
        await hub.close()
        await database.close()


def webhook_of(settings: Settings) -> str:
    """Give the address at which our own media server reaches this gateway."""
    host = EVERYWHERE.get(settings.listen_host, settings.listen_host)
    return f"http://{host}:{settings.listen_port}{WEBHOOK}"


def mail_of(settings: Settings) -> Mail:
    """Give the way out for mail. Raises CannotStart for an address that cannot be read."""
    try:
        relay = None if settings.smtp_url is None else relay_of(settings.smtp_url)
    except ValueError as unreadable:
        raise CannotStart(str(unreadable)) from None
    return Mail(relay, settings.mail_from or "")


def _publish(app: FastAPI, media: MediaParts) -> None:
    app.state.media = media.media
    app.state.media_state = media.state
    app.state.media_figures = media.figures
    app.state.reconciler = media.reconciler
    app.state.sockets = media.sockets
    app.state.lease_keys = media.lease_keys
    app.state.reports = media.reports


def _kick_of(app: FastAPI) -> Callable[[RoomId], None]:
    """Give what kicks the reconciler, which is made later than whoever kicks it."""

    def kick(room: RoomId) -> None:
        app.state.reconciler.kick(room)

    return kick


def _departure(
    limits: Limits, kick: Callable[[RoomId], None]
) -> Callable[[Transaction, AccountId, LoginSessionId, datetime], Awaitable[None]]:
    async def depart(
        transaction: Transaction, account: AccountId, login_session: LoginSessionId, now: datetime
    ) -> None:
        await LiveRooms(transaction, limits, kick).sign_out(account, login_session, now)

    return depart


def _seeing_off(
    limits: Limits, kick: Callable[[RoomId], None]
) -> Callable[[Transaction, AccountId, AccountId, datetime], Awaitable[None]]:
    async def see_off(
        transaction: Transaction, blocker: AccountId, blocked: AccountId, now: datetime
    ) -> None:
        await LiveRooms(transaction, limits, kick).see_off(blocker, blocked, now)

    return see_off


@asynccontextmanager
async def _beside(work: Awaitable[None]) -> AsyncIterator[None]:
    """Run endless work beside the block."""
    task = asyncio.ensure_future(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
