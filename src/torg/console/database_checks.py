"""Looks at the database: whether it opens, is whole, and of which revision."""

from collections.abc import AsyncIterator
from typing import Final

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from torg.config import Settings
from torg.console.findings import Finding, ok, warning, wrong
from torg.db.opening import usable
from torg.db.session import Database
from torg.kit.starting import CannotStart
from torg.migrations.upgrade import alembic_config

MEGA: Final = 1_000_000


async def database(settings: Settings) -> AsyncIterator[Finding]:
    """Open the database and look, without changing anything."""
    file = settings.sqlite_file
    if settings.database_url is None and not file.exists():
        yield ok("database", f"{file} is made at the first start")
        return
    try:
        with usable(settings.sqlalchemy_url):
            opened = Database(settings.sqlalchemy_url, lambda topic, frame: None)  # noqa: ARG005
            try:
                async with opened.reading() as transaction:
                    connection = await transaction.session.connection()
                    yield await connection.run_sync(_revision)
                    yield await connection.run_sync(_size)
                    if connection.dialect.name == "sqlite":
                        yield await connection.run_sync(_integrity)
            finally:
                await opened.close()
    except CannotStart as refusal:
        yield wrong("database", str(refusal), "")


def _revision(connection: Connection) -> Finding:
    script = ScriptDirectory.from_config(alembic_config(connection))
    found = MigrationContext.configure(connection).get_current_revision()
    if found == script.get_current_head():
        return ok("database", f"{connection.dialect.name}, up to date")
    if found is None and not inspect(connection).get_table_names():
        return ok("database", f"{connection.dialect.name}, empty; filled at the first start")
    if found is not None and found in {each.revision for each in script.walk_revisions()}:
        return warning(
            "database",
            "it was made by an older version",
            "Make a backup; the next start brings it up to date.",
        )
    return wrong(
        "database",
        "it was made by a newer version of Torg, or is not Torg's",
        "Start that version, or set another TORG_DATABASE_URL.",
    )


def _size(connection: Connection) -> Finding:
    if connection.dialect.name == "sqlite":
        pages, size = (
            connection.execute(text(f"PRAGMA {each}")).scalar_one()
            for each in ("page_count", "page_size")
        )
        used = pages * size
    else:
        query = text("SELECT pg_database_size(current_database())")
        used = connection.execute(query).scalar_one()
    return ok("database", f"{used / MEGA:,.1f} MB")


def _integrity(connection: Connection) -> Finding:
    said = connection.execute(text("PRAGMA integrity_check(1)")).scalar_one()
    keys = connection.execute(text("PRAGMA foreign_key_check")).first()
    if said == "ok" and keys is None:
        return ok("database", "whole: every page and every reference is right")
    return wrong(
        "database", "it is damaged", "Stop Torg, keep this folder, and restore the last backup."
    )
