"""Whether the database answers."""

import asyncio
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from torg.db.session import Database
from torg.errors import DatabaseBusy, DiskFull

WITHIN_S: Final = 1.0


async def database_answers(database: Database) -> bool:
    """Ask the database for nothing, and say whether it gave that in time."""
    try:
        async with asyncio.timeout(WITHIN_S), database.reading() as transaction:
            await transaction.session.execute(text("SELECT 1"))
    except (SQLAlchemyError, DatabaseBusy, DiskFull, OSError, TimeoutError):
        return False
    return True
