"""`torg backup`: writes one moment of the whole instance into one file, while it goes on."""

import asyncio
import os
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Final

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Table, inspect
from sqlalchemy.ext.asyncio import AsyncConnection

from torg.console.archive import FORMAT, Archive, ArchiveDamaged, Manifest, Writing
from torg.console.refused import Refused
from torg.console.sealing import sealed
from torg.console.snapshot import snapshot
from torg.console.tables import dump_rows, kinds_of, table_of
from torg.db.session import Database
from torg.migrations.tables import METADATA

KEYS: Final = "*.key"
"""What is sealed: the keys of the data folder."""

Progress = Callable[[str, int, int], None]
"""Is told of each table: its name, which one it is, of how many."""


async def back_up(
    database: Database,
    file: Path,
    keys: bytes | None,
    now: datetime,
    progress: Progress,
) -> Manifest:
    """Write a backup, and read it once more before it gets its name. Raises Refused."""
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        async with snapshot(database) as connection:
            with _new_file(unfinished) as opened:
                manifest = await _write(connection, Writing(opened), keys, now, progress)
                await asyncio.to_thread(os.fsync, opened.fileno())
        await prove(unfinished)
        _give_name(unfinished, file)
    except OSError as fault:
        raise Refused(f"{file}: the backup cannot be written ({fault.strerror}).") from fault
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


async def prove(file: Path) -> None:
    """Read every line of a backup. Raises Refused when one is not what it was."""
    try:
        archive = Archive(file)
        for name in archive.manifest.tables:
            async for _ in archive.rows(name):
                pass
        archive.close()
    except ArchiveDamaged as damage:
        raise Refused(f"{damage} The disk may be failing.") from damage


def sealed_keys(data_dir: Path, passphrase: str | None) -> bytes | None:
    """Seal the keys of the data folder; None without a passphrase."""
    if passphrase is None:
        return None
    return sealed({key.name: key.read_bytes() for key in data_dir.glob(KEYS)}, passphrase)


async def _write(
    connection: AsyncConnection,
    writing: Writing,
    keys: bytes | None,
    now: datetime,
    progress: Progress,
) -> Manifest:
    # Its first questions: from here on the connection sees this moment.
    revision = await connection.run_sync(_revision)
    tables = await connection.run_sync(_tables)
    found = {}
    for number, table in enumerate(tables, 1):
        progress(table.name, number, len(tables))
        rows = dump_rows(connection, table)
        found[table.name] = await writing.table(table.name, kinds_of(table), rows)
    manifest = Manifest(
        format=FORMAT, made_at=now, version=version("torg"), revision=revision, tables=found
    )
    writing.close(manifest, keys)
    return manifest


def _revision(connection: Connection) -> str:
    found = MigrationContext.configure(connection).get_current_revision()
    if found is None:
        raise Refused(
            "This database is not Torg's, or was never started. There is nothing to keep."
        )
    return found


def _tables(connection: Connection) -> list[Table]:
    """Give the tables as this database has them: a backup before an upgrade knows less than we."""
    known = inspect(connection)
    there = set(known.get_table_names())
    tables = []
    for table in METADATA.sorted_tables:
        if table.name in there:
            columns = {column["name"] for column in known.get_columns(table.name)}
            kinds = {name: kind for name, kind in kinds_of(table).items() if name in columns}
            tables.append(table_of(table.name, kinds))
    return tables


def _new_file(path: Path) -> IO[bytes]:
    """Open a file for this user only; what an earlier, broken run left is replaced."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def _give_name(unfinished: Path, file: Path) -> None:
    unfinished.rename(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
