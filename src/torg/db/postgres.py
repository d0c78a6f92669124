"""PostgreSQL as we use it: bounded waits, and a commit that is on disk whatever its server says."""

from collections.abc import Mapping
from typing import Any, Final

import asyncpg  # type: ignore[import-untyped]  # it ships no types
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from torg.db.address import driver_address
from torg.db.faults import busy

CONNECTED_WITHIN_S: Final = 3.0
ANSWERED_WITHIN_S: Final = 15.0
"""A server that says nothing for so long is taken for lost, as behind a cut cable."""

EVERY_CONNECTION: Final = {
    "application_name": "torg",
    "default_transaction_isolation": "read committed",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "lock_timeout": "5s",
    "statement_timeout": "10s",
    # A transaction whose gateway is lost would otherwise keep its locks.
    "idle_in_transaction_session_timeout": "30s",
    # Ours are short statements: compiling one costs more than it saves.
    "jit": "off",
}
"""What each connection sets for itself (PostgreSQL's manual, chapter 20)."""


def postgres_engine(url: URL, options: Mapping[str, Any]) -> AsyncEngine:
    """Make the engine; a connection that died while idle is replaced without anybody noticing."""
    address = driver_address(url)

    async def connect() -> asyncpg.Connection:
        try:
            return await asyncpg.connect(
                address,
                timeout=CONNECTED_WITHIN_S,
                command_timeout=ANSWERED_WITHIN_S,
                server_settings=EVERY_CONNECTION,
            )
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as fault:
            raise busy() from fault

    return create_async_engine(url, async_creator=connect, pool_pre_ping=True, **options)
