"""`torg restore`: fills an empty database from a backup, and lets nothing that had died revive."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from alembic import command
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, MetaData, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from torg.console.archive import Archive, ArchiveDamaged, damaged
from torg.console.backup import Progress
from torg.console.refused import Refused
from torg.console.reviving import erase_again, let_nothing_revive
from torg.console.sealing import NotOpened, opened
from torg.console.tables import checksum, count_on, load_rows, table_of
from torg.db.session import Database
from torg.migrations.tables import METADATA
from torg.migrations.upgrade import alembic_config

KEY_NAME: Final = re.compile(r"[^/]+\.key")
REVISION_TABLE: Final = "alembic_version"
WHO_IS_THERE: Final = "accounts"
"""A database without members is empty, whatever a first start has put there."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it."""

    rows: Mapping[str, int]
    """By table, as counted in the database."""
    erased_again: int


async def restore(
    database: Database,
    archive: Archive,
    deleted: Collection[UUID],
    now: datetime,
    progress: Progress,
) -> Restored:
    """Restore a backup in one transaction: the whole of it, or nothing. Raises Refused."""
    try:
        async with database.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
                    await connection.execute(text(f"SET LOCAL {limit} = 0"))
            await connection.run_sync(_cleared)
            await connection.run_sync(_walked_to, archive.manifest.revision)
            rows = await _load(connection, archive, progress)
            if connection.dialect.name == "postgresql":
                # What was read row by row counts as in use until then, and no step may change it.
                await connection.execute(text("CLOSE ALL"))
            await connection.run_sync(_walked_to, "head")
            for table in METADATA.sorted_tables:
                await count_on(connection, table)
            await let_nothing_revive(connection, now)
            again = await erase_again(connection, deleted, now)
    except ArchiveDamaged as damage:
        raise Refused(f"{damage} Nothing was restored; try an older backup.") from damage
    return Restored(rows, again)


def keys_of(seal: bytes, passphrase: str) -> Mapping[str, bytes]:
    """Open the keys of a backup. Raises Refused."""
    try:
        keys = opened(seal, passphrase)
    except NotOpened as refusal:
        raise Refused(
            "The passphrase does not open the keys of this backup. Nothing was restored."
        ) from refusal
    # Somebody else may have made this file: it must not write over anything but keys.
    if strange := next((name for name in keys if KEY_NAME.fullmatch(name) is None), None):
        raise Refused(f"{strange!r} in this backup is no key. Nothing was restored.")
    return keys


def put_keys_back(data_dir: Path, keys: Mapping[str, bytes]) -> None:
    """Put keys into the data folder; one that differs is kept as `<name>.before`."""
    for name, content in keys.items():
        path = data_dir / Path(name).name
        if path.exists() and path.read_bytes() != content:
            path.rename(path.with_name(f"{path.name}.before"))
        if not path.exists():
            path.touch(mode=0o600)
            path.write_bytes(content)


def _cleared(connection: Connection) -> None:
    """Take away what a first start has made. Raises Refused where there is more than that."""
    found = MetaData()
    found.reflect(connection)
    if not found.tables.keys() <= {*METADATA.tables, REVISION_TABLE}:
        raise Refused(
            "This database holds tables that are not Torg's. Give Torg one of its own:"
            " TORG_DATABASE_URL."
        )
    accounts = found.tables.get(WHO_IS_THERE)
    if accounts is not None and connection.execute(select(accounts.c.id).limit(1)).first():
        raise Refused(
            "This database has members already. A backup is restored into an empty one:"
            " choose another with --data-dir or TORG_DATABASE_URL."
        )
    found.drop_all(connection)


def _walked_to(connection: Connection, revision: str) -> None:
    """Make the tables as a revision knew them. Raises Refused for one that is not known."""
    config = alembic_config(connection)
    try:
        ScriptDirectory.from_config(config).get_revision(revision)
    except CommandError as fault:
        raise Refused(
            "This backup was made by a newer version of Torg. Restore it with that version."
        ) from fault
    command.upgrade(config, revision)


async def _load(
    connection: AsyncConnection, archive: Archive, progress: Progress
) -> Mapping[str, int]:
    """Write every table, and read it back to compare."""
    tables = archive.manifest.tables
    rows: dict[str, int] = {}
    for number, (name, facts) in enumerate(tables.items(), 1):
        progress(name, number, len(tables))
        table = table_of(name, facts.columns)
        try:
            await load_rows(connection, table, archive.rows(name))
        except (KeyError, TypeError, ValueError, IntegrityError) as fault:
            raise damaged(name) from fault
        found = await checksum(connection, table)
        if (found.count, found.text()) != (facts.rows, facts.sum):
            raise Refused(f"The table {name} does not come back as it was. Nothing was restored.")
        rows[name] = found.count
    return rows
