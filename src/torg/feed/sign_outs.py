"""Cuts the feeds of login sessions that are over, whether or not anybody published it."""

from torg.db.session import Database
from torg.feed.hub import Hub
from torg.feed.repository import ended_among
from torg.kit.clock import Clock


async def cut_the_signed_out(hub: Hub, database: Database, clock: Clock) -> None:
    """Look once; the application calls this every 500 ms."""
    login_sessions = hub.login_sessions()
    if login_sessions:
        async with database.reading() as transaction:
            hub.cut(await ended_among(transaction, login_sessions, clock.now()))
