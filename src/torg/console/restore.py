"""`torg restore`: fills an empty database from a backup, and lets nothing that had died revive."""

import re
from collections.abc import Collection, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from torg.console.archive import Archive, ArchiveDamaged, Manifest, damaged
from torg.console.backup import Progress
from torg.console.odd_rows import odd_rows_as
from torg.console.refused import Refused
from torg.console.reviving import erase_again, let_nothing_revive
from torg.console.sealing import NotOpened, opened
from torg.console.tables import checksum, count_on, load_rows, table_of
from torg.db.session import Database
from torg.migrations.tables import METADATA
from torg.migrations.upgrade import alembic_config

KEY_NAME: Final = re.compile(r"[^/\0]{1,60}\.key")
HEAD: Final = "head"
UNFIT: Final = "the backup is damaged: what is in it does not fit together."
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
            await connection.run_sync(_fits, archive.manifest)
            rows = await _load(connection, archive, progress)
            if connection.dialect.name == "postgresql":
                # What was read row by row counts as in use until then, and no step may change it.
                await connection.execute(text("CLOSE ALL"))
            with odd_rows_as(ArchiveDamaged(UNFIT)):
                await connection.run_sync(_walked_to, HEAD)
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
            "The passphrase does not open the keys of this backup, or they are damaged. Nothing"
            " was restored; with an empty passphrase all comes back but the keys."
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
    known = {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}
    if revision not in {*known, HEAD}:
        raise Refused(
            "This backup was made by a newer version of Torg. Restore it with that version."
        )
    command.upgrade(config, revision)


def _fits(connection: Connection, manifest: Manifest) -> None:
    """See that the backup has no tables and columns but those of its revision."""
    there = inspect(connection)
    names = set(there.get_table_names()) - {REVISION_TABLE}
    for name, facts in manifest.tables.items():
        if name not in names:
            raise ArchiveDamaged(UNFIT)
        if not facts.columns.keys() <= {each["name"] for each in there.get_columns(name)}:
            raise damaged(name)


async def _load(
    connection: AsyncConnection, archive: Archive, progress: Progress
) -> Mapping[str, int]:
    """Write every table, and read it back to compare."""
    tables = archive.manifest.tables
    rows: dict[str, int] = {}
    for number, (name, facts) in enumerate(tables.items(), 1):
        progress(name, number, len(tables))
        table = table_of(name, facts.columns)
        with odd_rows_as(damaged(name)):
            async with aclosing(archive.rows(name)) as lines:
                await load_rows(connection, table, lines)
            found = await checksum(connection, table)
        if (found.count, found.text()) != (facts.rows, facts.sum):
            raise Refused(f"The table {name} does not come back as it was. Nothing was restored.")
        rows[name] = found.count
    return rows
