"""An instance moves from SQLite to PostgreSQL with everything it has, or stays where it is."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import event, func, inspect, select, text
from sqlalchemy.engine import Connection
from tests.support.databases import DATABASES, TEMPLATE
from tests.support.filling import ROWS, fill
from tests.support.gateway import Browser, person, running_gateway
from tests.support.program import torg_serve

from torg.accounts.models import AccountRow
from torg.audit.models import AuditRow
from torg.console.migrate import move
from torg.console.refused import Refused
from torg.console.tables import checksum
from torg.db.session import Database
from torg.migrations.tables import METADATA

pytestmark = [pytest.mark.system, pytest.mark.sqlite("it is where one moves from")]


def quiet(*_: object) -> None:
    """Hear of the progress."""


@pytest.fixture
async def source(tmp_path: Path) -> AsyncIterator[Database]:
    """An instance with rows in every table."""
    async with DATABASES.fresh(tmp_path) as url:
        database = Database(url, quiet)
        async with database.engine.begin() as connection:
            await fill(connection)
        yield database
        await database.close()


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """The address of an empty PostgreSQL database."""
    async with DATABASES.fresh_postgres() as url:
        yield url


@pytest.fixture
async def target(address: str) -> AsyncIterator[Database]:
    database = Database(address, quiet)
    yield database
    await database.close()


async def torg(*arguments: str, **environment: str) -> tuple[int | None, str, str]:
    async with asyncio.timeout(120):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "torg", *arguments),
            env={**os.environ, **environment},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def test_every_row_of_every_table_arrives(source: Database, target: Database) -> None:
    moved = await move(source, target, quiet)
    async with source.engine.connect() as old, target.engine.connect() as new:
        for table in METADATA.sorted_tables:
            before, after = await checksum(old, table), await checksum(new, table)

            assert before == after == moved.tables[table.name]
            assert before.count > 0


async def test_numbers_go_on_after_those_that_came_along(
    source: Database, target: Database
) -> None:
    await move(source, target, quiet)
    numbered = [table for table in METADATA.sorted_tables if table.autoincrement_column is not None]
    for table in numbered:
        column = table.autoincrement_column
        assert column is not None
        async with target.engine.connect() as connection:
            last = await connection.scalar(select(func.max(column)))
            sequence = text(f"SELECT nextval(pg_get_serial_sequence('{table}', '{column.name}'))")
            following = await connection.scalar(sequence)

        assert (last, following) == (ROWS, ROWS + 1)
    assert AuditRow.__table__ in numbered


async def test_nothing_is_written_into_a_database_that_is_not_empty(source: Database) -> None:
    async with DATABASES.fresh_postgres(TEMPLATE) as url:
        target = Database(url, quiet)
        with pytest.raises(Refused, match="not empty"):
            await move(source, target, quiet)
        async with target.reading() as transaction:
            members = await transaction.session.scalar(select(func.count(AccountRow.id)))
        await target.close()

    assert members == 0


async def test_a_row_that_arrives_changed_leaves_the_target_empty(
    source: Database, target: Database
) -> None:
    def spoil(connection: Connection, _: object, statement: str, *__: object) -> None:
        if statement.startswith("INSERT INTO rooms"):
            connection.exec_driver_sql("UPDATE accounts SET name = 'Mallory'")
            connection.exec_driver_sql("UPDATE rooms SET title = 'Mallory'")

    event.listen(target.engine.sync_engine, "after_cursor_execute", spoil)
    with pytest.raises(Refused, match="table rooms does not arrive as it was"):
        await move(source, target, quiet)
    async with target.engine.connect() as connection:
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())

    assert tables == []


async def test_whoever_was_signed_in_stays_so_on_postgres(tmp_path: Path, address: str) -> None:
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session,
        running_gateway(tmp_path) as gateway,
    ):
        browser = await gateway.owner()
        session.cookie_jar.update_cookies(
            {cookie.key: cookie.value for cookie in browser.session.cookie_jar}
        )
        target = Database(address, quiet)
        await move(gateway.database, target, quiet)
        await target.close()
        async with running_gateway(tmp_path, database_url=address) as moved:
            answer = await Browser(session, moved.base, moved.origin).get("/api/me")

    assert (answer.status, answer.body["handle"]) == (200, "owner")


@pytest.mark.timeout(300)
async def test_the_command_moves_compares_and_says_what_to_set(
    tmp_path: Path, address: str
) -> None:
    data = tmp_path / "data"
    async with torg_serve(tmp_path) as program, aiohttp.ClientSession() as session:
        browser = Browser(session, program.origin, program.origin)
        await browser.post("/api/setup", {"token": program.link.partition("#")[2], **person("ana")})
        early = await torg("migrate-to", address, "--data-dir", str(data))
    code, out, err = await torg("migrate-to", address, "--data-dir", str(data))
    again = await torg("migrate-to", address, "--data-dir", str(data))

    assert early[0] == 1
    assert "Torg is running" in early[2]
    assert (code, err) == (0, "")
    assert "accounts" in out
    assert "Now set TORG_DATABASE_URL" in out
    assert again[0] == 1
    assert "not empty" in again[2]


@pytest.mark.parametrize(
    ("address", "environment", "words"),
    [
        ("sqlite+aiosqlite:///other", {}, "to PostgreSQL only"),
        ("nowhere", {}, "cannot be used"),
        ("postgresql://x:secret@/x?host=/nowhere", {}, "does not open"),
        ("postgresql:///x", {"TORG_DATABASE_URL": "postgresql:///y"}, "not on SQLite"),
    ],
)
async def test_what_cannot_be_moved_is_told_in_one_line(
    source: Database, tmp_path: Path, address: str, environment: dict[str, str], words: str
) -> None:
    del source  # It is there.
    code, _, err = await torg("migrate-to", address, "--data-dir", str(tmp_path), **environment)

    assert (code, len(err.splitlines())) == (1, 1)
    assert words in err
    assert "secret" not in err
