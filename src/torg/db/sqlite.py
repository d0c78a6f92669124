"""SQLite as we use it: one writer at a time, and a commit that is on disk."""

import asyncio
from collections.abc import Mapping
from threading import Thread
from typing import Any, Final

import aiosqlite
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

READS: Final = "torg_reads"
"""The option of a connection that takes no lock, since it only reads."""


def sqlite_engine(url: URL, options: Mapping[str, Any]) -> AsyncEngine:
    """Make the engine of one file."""
    engine = create_async_engine(url, connect_args={"async_creator_fn": _open}, **options)
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


async def _open(*file: Any, **options: Any) -> aiosqlite.Connection:  # noqa: ANN401 - the driver's
    """Open a connection; where that fails, not without the end of the thread it began.

    The thread would tell a loop that may be closed by then.
    """
    connection = aiosqlite.connect(*file, **options)
    thread: Thread = connection._thread  # noqa: SLF001 - as SQLAlchemy does
    thread.daemon = True
    try:
        return await connection
    except BaseException:
        await asyncio.to_thread(thread.join)
        raise


def _prepare(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    """Set what SQLite forgets between connections."""
    del record
    # The driver must not open transactions by itself: BEGIN IMMEDIATE is ours.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "fullfsync=ON",
        "busy_timeout=5000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    """Take the write lock at once, so that two writers queue instead of one failing late."""
    reads = connection.get_execution_options().get(READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
