"""Moves an instance from SQLite to an empty PostgreSQL database, and compares every row."""

from collections.abc import Mapping
from dataclasses import dataclass

from alembic import command
from alembic.util import CommandError
from sqlalchemy import Table, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from torg.console.backup import Progress
from torg.console.refused import Refused
from torg.console.tables import Checksum, checksum, count_on, dump_rows, load_rows
from torg.db.session import Database
from torg.migrations.tables import METADATA
from torg.migrations.upgrade import alembic_config


@dataclass(frozen=True, slots=True)
class Moved:
    """What was found of each table, the same on both sides."""

    tables: Mapping[str, Checksum]

    @property
    def rows(self) -> int:
        """Count all rows."""
        return sum(found.count for found in self.tables.values())


async def move(source: Database, target: Database, progress: Progress) -> Moved:
    """Copy all rows in one transaction on each side: the whole of it, or nothing. Raises Refused.

    The source is locked meanwhile and left as it was.
    """
    async with source.engine.connect() as old, target.engine.begin() as new:
        # The first question takes the write lock: nobody adds what would not come along.
        await _brought_up_to_date(old)
        await _is_empty(new)
        for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
            await new.execute(text(f"SET LOCAL {limit} = 0"))
        await new.run_sync(lambda sync: command.upgrade(alembic_config(sync), "head"))
        tables = METADATA.sorted_tables
        found: dict[str, Checksum] = {}
        for number, table in enumerate(tables, 1):
            progress(table.name, number, len(tables))
            found[table.name] = await _copied(old, new, table)
        for table in tables:
            await count_on(new, table)
        await old.rollback()
    return Moved(found)


async def _copied(old: AsyncConnection, new: AsyncConnection, table: Table) -> Checksum:
    """Copy a table and read both sides anew. Raises Refused where they differ."""
    await load_rows(new, table, dump_rows(old, table))
    before, after = await checksum(old, table), await checksum(new, table)
    if before != after:
        raise Refused(
            f"The table {table.name} does not arrive as it was ({before.count} rows here,"
            f" {after.count} there). Nothing was moved."
        )
    return before


async def _brought_up_to_date(old: AsyncConnection) -> None:
    """Give an older database today's tables, until the rollback."""
    if not await old.run_sync(lambda sync: inspect(sync).has_table("accounts")):
        raise Refused(
            "This database is not Torg's, or was never started. There is nothing to move."
        )
    try:
        await old.run_sync(lambda sync: command.upgrade(alembic_config(sync), "head"))
    except CommandError as fault:
        raise Refused(
            "This database was made by a newer version of Torg. Move it with that version."
        ) from fault


async def _is_empty(new: AsyncConnection) -> None:
    if await new.run_sync(lambda sync: inspect(sync).get_table_names()):
        raise Refused(
            "The database to move to is not empty. Make a new one (CREATE DATABASE torg OWNER torg)"
            " and name that."
        )
