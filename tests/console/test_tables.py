"""Rows leave one database and come into another as they were."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from tests.support.databases import DATABASES
from tests.support.gateway import Gateway
from tests.support.rooms import join, open_room

from torg.console.tables import (
    AT_ONCE,
    Checksum,
    Kind,
    Plain,
    checksum,
    count_on,
    dump_rows,
    kinds_of,
    line_of,
    load_rows,
    table_of,
)
from torg.db.session import Database
from torg.migrations.tables import METADATA

ACCOUNTS = METADATA.tables["accounts"]


async def as_stream(rows: list[Plain]) -> AsyncIterator[Plain]:
    for row in rows:
        yield row


def an_account(number: int) -> dict[str, Any]:
    return {
        "id": UUID(int=number),
        "handle": f"m{number}",
        "name": "Ásta \u042f \U0001f399",
        "languages": ["is", "ru"],
        "role": "member",
        "created_at": datetime(2026, 1, 1, 12, 0, 0, number, tzinfo=UTC),
    }


@asynccontextmanager
async def another(folder: Path) -> AsyncIterator[AsyncConnection]:
    """Open an empty database with all tables."""
    await asyncio.to_thread(folder.mkdir, exist_ok=True)
    async with DATABASES.fresh(folder) as url:
        database = Database(url, lambda *_: None)
        try:
            async with database.engine.begin() as connection:
                yield connection
        finally:
            await database.close()


async def test_every_table_reads_the_same_in_another_database(
    gateway: Gateway, tmp_path: Path
) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room = await open_room(ana)
    await join(ana, room)
    await join(bo, room)
    async with (
        gateway.database.engine.connect() as from_,
        another(tmp_path / "other") as to,
    ):
        for table in METADATA.sorted_tables:
            await load_rows(to, table, dump_rows(from_, table))
            await count_on(to, table)
        before = {t.name: await checksum(from_, t) for t in METADATA.sorted_tables}
        after = {t.name: await checksum(to, t) for t in METADATA.sorted_tables}

    assert before == after
    assert before["accounts"].count == 2


@pytest.mark.parametrize("count", [0, 1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1])
async def test_as_many_rows_come_in_as_there_were(tmp_path: Path, count: int) -> None:
    rows = [an_account(number) for number in range(count)]
    async with another(tmp_path) as connection:
        if rows:
            await connection.execute(insert(ACCOUNTS), rows)
        lines = [row async for row in dump_rows(connection, ACCOUNTS)]
        await connection.execute(ACCOUNTS.delete())
        loaded = await load_rows(connection, ACCOUNTS, as_stream(lines))
        again = [row async for row in dump_rows(connection, ACCOUNTS)]

    assert loaded == count
    assert again == lines


def test_a_table_is_known_by_the_kinds_of_its_columns() -> None:
    for table in METADATA.sorted_tables:
        kinds = kinds_of(table)

        assert kinds_of(table_of(table.name, kinds)) == kinds


def test_the_kinds_are_what_models_say() -> None:
    kinds = kinds_of(ACCOUNTS)

    assert (kinds["id"], kinds["languages"]) == (Kind.ID, Kind.JSON)
    assert (kinds["created_at"], kinds["handle"]) == (Kind.MOMENT, Kind.TEXT)
    assert kinds_of(METADATA.tables["photos"])["image"] is Kind.BYTES
    assert kinds_of(METADATA.tables["rooms"])["demo"] is Kind.TRUTH
    assert kinds_of(METADATA.tables["audit"])["number"] is Kind.NUMBER


LINES = st.lists(st.binary(max_size=20), max_size=20)


@given(LINES, st.randoms())
def test_the_order_of_lines_does_not_matter_but_every_line_does(
    lines: list[bytes],
    dice: Any,  # noqa: ANN401 - hypothesis's own
) -> None:
    one, other, more = Checksum(), Checksum(), Checksum()
    shuffled = dice.sample(lines, len(lines))
    for sum_, given_lines in ((one, lines), (other, shuffled), (more, [*lines, b"x"])):
        for line in given_lines:
            sum_.add(line)

    assert one == other
    assert one != more


def test_one_moment_is_written_in_one_way() -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    elsewhere = noon.astimezone(timezone(timedelta(hours=3)))
    lines = [
        line_of({"at": each.astimezone(UTC).isoformat(timespec="microseconds")})
        for each in (noon, elsewhere)
    ]

    assert lines == [b'{"at":"2026-01-01T12:00:00.000000+00:00"}'] * 2


async def test_a_row_that_is_none_is_refused(tmp_path: Path) -> None:
    async with another(tmp_path) as connection:
        with pytest.raises(KeyError):
            await load_rows(connection, ACCOUNTS, as_stream([{"id": str(UUID(int=1))}]))
