"""One moment of a database, read while others go on writing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from torg.db.session import Database
from torg.db.sqlite import READS


@asynccontextmanager
async def snapshot(database: Database) -> AsyncIterator[AsyncConnection]:
    """Give a connection that sees the last commit before its first question, and nothing later."""
    if database.engine.dialect.name == "sqlite":
        options: dict[str, object] = {READS: True}
    else:
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    async with database.engine.execution_options(**options).connect() as connection:
        if database.engine.dialect.name == "postgresql":
            # A large table takes longer than any command may.
            for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
                await connection.execute(text(f"SET LOCAL {limit} = 0"))
        yield connection
