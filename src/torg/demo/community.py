"""The demo community beside a gateway: it begins when the gateway is ready and ends with it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Final

import aiohttp
import structlog
from fastapi import FastAPI
from livekit import rtc

from torg.config import Settings
from torg.db.session import Database
from torg.demo.characters import ELIN, MISHA, SARA, WELCOMING, Character
from torg.demo.evening import Over, end_old_rooms, evening
from torg.demo.member import Member, Refused
from torg.demo.newcomers import newcomers, welcome
from torg.demo.script import TITLE
from torg.demo.settling import invitation_link, settle
from torg.demo.sitting import CIRCLE, TABLE, sit
from torg.kit.clock import Clock
from torg.kit.fresh import new_uuid
from torg.kit.ids import RoomId
from torg.rooms.room import NewRoom, RoomType
from torg.rooms.service import LiveRooms

LOOK_EVERY_S: Final = 0.5

STAGE: Final = NewRoom(title=TITLE, languages=("en",), type=RoomType.OPEN, demo=True)
"""Sara's."""

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
        living = asyncio.create_task(_live(app, members))
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


async def _live(app: FastAPI, members: Mapping[Character, Member]) -> None:
    database: Database = app.state.database

    async def play(room: str) -> None:
        await evening(members, room)

    async def keep_the_table(room: str) -> None:
        await sit(members[ELIN], room)

    async def keep_the_circle(room: str) -> None:
        await sit(members[MISHA], room, newcomers(database))

    async with asyncio.TaskGroup() as group:
        group.create_task(_again(app, members[SARA], STAGE, play))
        group.create_task(_again(app, members[ELIN], TABLE, keep_the_table))
        group.create_task(_again(app, members[MISHA], CIRCLE, keep_the_circle))
        group.create_task(_welcome_all(app, tuple(members[who] for who in WELCOMING)))


async def _again(
    app: FastAPI, host: Member, new: NewRoom, spend: Callable[[str], Awaitable[None]]
) -> None:
    """Have one room after the other; what ends one is no reason to end them all."""
    while True:
        if app.state.media_state() == "ok":
            try:
                await end_old_rooms(host)
                await spend(await _open_room(app, host, new))
            except* (Over, Refused, rtc.ConnectError, aiohttp.ClientError) as ends:
                log.warning("a demo room begins anew", error=type(ends.exceptions[0]).__name__)
        await asyncio.sleep(LOOK_EVERY_S)


async def _open_room(app: FastAPI, host: Member, new: NewRoom) -> str:
    """Open the room in this process: no client may mark a room as a demo."""
    state = app.state
    room = RoomId(new_uuid())
    async with state.database.transaction() as transaction:
        rooms = LiveRooms(transaction, state.stage_limits, state.reconciler.kick)
        await rooms.open(room, new, host.account.id, state.clock.now())
    return str(room)


async def _welcome_all(app: FastAPI, hosts: tuple[Member, ...]) -> None:
    accounts = tuple(host.account for host in hosts)
    async for handle in newcomers(app.state.database):
        async with app.state.database.transaction() as transaction:
            await welcome(transaction, accounts, handle, app.state.clock.now())
