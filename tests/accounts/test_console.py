"""`torg recover`, as an operator types it."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.support.clock import NOON

from torg.accounts.account import InstanceRole
from torg.accounts.models import RecoveryLinkRow
from torg.accounts.repository import Accounts, NewAccount
from torg.config import Settings
from torg.db.session import Database
from torg.kit.fresh import fingerprint_of
from torg.migrations.upgrade import upgrade


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """The database of an instance whose owner is ana; it is open, as beside a gateway."""
    settings = Settings.model_validate({"data_dir": tmp_path})
    database = Database(settings.sqlalchemy_url, lambda *_: None)
    await upgrade(database)
    ana = NewAccount("ana", "Ana", ("en",), InstanceRole.OWNER)
    async with database.transaction() as transaction:
        await Accounts(transaction).add(ana, NOON)
    yield database
    await database.close()


async def recover(handle: str, data_dir: Path, *options: str) -> tuple[int | None, str, str]:
    async with asyncio.timeout(50):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "torg", "recover", handle),
            *("--data-dir", str(data_dir), *options),
            env={**os.environ, "NO_COLOR": "1"},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def test_the_console_prints_a_link_for_a_member(tmp_path: Path, database: Database) -> None:
    code, out, err = await recover("@Ana", tmp_path, "--port", "8123")
    (link,) = (word for word in out.split() if "#" in word)
    address, _, token = link.partition("#")
    async with database.reading() as transaction:
        row = await transaction.session.scalar(select(RecoveryLinkRow))

    assert (code, err) == (0, "")
    assert address == "http://localhost:8123/recover"
    assert row is not None
    assert row.token_hash == fingerprint_of(token)
    assert row.used_at is None


async def test_for_a_handle_nobody_has_there_is_none(tmp_path: Path, database: Database) -> None:
    code, out, err = await recover("nobody", tmp_path)
    async with database.reading() as transaction:
        row = await transaction.session.scalar(select(RecoveryLinkRow))

    assert (code, out, row) == (2, "", None)
    assert err.startswith("torg: nobody: ")


async def test_where_there_is_no_database_none_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    code, _, err = await recover("ana", folder)
    made = await asyncio.to_thread(folder.exists)

    assert code == 1
    assert "there is no database" in err
    assert "Traceback" not in err
    assert not made
