"""`torg migrate-to` at the terminal: what is moved, what was compared, what to change now."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from torg.config import Settings
from torg.console.desk import database_of, require_database
from torg.console.migrate import Moved, move
from torg.console.refused import Refused
from torg.console.terminal import WIDTH, progress, say
from torg.db.address import POSTGRES, engine_url
from torg.db.opening import usable
from torg.db.session import Database
from torg.kit.alone import alone_in

SUM_SHOWN = 12
"""Digits of a table's sum that are shown: enough to compare two of them by eye."""


def migrate_command(settings: Settings, address: str) -> None:
    """Move the instance of the data folder. Raises Refused, CannotStart."""
    if settings.database_url is not None:
        raise Refused(
            "TORG_DATABASE_URL is set, so this instance is not on SQLite. Unset it to move the"
            f" database in {settings.data_dir}."
        )
    require_database(settings)
    with usable(address):
        backend = engine_url(address).get_backend_name()
    if backend != POSTGRES:
        raise Refused("An instance moves to PostgreSQL only: postgresql://USER:PASSWORD@HOST/NAME.")

    async def run() -> Moved:
        async with database_of(settings) as source, _opened(address) as target:
            return await move(source, target, progress)

    with alone_in(settings.data_dir):
        moved = asyncio.run(run())
    _tell(moved)
    say("\n  Now set TORG_DATABASE_URL to that address, and start Torg.")
    say(f"  {settings.sqlite_file} was left as it was. It holds everything too: once you are sure,")
    say("  erase it together with the -wal and -shm beside it.")
    say("  The keys stay in the data folder; keep it.")


@asynccontextmanager
async def _opened(address: str) -> AsyncIterator[Database]:
    """Open the database to move to. Raises CannotStart."""
    database = Database(address, lambda topic, frame: None)  # noqa: ARG005 - nobody listens yet
    try:
        with usable(address):
            yield database
    finally:
        await database.close()


def _tell(moved: Moved) -> None:
    """Show each table that has rows."""
    say(f"\n  {'':{WIDTH}}{'rows':>12}  sum on both sides")
    for name, found in moved.tables.items():
        if found.count:
            say(f"  {name:{WIDTH}}{found.count:>12,}  {found.text()[:SUM_SHOWN]}")
    say(f"\n  {moved.rows:,} rows of {len(moved.tables)} tables were moved and compared.")
