"""Brings the tables up to date as an instance with members wants it: with a backup before."""

import asyncio
from datetime import datetime

import structlog
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select, table

from torg.config import Settings
from torg.console.backup import back_up, sealed_keys
from torg.console.desk import place_of_backup
from torg.console.space import require_space
from torg.console.terminal import passphrase_for
from torg.db.session import Database
from torg.kit.clock import SystemClock
from torg.leaving.backups import newest_in
from torg.migrations.upgrade import alembic_config, upgrade

log = structlog.get_logger()


class Upgrading:
    """Makes sure that all tables are there; what members have is safe before one changes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def __call__(self, database: Database) -> None:
        """Walk up all steps that are missing. Raises Refused when there is no room for a backup."""
        if not self._settings.demo:
            async with database.engine.connect() as connection:
                wants_backup = await connection.run_sync(_wants_backup)
            if wants_backup:
                await self._back_up(database, SystemClock().now())
        await upgrade(database)

    async def _back_up(self, database: Database, now: datetime) -> None:
        folder = self._settings.data_dir
        place = place_of_backup(folder, now)
        require_space(place.parent, newest_in(folder))
        sealing = self._settings.backup_passphrase_file
        # Nobody is asked at a start: it may be a machine's.
        passphrase = None if sealing is None else passphrase_for(sealing, "", twice=False)
        keys = await asyncio.to_thread(sealed_keys, folder, passphrase)
        await back_up(database, place, keys, now, lambda *_: None)
        log.warning("the tables change; what was is in a backup", where=str(place))


def _wants_backup(connection: Connection) -> bool:
    """Say whether an older version of ours left members in this database."""
    script = ScriptDirectory.from_config(alembic_config(connection))
    found = MigrationContext.configure(connection).get_current_revision()
    older = {each.revision for each in script.walk_revisions()} - {script.get_current_head()}
    if found not in older or not inspect(connection).has_table("accounts"):
        return False
    count = select(func.count()).select_from(table("accounts"))
    return connection.execute(count).scalar_one() > 0
