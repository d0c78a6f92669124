"""Writes a new migration from the difference between the models and the newest revision.

Usage: python tools/revision.py "What changes"; then read what was written, and mend it.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from alembic import command

from torg.db.session import Database
from torg.migrations.upgrade import alembic_config, upgrade


async def write(message: str) -> None:
    """Make an empty database, bring it up to date, and write what is missing."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'empty.sqlite3'}"
        database = Database(url, lambda topic, frame: None)  # noqa: ARG005 - nobody is told
        await upgrade(database)
        async with database.engine.connect() as connection:
            await connection.run_sync(
                lambda sync: command.revision(
                    alembic_config(sync), message=message, autogenerate=True
                )
            )
        await database.close()


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1]))
