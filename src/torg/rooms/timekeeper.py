"""The loop that lets time pass in rooms and on feeds, twice a second."""

import asyncio
from typing import Final

import structlog

from torg.db.session import Database
from torg.feed.hub import Hub
from torg.kit.clock import Clock
from torg.rooms.overdue import Overdue
from torg.rooms.upkeep import Upkeep

EVERY_S: Final = 0.5

log = structlog.get_logger()


async def keep_time(upkeep: Upkeep, hub: Hub, database: Database, clock: Clock) -> None:
    """Run until cancelled; the first round in a row that fails is told, and all are tried again."""
    fails = False
    while True:
        try:
            await cut_the_signed_out(hub, database, clock)
            await upkeep.tick(clock.now())
            fails = False
        except Exception:
            if not fails:
                log.exception("rooms and feeds do not notice that time passes")
            fails = True
        await asyncio.sleep(EVERY_S)


async def cut_the_signed_out(hub: Hub, database: Database, clock: Clock) -> None:
    """End the feeds of login sessions that are over, whether or not anybody published it."""
    login_sessions = hub.login_sessions()
    if login_sessions:
        async with database.reading() as transaction:
            hub.cut(await Overdue(transaction).over_among(login_sessions, clock.now()))
