"""The tables made step by step are the tables the models speak of."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from tests.support.databases import DATABASES

from torg.db.session import Database
from torg.migrations.tables import METADATA
from torg.migrations.upgrade import alembic_config, upgrade


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with DATABASES.empty(tmp_path) as url:
        fresh = Database(url, lambda *_: None)
        yield fresh
        await fresh.close()


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, METADATA))


async def test_the_newest_revision_has_exactly_the_tables_of_the_models(
    database: Database,
) -> None:
    await upgrade(database)
    async with database.engine.connect() as connection:
        found = await connection.run_sync(differences)

    assert found == []


async def test_an_upgrade_may_be_repeated(database: Database) -> None:
    await upgrade(database)
    await upgrade(database)
    async with database.engine.connect() as connection:
        tables = await connection.run_sync(lambda sync: set(inspect(sync).get_table_names()))

    assert tables == set(METADATA.tables) | {"alembic_version"}


async def test_the_revisions_are_one_line(database: Database) -> None:
    async with database.engine.connect() as connection:
        heads = await connection.run_sync(
            lambda sync: ScriptDirectory.from_config(alembic_config(sync)).get_heads()
        )

    assert len(heads) == 1
