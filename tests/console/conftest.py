"""A house with people and rooms on a database that was walked up, as `torg serve` does it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.support.databases import DATABASES

from torg.db.session import Database
from torg.migrations.upgrade import upgrade


@pytest.fixture
async def empty(tmp_path: Path) -> AsyncIterator[Database]:
    """A database without tables, to restore into."""
    folder = tmp_path / "empty"
    folder.mkdir()
    async with DATABASES.empty(folder) as url:
        database = Database(url, lambda *_: None)
        yield database
        await database.close()


@pytest.fixture
async def walked(tmp_path: Path) -> AsyncIterator[Database]:
    """A database with all tables, as a first start leaves it."""
    async with DATABASES.empty(tmp_path) as url:
        database = Database(url, lambda *_: None)
        await upgrade(database)
        yield database
        await database.close()
