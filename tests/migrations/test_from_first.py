"""An instance of the first revision comes up to date with its members still signed in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Uuid, bindparam, insert, text
from tests.support.clock import NOON
from tests.support.databases import DATABASES

from torg.accounts.models import AccountRow, LoginSessionRow
from torg.accounts.repository import LoginSessions
from torg.accounts.rules import ABSOLUTE
from torg.config import Settings
from torg.console.archive import Archive
from torg.console.upgrading import Upgrading
from torg.db.session import Database
from torg.kit.fresh import fingerprint_of, new_uuid
from torg.leaving.backups import ENDING
from torg.migrations.upgrade import alembic_config, upgrade

FIRST = "155811468001"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with DATABASES.empty(tmp_path) as url, as_it_was(url) as old:
        yield old


@asynccontextmanager
async def as_it_was(url: str) -> AsyncIterator[Database]:
    """Make the tables of the first revision, and a member who is signed in."""
    old = Database(url, lambda *_: None)
    async with old.engine.begin() as connection:
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), FIRST))
        bob, session = new_uuid(), new_uuid()
        await connection.execute(
            insert(AccountRow).values(
                id=bob, handle="bob", name="Bob", languages=["en"], role="member", created_at=NOON
            )
        )
        await connection.execute(
            insert(LoginSessionRow).values(
                id=session,
                account_id=bob,
                secret_hash=fingerprint_of("secret"),
                created_at=NOON,
                last_seen_at=NOON,
                expires_at=NOON + ABSOLUTE,
            )
        )
    yield old
    await old.close()


async def test_whoever_was_signed_in_stays_so(database: Database) -> None:
    await upgrade(database)
    async with database.reading() as transaction:
        sessions = LoginSessions(transaction)
        found = await sessions.bearer_of("secret", NOON)
        assert found is not None
        account, _ = found
        proved_at = await sessions.proved_at(account.login_session)
        (known,) = await sessions.live_of(account.id, NOON)

    assert account.handle == "bob"
    assert proved_at == NOON
    assert known.browser is None


async def test_the_version_before_runs_on_the_new_tables(database: Database) -> None:
    await upgrade(database)
    old_columns = "id, account_id, secret_hash, created_at, last_seen_at, expires_at"
    async with database.engine.begin() as connection:
        copied = await connection.execute(
            text(
                f"INSERT INTO login_sessions ({old_columns})"  # noqa: S608 - our own names
                " SELECT :id, account_id, :secret, created_at, last_seen_at, expires_at"
                " FROM login_sessions"
            ).bindparams(bindparam("id", type_=Uuid())),
            {"id": new_uuid(), "secret": fingerprint_of("another")},
        )

    assert copied.rowcount == 1


async def test_who_is_here_is_in_a_backup_before_a_table_changes(
    database: Database, tmp_path: Path
) -> None:
    upgrading = Upgrading(Settings(data_dir=tmp_path / "data"))
    await upgrading(database)
    await upgrading(database)
    (made,) = (tmp_path / "data" / "backups").glob(f"*{ENDING}")
    archive = Archive(made)
    manifest = archive.manifest
    archive.close()

    assert (manifest.revision, manifest.tables["accounts"].rows) == (FIRST, 1)


async def test_an_empty_instance_is_no_reason_for_a_backup(tmp_path: Path) -> None:
    upgrading = Upgrading(Settings(data_dir=tmp_path / "data"))
    async with DATABASES.empty(tmp_path) as url:
        fresh = Database(url, lambda *_: None)
        await upgrading(fresh)
        await fresh.close()

    assert not (tmp_path / "data").exists()
