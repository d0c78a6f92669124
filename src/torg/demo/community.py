"""The demo community beside a gateway: it begins when the gateway is ready and ends with it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Final

import aiohttp
import structlog
from fastapi import FastAPI
from livekit import rtc

from torg.config import Settings
from torg.db.session import Database
from torg.demo.evening import Over, end_old_rooms, evening
from torg.demo.member import Member, Refused
from torg.demo.script import SARA, TITLE, Character
from torg.demo.settling import invitation_link, settle
from torg.kit.clock import Clock
from torg.kit.fresh import new_uuid
from torg.kit.ids import RoomId
from torg.rooms.room import NewRoom, RoomType
from torg.rooms.service import LiveRooms

LOOK_EVERY_S: Final = 0.5

log = structlog.get_logger()


def demo_settings(settings: Settings) -> Settings:
    """Give the settings with a data folder of the demo's own."""
    changed = {"demo": True, "data_dir": settings.data_dir / "demo"}
    return settings.model_copy(update=changed)


@asynccontextmanager
async def community(app: FastAPI) -> AsyncIterator[str]:
    """Let the community live as long as the block; give the words to print."""
    settings: Settings = app.state.settings
    database: Database = app.state.database
    clock: Clock = app.state.clock
    signed_in = await settle(database, app.state.instance_key, clock.now())
    async with database.transaction() as transaction:
        link = await invitation_link(transaction, settings, clock.now())
    async with aiohttp.ClientSession() as http:
        members = {
            who: Member(account, secret, settings, http)
            for who, (account, secret) in signed_in.items()
        }
        living = asyncio.create_task(_evenings(app, members))
        try:
            yield words(link)
        finally:
            living.cancel()
            with suppress(asyncio.CancelledError):
                await living


def words(link: str) -> str:
    """Say what there is to open, and that it is a demo."""
    return (
        "\n  This is the demo: a live room with two recorded voices is open in the hallway."
        "\n  Its data stand apart, and its members are marked (demo)."
        "\n\n  For a second person, open this invitation in another browser:"
        f"\n\n      {link}\n"
    )


async def _evenings(app: FastAPI, members: Mapping[Character, Member]) -> None:
    """Have one evening after the other; what ends one is no reason to end them all."""
    while True:
        if app.state.media_state() == "ok":
            try:
                await end_old_rooms(members[SARA])
                await evening(members, await _open_room(app, members[SARA]))
            except* (Over, Refused, rtc.ConnectError, aiohttp.ClientError) as ends:
                log.warning("the demo room begins anew", error=type(ends.exceptions[0]).__name__)
        await asyncio.sleep(LOOK_EVERY_S)


async def _open_room(app: FastAPI, sara: Member) -> str:
    """Open the room in this process: no client may mark a room as a demo."""
    state = app.state
    new = NewRoom(title=TITLE, languages=("en",), type=RoomType.OPEN, demo=True)
    room = RoomId(new_uuid())
    async with state.database.transaction() as transaction:
        rooms = LiveRooms(transaction, state.stage_limits, state.reconciler.kick)
        await rooms.open(room, new, sara.account.id, state.clock.now())
    return str(room)
